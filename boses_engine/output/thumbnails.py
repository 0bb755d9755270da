"""Pictures as they are put into a page: no larger than they are shown."""

import base64
import io

from boses_engine.domain.portrait import PIXELS_MOST

MOST = 320  # pixels a side: the page shows portraits at 96, on screens of up to three pixels for one


def data_uri(image: bytes) -> str | None:
    """A data URI of a PNG file; a larger one than the page needs is made smaller, as WebP.

    A file that is no picture is put in as it is; None for one of more pixels than any portrait.
    """
    from PIL import Image, UnidentifiedImageError

    kind = "image/png"
    try:
        with Image.open(io.BytesIO(image), formats=["PNG"]) as picture:
            if picture.width * picture.height > PIXELS_MOST:
                return None
            if max(picture.size) > MOST:
                small = picture.convert("RGB")
                small.thumbnail((MOST, MOST))
                stream = io.BytesIO()
                small.save(stream, "WEBP", quality=85, xmp=picture.info.get("xmp", b""))
                image, kind = stream.getvalue(), "image/webp"
    except Image.DecompressionBombError:
        return None
    except (UnidentifiedImageError, OSError, ValueError):
        pass
    return f"data:{kind};base64,{base64.b64encode(image).decode()}"
