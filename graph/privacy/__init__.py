"""What must not be told: the ledger of what is withdrawn, CPR numbers, and which releases may be asked.

The ledger outlives every release. ``redact`` takes words out of a text, ``closed_share`` stops a
publication in which closed items suddenly are open.
"""
