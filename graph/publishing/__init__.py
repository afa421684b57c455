"""The main path: a folder of minutes becomes a release, or a new one without what is withdrawn."""
