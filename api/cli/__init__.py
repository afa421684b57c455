"""The command line: one module a command that is more than a few lines.

Modules are imported where they are used, so that ``--help`` is quick.
"""
