"""What changed, for those who keep a copy: LDES, Atom, and the dumps."""
