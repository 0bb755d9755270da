"""Talking with one person: what a message asks for, and what the person says to it."""
