"""The case across years, which no document tells alone.

Numbers in all the ways they are written, links with evidence and confidence, planned steps and whether they
came, and the trail: every handling of a case with the words it was read from.
"""
