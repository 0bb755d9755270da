"""Weights: the room for model files on disk. The manifest, finding, checking and fetching them."""
