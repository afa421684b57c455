"""/efterproev: whether a quote stands where it is said to."""
