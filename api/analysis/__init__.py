"""Networks and measures over HTTP."""
