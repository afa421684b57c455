"""Which release a request is answered from, and answers that are kept.

A request keeps the release it began with, also when another becomes current (``releases``).
"""
