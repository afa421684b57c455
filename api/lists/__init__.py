"""Lists and search: pages of things, as HTML, tables and Hydra collections."""
