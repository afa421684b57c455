"""The index of words of a release, and how it is asked."""
