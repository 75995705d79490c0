"""Networks of the user's own: read from a file, joined at nodes, kept, and reported on."""
