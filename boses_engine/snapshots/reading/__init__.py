"""Exports of consumer talk as they are found: files in many formats become rows of text, rating, day and product."""
