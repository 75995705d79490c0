"""Maps on paper: vector and pixel sheets, drawn without a browser."""
