"""What has changed between two versions of a case, in sentences."""
