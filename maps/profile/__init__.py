"""What leaves the house: a case as a profile of `case.toml` lets it out."""
