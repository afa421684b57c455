"""/api/v1 and /q: plain JSON for those who know no RDF."""
