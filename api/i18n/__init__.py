"""Danish and English: the messages of the site and the words of the ontology."""
