"""What minutes say, and the text they say it in.

``model`` has it all as frozen dataclasses, each value a ``Quote`` with its span in the served text. No RDF,
no layout, and nothing of the kind of file that it was read from: readers make it, everything behind them
takes it.
"""
