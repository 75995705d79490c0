"""The case as data: one set of tables, written in the formats of geographic information systems."""
