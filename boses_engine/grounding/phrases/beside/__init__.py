"""What a phrase for an occupation tells beside the work."""
