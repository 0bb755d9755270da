"""The small things that a life is told from."""
