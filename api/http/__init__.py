"""HTTP: formats and their choice, conditional requests, problems, compression, admission, streaming."""
