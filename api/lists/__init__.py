"""Lists and search: pages of things, as HTML, CSV and Hydra collections."""
