"""Asking other servers: each answer within a bound of time and of size, from the address that was given.

What is asked for, and what an answer means, is the matter of the packages that ask.
"""
