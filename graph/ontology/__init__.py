"""ontology.ttl, read once, and the IRIs: every one is minted and taken apart here."""
