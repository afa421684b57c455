"""Danish words and what they say: outcomes of decisions, recommendations, mentions. Shared by every
reader."""
