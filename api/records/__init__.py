"""What a release tells of a thing as a plain record, for those who know no RDF: programs and assistants."""
