"""Which release a request is answered from, and answers that are kept."""
