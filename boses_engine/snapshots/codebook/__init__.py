"""The codebook: themes of consumer talk in the project's own words, with the local words that tell of them."""

from boses_engine.snapshots.codebook.load import load_codebook
from boses_engine.snapshots.codebook.theme import Theme

__all__ = ["Theme", "load_codebook"]
