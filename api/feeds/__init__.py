"""What changed: LDES, Atom, and the dumps."""
