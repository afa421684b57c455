"""Earlier releases: Memento (RFC 7089), differences, citing."""
