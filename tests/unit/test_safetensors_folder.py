"""A language model as a folder of safetensors, which vLLM runs: found, looked over, and told from a GGUF file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from boses_engine.errors import ModelError, NotFoundError
from boses_engine.settings import Settings
from boses_engine.weights.find import find_model

FILES: tuple[str, ...] = ("config.json", "tokenizer.json", "generation_config.json")
FILES += ("model-00001.safetensors", "model-00002.safetensors")
INDEX = {"weight_map": {"a": "model-00001.safetensors", "b": "model-00002.safetensors"}}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", tmp_path / "models", 1, backend="vllm")


@pytest.fixture
def folder(settings: Settings) -> Path:
    made = settings.models / "mine"
    made.mkdir(parents=True)
    for name in FILES:
        (made / name).write_text("{}")
    (made / "model.safetensors.index.json").write_text(json.dumps(INDEX))
    return made


def test_by_name_and_by_path(settings: Settings, folder: Path) -> None:
    """Its hash is of all its files: another tokenizer is another model. llama.cpp is not asked about it."""
    found = find_model("mine", "writer", settings).hashed(settings)
    assert (found.name, found.path, found.role) == ("mine", folder, "language")
    assert find_model(str(folder), "language", settings).hashed(settings) == found
    (folder / "tokenizer.json").write_text('{"version": "1.0"}')
    assert find_model("mine", "language", settings).hashed(settings).sha256 != found.sha256


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model-00002.safetensors"])
def test_a_copy_that_was_cut_off(settings: Settings, folder: Path, name: str) -> None:
    """Catches a folder that is refused a minute later, from within vLLM."""
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"mine is no whole model: {name} is missing"):
        find_model("mine", "language", settings)


@pytest.mark.parametrize("text", ["", "[]", '{"weight_map": 3}'])
def test_an_index_that_is_none(settings: Settings, folder: Path, text: str) -> None:
    (folder / "model.safetensors.index.json").write_text(text)
    with pytest.raises(ModelError, match="index.json cannot be read"):
        find_model("mine", "language", settings)


def test_a_folder_without_weights(settings: Settings, folder: Path) -> None:
    for path in folder.glob("*.safetensors*"):
        path.unlink()
    with pytest.raises(ModelError, match=r"\*\.safetensors is missing"):
        find_model("mine", "language", settings)


def test_each_back_end_names_the_other(settings: Settings, folder: Path) -> None:
    """Catches a user left alone with a model of the other kind."""
    (settings.models / "mine.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelError, match=r"mine\.gguf is a file: vLLM .*--backend llama"):
        find_model("mine.gguf", "language", settings)
    with pytest.raises(ModelError, match="mine is a folder: .*--backend vllm"):
        find_model("mine", "language", replace(settings, backend="llama"))


def test_a_name_that_is_none_lists_the_folders(settings: Settings, folder: Path) -> None:
    with pytest.raises(NotFoundError, match=r"known: .*mine"):
        find_model("yours", "language", settings)


def test_other_models_are_as_before(settings: Settings) -> None:
    """Catches an embedding or image model that is looked for as a language model is."""
    with pytest.raises(NotFoundError, match="all-MiniLM"):
        find_model("none", "embedding", settings)
