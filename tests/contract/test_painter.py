"""What every painter keeps to: the double, and small checkpoints of each family through the real adapter."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support.checkpoints import write_folder

from boses_engine.avatars.diffusion import open_painter
from boses_engine.avatars.double import DoublePainter
from boses_engine.avatars.memory import Mode
from boses_engine.avatars.port import Painter, Prompt
from boses_engine.avatars.recognise import recognise

pytestmark = pytest.mark.slow

WOMAN = Prompt("flat illustration portrait of a young woman, tan skin, smiling", "blurry")
MAN = Prompt("flat illustration portrait of an older man, tan skin, grey full beard, calm expression", "blurry")
KINDS = ("double", "SD 1", "SD 1 LCM", "SD 2", "SD 2 turbo", "SDXL", "SDXL turbo", "mini")


@pytest.fixture(scope="module", params=KINDS)
def painter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Painter]:
    if request.param == "double":
        yield DoublePainter()
        return
    family, _, kind = request.param.removesuffix(" turbo").removesuffix(" LCM"), "", request.param.split()[-1]
    path = tmp_path_factory.mktemp("model") / "checkpoint"
    write_folder(path, family, kind if kind in ("turbo", "LCM") else "base")
    made = open_painter(recognise(path), Mode(), name="small", sha256="a" * 64, threads=1)
    yield made
    made.close()
    made.close()


def test_a_picture_is_square_rgb_and_not_empty(painter: Painter) -> None:
    picture = painter.paint(WOMAN, 1)
    height, width, colours = picture.shape
    assert (height, colours) == (width, 3)
    assert picture.dtype == np.uint8
    assert picture.std() > 1


def test_the_same_prompt_and_seed_give_the_same_picture(painter: Painter) -> None:
    """Whatever was painted between; catches noise from the global generator and a scheduler that keeps its state."""
    first = painter.paint(WOMAN, 1)
    painter.paint(MAN, 2)
    assert np.array_equal(painter.paint(WOMAN, 1), first)


def test_seed_and_words_both_matter(painter: Painter) -> None:
    """Catches a prompt that never reaches the model, and seeds that are cut off: these differ in the highest bit."""
    first = painter.paint(WOMAN, 1)
    assert not np.array_equal(painter.paint(WOMAN, 1 + 2**31), first)
    assert not np.array_equal(painter.paint(MAN, 1), first)


def test_it_says_what_it_is(painter: Painter) -> None:
    assert painter.name
    assert len(painter.sha256) == 64
    assert painter.style in ("illustration", "photograph")


def test_a_painter_of_the_same_files_paints_the_same(tmp_path: Path) -> None:
    """Catches weights that are drawn at random while loading, because a key was not found."""
    path = write_folder(tmp_path / "model", "mini")
    one, other = (open_painter(recognise(path), Mode(), name="small", sha256="", threads=1) for _ in range(2))
    assert np.array_equal(one.paint(WOMAN, 5), other.paint(WOMAN, 5))
