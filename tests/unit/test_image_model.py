"""Finding the image model, and making room for it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.checkpoint_files import bare_folder, single_file_shapes, write_header

from boses_engine.avatars import diffusion
from boses_engine.avatars.double import DoublePainter
from boses_engine.avatars.memory import Free, Mode
from boses_engine.errors import ModelError, NotFoundError
from boses_engine.image_model import ImageModel
from boses_engine.settings import Settings
from boses_engine.weights.digest import sha256_of, size_of, verify
from boses_engine.weights.manifest import load_manifest
from boses_engine.weights.pull import pull

GB = 10**9
MANIFEST = """
[[model]]
name = "faces"
about = "for tests"
role = "avatar"
file = "faces"
bytes = {bytes}
sha256 = "{sha256}"
licence = "Apache-2.0"
default = true
shipped = true

[[model]]
name = "words"
about = "for tests"
role = "vocabulary"
file = "words.gz"
bytes = 3
sha256 = "{zeros}"
licence = "MIT"

[model.source]
package = "p"
version = "1"
member = "m"
parts = 1
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A models folder with a default image model."""
    made = Settings(tmp_path / "home", tmp_path / "models", threads=1)
    folder = bare_folder(made.models / "faces", "SD 1")
    text = MANIFEST.format(bytes=size_of(folder), sha256=sha256_of(folder, made), zeros="0" * 64)
    (made.models / "manifest.toml").write_text(text)
    return made


def test_the_default_a_name_a_path_and_none(settings: Settings, tmp_path: Path) -> None:
    write_header(settings.models / "mine.safetensors", single_file_shapes("SD 1"))
    (settings.models / "words.gz").write_bytes(b"abc")
    bare_folder(tmp_path / "elsewhere", "SDXL")
    found = {
        name: ImageModel(settings, name).look_up()
        for name in (None, "faces", "mine", "mine.safetensors", str(tmp_path / "elsewhere"))
    }
    assert [(each.weights.name, each.checkpoint.family) for each in found.values() if each] == [
        ("faces", "SD 1"), ("faces", "SD 1"), ("mine", "SD 1"), ("mine", "SD 1"), ("elsewhere", "SDXL"),
    ]  # fmt: skip
    assert found["mine"]
    assert found["mine"].vocabulary == settings.models / "words.gz"
    with pytest.raises(NotFoundError, match=r"no model 'min'.*known: faces, mine\.safetensors"):
        ImageModel(settings, "min").look_up()


def test_a_single_file_without_the_vocabulary_names_the_command(settings: Settings) -> None:
    write_header(settings.models / "mine.safetensors", single_file_shapes("SD 1"))
    with pytest.raises(ModelError, match="run `python -m boses_engine models pull words` once"):
        ImageModel(settings, "mine").look_up()


def test_without_a_model_there_is_a_note_and_no_offer(settings: Settings) -> None:
    shutil.rmtree(settings.models / "faces")
    model = ImageModel(settings)
    assert "no image model is there" in model.note()
    assert model.offer(lambda: None) is None
    assert ImageModel(settings, DoublePainter()).note() == ""


def test_a_changed_byte_is_found_before_it_is_loaded(settings: Settings) -> None:
    file = settings.models / "faces" / "unet" / "config.json"
    file.write_text(file.read_text().replace("silu", "relu"))
    with pytest.raises(ModelError, match="faces is damaged: its SHA-256 is"):
        ImageModel(settings).offer(lambda: None)


def test_only_a_named_model_replaces(settings: Settings) -> None:
    default, named = ImageModel(settings).offer(lambda: None), ImageModel(settings, "faces").offer(lambda: None)
    assert default
    assert named
    assert (default.replaces, named.replaces) == (False, True)
    assert (default.name, default.sha256) == (named.name, named.sha256)


@pytest.mark.parametrize(
    ("free", "mode", "released"),
    [
        ([Free(20 * GB)], Mode(), 0),
        ([Free(1 * GB), Free(20 * GB)], Mode(), 1),
        ([Free(20 * GB, 1 * GB), Free(20 * GB, 8 * GB)], Mode("cuda", "float16"), 1),
    ],
)
def test_the_language_model_goes_first_where_both_do_not_fit(
    free: list[Free], mode: Mode, released: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches a GPU that is left for the processor because the text model sits on it."""
    left, opened, freed = list(free), list[Mode](), list[int]()

    def opening(checkpoint: Any, chosen: Mode, **options: Any) -> DoublePainter:
        opened.append(chosen)
        return DoublePainter()

    monkeypatch.setattr(diffusion, "free_memory", lambda: left.pop(0))
    monkeypatch.setattr(diffusion, "open_painter", opening)
    offer = ImageModel(settings).offer(lambda: freed.append(1))
    assert offer
    offer.open()
    assert (opened, len(freed), left) == ([mode], released, [])


def test_the_manifest_knows_a_shipped_folder(settings: Settings) -> None:
    faces, _ = load_manifest(settings)
    assert verify(faces, settings) == "ok"
    assert pull([faces], lambda *_: None, settings) == []
    (settings.models / "faces" / "unet" / "config.json").write_text("{}")
    assert verify(faces, settings) == "wrong size"
    with pytest.raises(ModelError, match="comes with the engine's checkout"):
        pull([faces], lambda *_: None, settings)
