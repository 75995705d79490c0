"""From layers to one HTML file."""
