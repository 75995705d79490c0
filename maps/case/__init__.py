"""The case as read: its tables and settings."""
