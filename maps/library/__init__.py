"""What programs and notebooks use: a case as one object, with its map, its tables, its files."""
