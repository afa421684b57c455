"""Several sites followed by their change feeds into one graph, which is the union of theirs.

What a site withdraws is gone from it with the next poll: each version of a thing takes the place of all that
the site said of the thing before, and nothing of that is kept.
"""
