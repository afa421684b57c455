"""HTTP: formats and their choice, conditional requests, problems, compression, admission, streaming.

Each module follows one standard and names its clause; nothing here knows what is served.
"""
