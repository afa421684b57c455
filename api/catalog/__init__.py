"""The data catalogue and what tells machines of it."""
