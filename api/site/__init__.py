"""What one running site shares: its addresses, its look, how a page is rendered."""
