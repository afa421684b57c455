"""Networks and measures over HTTP: the page where they are chosen, the files that come of it."""
