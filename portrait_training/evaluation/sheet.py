"""A contact sheet: pictures side by side, to be looked at."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

GAP = 4  # pixels


def write_sheet(path: Path, pictures: NDArray[np.uint8], columns: int) -> None:
    """Write pictures [n, s, s, 3] in rows of `columns` as one image."""
    count, size = pictures.shape[:2]
    rows = -(-count // columns)
    sheet = np.full((rows * (size + GAP) - GAP, columns * (size + GAP) - GAP, 3), 255, np.uint8)
    for i, picture in enumerate(pictures):
        y, x = i // columns * (size + GAP), i % columns * (size + GAP)
        sheet[y : y + size, x : x + size] = picture
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path)
