"""Pictures (SVG): the course of a case, charts, networks. Same values, same bytes."""
