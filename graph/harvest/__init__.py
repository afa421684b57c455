"""Minutes fetched from where a municipality publishes them, into a folder that can be published.

``raw/`` holds every version of every meeting that was fetched and the journal of all that was asked; it is
never published. ``current/`` holds the newest version of each meeting's minutes, and nothing else.
"""
