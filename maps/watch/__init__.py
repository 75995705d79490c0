"""The desk: a case that is built again with each save, and shown with its findings."""
