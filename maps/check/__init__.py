"""Checks: each finds one kind of thing that a reader would trip over."""
