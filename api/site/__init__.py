"""What one running site shares: its addresses, its theme, how a page is rendered and a thing described."""
