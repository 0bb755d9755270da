"""PNG files with what made them written inside: the only module that imports Pillow's writers."""

import io
from collections.abc import Mapping

from boses_engine.avatars.port import Pixels
from boses_engine.domain.passport import SOURCE_TYPE

AI_GENERATED = "AI-generated"  # the key of the text chunk that every portrait has
# The mark that IPTC, and with it search engines and social networks, read in any kind of picture.
XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{SOURCE_TYPE}"/>\
</rdf:RDF></x:xmpmeta>"""


def as_png(pixels: Pixels, said: Mapping[str, str]) -> bytes:
    """The picture as a PNG file with a text chunk for each entry of `said`, keys of at most 79 Latin letters, and the
    XMP that says that it was generated.

    The same pixels and texts give the same bytes.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    for key, text in said.items():
        chunks.add_text(key, text)
    chunks.add_itxt("XML:com.adobe.xmp", XMP)
    stream = io.BytesIO()
    Image.fromarray(pixels, "RGB").save(stream, "PNG", pnginfo=chunks, optimize=True)
    return stream.getvalue()
