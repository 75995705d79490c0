"""Names to positions: tables, dates, quantities, places, the gazetteer."""
