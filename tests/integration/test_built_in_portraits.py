"""The image model that comes with the engine: whole, small, and painting what it is asked for."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from boses_engine.avatars.port import Painter, Pixels
from boses_engine.avatars.prompt import portrait_prompt
from boses_engine.domain.group import Group
from boses_engine.image_model import ImageModel
from boses_engine.pipeline.plan import make_plan
from boses_engine.settings import Settings
from boses_engine.weights.digest import verify
from boses_engine.weights.manifest import load_manifest

pytestmark = pytest.mark.slow
GROUP = Group(
    name="Portraits",
    age_min=20,
    age_max=60,
    gender="All",
    location="Cebu City, Philippines",
    income_level="Middle",
    occupation="Office worker",
    persona_count=4,
)
MOST_BYTES = 25_000_000


@pytest.fixture(scope="module")
def painter() -> Iterator[Painter]:
    offer = ImageModel(replace(Settings.from_env(), threads=1)).offer(lambda: None)
    assert offer is not None
    opened = offer.open()
    yield opened
    opened.close()


def painted(painter: Painter, seed: int, **looks: str) -> Pixels:
    """A woman of 35 who is asked for with all she is not told by `looks` the same each time."""
    slot = make_plan(GROUP, 1).slots[0]
    assert slot.appearance is not None
    return painter.paint(portrait_prompt(35, "Female", slot.appearance.model_copy(update=looks), "illustration"), seed)


def test_it_is_shipped_whole_and_small() -> None:
    """Catches weights that were trained anew while the manifest still means the old ones."""
    settings = Settings.from_env()
    (entry,) = [entry for entry in load_manifest(settings) if entry.role == "avatar" and entry.default]
    assert entry.shipped
    assert verify(entry, settings, full=True) == "ok"
    folder = entry.path(settings)
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < MOST_BYTES
    card = (folder / "README.md").read_text()
    assert "illustrated avatar model" in card
    assert "| share of the ceiling |" in card


def test_the_same_person_is_painted_the_same_and_others_otherwise(painter: Painter) -> None:
    """Catches a seed that does not reach the noise."""
    one, again, other = painted(painter, 7), painted(painter, 7), painted(painter, 8)
    assert np.array_equal(one, again)
    assert one.std() > 20
    assert np.abs(one.astype(int) - other).mean() > 2


def test_skin_is_painted_as_it_is_asked_for(painter: Painter) -> None:
    """Catches a model that ignores the prompt: the middle of the face is darker, the darker the skin asked for."""
    tones = ("fair", "tan", "deep brown")
    light = []
    for tone in tones:
        faces = [painted(painter, seed, skin=tone, glasses="none") for seed in range(4)]
        size = faces[0].shape[0]
        middle = slice(int(size * 0.42), int(size * 0.55)), slice(int(size * 0.42), int(size * 0.58))
        light.append(float(np.mean([face[middle].mean() for face in faces])))
    assert light[0] > light[1] + 10 > light[2] + 20, dict(zip(tones, light, strict=True))
