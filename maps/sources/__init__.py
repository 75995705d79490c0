"""The ledger of sources: what each is, where it is kept, and what rests on it."""
