"""Danish words and what they say: outcomes, recommendations, votes, mentions, who was there, what is
closed.

Rules of the language, shared by every reader; the words themselves stand in ``ontology.ttl``. What the
words do not say is not made up: a decision in other words than are known keeps its words and gets no
outcome.
"""
