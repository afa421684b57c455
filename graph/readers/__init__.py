"""Files of minutes and the readers that take them: bytes become minutes and the text that is served."""
