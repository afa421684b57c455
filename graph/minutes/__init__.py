"""What minutes say, and the text they say it in: frozen dataclasses, spans into the served text, dates,
sections. No RDF, and nothing of the source that it was read from."""
