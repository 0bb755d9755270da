"""Write the parts of a bundle into a folder. Needs nothing but Python itself."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from boses_engine.bundles.layout import CHUNK, Part
from boses_engine.errors import BundleError


def unpack(part: Part, file: BinaryIO, folder: Path) -> Path:
    """Writes a part as a new plain file under `folder` and gives its path.

    Its name was checked when the manifest was read. It is hashed once more: a stick may be pulled out, or the file
    exchanged, after it was checked.

    :raises BundleError: its content is not what the manifest says.
    :raises OSError: the place cannot be written.
    """
    target = folder / part.name
    target.parent.mkdir(parents=True, exist_ok=True)
    file.seek(part.at)
    digest, left = hashlib.sha256(), part.bytes
    with target.open("xb") as out:
        while left and (chunk := file.read(min(left, CHUNK))):
            digest.update(chunk)
            out.write(chunk)
            left -= len(chunk)
    if left or digest.hexdigest() != part.sha256:
        raise BundleError(f"{part.name} changed while the bundle was read: copy the file again and start anew")
    return target
