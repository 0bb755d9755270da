"""A person's portrait: the picture, and what made it."""

from dataclasses import dataclass

FOLDER = "avatars"  # of a results folder
PIXELS_MOST, BYTES_MOST = 4096 * 4096, 64_000_000  # of a portrait; the largest model paints 1024 x 1024


@dataclass(frozen=True)
class Painted:
    """What made a portrait: equal values are the same picture."""

    model: str
    model_sha256: str
    seed: int
    prompt: str


@dataclass(frozen=True)
class Portrait:
    """A finished portrait; `png` is a whole PNG file whose text chunks say that it is AI-generated, and by what."""

    persona_id: str
    painted: Painted
    seconds: float
    png: bytes


def avatar_path(persona_id: str) -> str:
    """Where the portrait lies in a results folder, as records say it."""
    return f"{FOLDER}/{persona_id}.png"
