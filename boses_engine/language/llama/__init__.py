"""The llama.cpp adapter: a decoder that works on many requests side by side, under exact constraints.

`binding` holds the C library, `cache` what its cells hold, `constraint` the token masks, `sampling` the draw,
`decoder` the order of it all; `open_model` puts them together.
"""

from boses_engine.language.llama.decoder import Decoder
from boses_engine.language.llama.open import Options, open_model

__all__ = ["Decoder", "Options", "open_model"]
