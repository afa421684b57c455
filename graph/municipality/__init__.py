"""A municipality, as its profile tells of it: bodies, units, posts, forms of case numbers.

A profile is a Turtle file beside this one. ``evidence`` says which municipality a text is of: minutes of
another one are never published under a name that is not theirs.
"""
