"""Positions to lines: links, journeys, networks, routes."""
