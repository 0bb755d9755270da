"""What the pipeline needs of a painter of portraits: one picture for one prompt and seed.

The prompt is words of the engine's own vocabulary, see `avatars.prompt`; no name and no free text is ever in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]  # (height, width, 3), RGB
Style = Literal["illustration", "photograph"]  # one for a gallery: what the model behind the painter is made for


@dataclass(frozen=True)
class Prompt:
    """What the picture is to show, and what it is not to show; `negative` may be empty."""

    text: str
    negative: str = ""


class Painter(Protocol):
    """Paints portraits one at a time. Not safe for several threads at once.

    A picture is the same to the bit on the same machine, with the same versions and as many threads of the processor.
    """

    name: str
    sha256: str
    style: Style

    def paint(self, prompt: Prompt, seed: int) -> Pixels:
        """The picture of this prompt and seed, 0 to 2^32 - 1, always the same one.

        :raises PaintingError: the model gave none that can be shown.
        """
        ...

    def close(self) -> None:
        """Frees the model's memory; a second time is no error."""


@dataclass(frozen=True)
class Offer:
    """A painter that is not loaded yet: what it will be, so that it is opened only where a portrait is missing.

    With `replaces`, portraits by other painters are painted anew; without it only missing ones are painted. `open`
    raises ModelError where the model cannot be loaded.
    """

    name: str
    sha256: str
    style: Style
    open: Callable[[], Painter]
    about: str = ""  # for people: "SDXL (turbo), 512 px, 4 steps"
    replaces: bool = False
