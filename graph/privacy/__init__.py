"""What must not be told: the ledger of what is withdrawn, redaction, closed items, and which releases may
be asked."""
