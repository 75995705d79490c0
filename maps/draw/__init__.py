"""From routes, places and events to layers."""
