"""Boses Engine: believable synthetic consumers from a market segment, on one machine, offline."""

__version__ = "0.1.0"
