"""What people write for an occupation, read as titles and as what it tells beside the work."""
