"""What people decide at the desk: each decision one entry of the ledger, with who, when and why."""
