"""Pictures as they are put into a page: no larger than they are shown."""

import base64
import io

MOST = 320  # pixels a side: the page shows portraits at 96, on screens of up to three pixels for one


def data_uri(image: bytes) -> str:
    """A data URI of a PNG file; a larger one than the page needs is made smaller, as WebP.

    A file that is no picture is put in as it is.
    """
    from PIL import Image, UnidentifiedImageError

    kind = "image/png"
    try:
        with Image.open(io.BytesIO(image)) as picture:
            if max(picture.size) > MOST:
                small = picture.convert("RGB")
                small.thumbnail((MOST, MOST))
                stream = io.BytesIO()
                small.save(stream, "WEBP", quality=85, xmp=picture.info.get("xmp", b""))
                image, kind = stream.getvalue(), "image/webp"
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        pass
    return f"data:{kind};base64,{base64.b64encode(image).decode()}"
