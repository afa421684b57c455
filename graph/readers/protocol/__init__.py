"""Sources that know their own structure: what they tell of a meeting is one neutral record, rendered as the
text that is served and read from there on like any other minutes."""
