"""/reconcile: names and numbers of other tables matched with our things (Reconciliation Service API 0.2)."""
