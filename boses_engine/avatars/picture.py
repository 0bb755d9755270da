"""PNG files with what made them written inside: the only module that imports Pillow's writers."""

import io
from collections.abc import Mapping

from boses_engine.avatars.port import Pixels

AI_GENERATED = "AI-generated"  # the key of the text chunk that every portrait has


def as_png(pixels: Pixels, said: Mapping[str, str]) -> bytes:
    """The picture as a PNG file with a text chunk for each entry of `said`, keys of at most 79 Latin letters.

    The same pixels and texts give the same bytes.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    for key, text in said.items():
        chunks.add_text(key, text)
    stream = io.BytesIO()
    Image.fromarray(pixels, "RGB").save(stream, "PNG", pnginfo=chunks, optimize=True)
    return stream.getvalue()
