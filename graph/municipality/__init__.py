"""A municipality as its profile tells of it: bodies, units, posts, and the forms of case numbers."""
