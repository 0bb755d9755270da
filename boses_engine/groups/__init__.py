"""What a user writes: the group file, the rules of its fields, and a commented one to start from."""
