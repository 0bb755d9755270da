"""Portraits: what a person looks like in words, and the image model that draws it."""
