"""Earlier releases: Memento, differences, citing."""
