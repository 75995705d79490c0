"""The list: every event, route, place, journey, flow, source and actor as one entry."""
