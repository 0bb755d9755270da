"""A language model as a folder of safetensors, the way such models are published; vLLM runs these."""

import json
from pathlib import Path

from boses_engine.errors import ModelError

_INDEX = "model.safetensors.index.json"


def is_folder(path: Path) -> bool:
    """Whether it is a folder that holds such a model, whole or not."""
    return (path / "config.json").is_file() and any(path.glob("*.safetensors"))


def check_folder(path: Path) -> None:
    """Looks for what a model needs, and for the files that its index names.

    :raises ModelError: it is missing, cut off, or no such folder.
    """
    if not path.exists():
        raise ModelError(f"the language model {path.name} is missing at {path}: copy it again")
    if not path.is_dir():
        raise ModelError(f"{path} is a file: vLLM runs folders of safetensors; llama.cpp runs GGUF (--backend llama)")
    wanted = {"config.json", "tokenizer.json", *_parts(path / _INDEX)}
    missing = sorted(name for name in wanted if not (path / name).is_file())
    if missing or not is_folder(path):
        raise ModelError(f"{path} is no whole model: {missing[0] if missing else '*.safetensors'} is missing in it")


def _parts(index: Path) -> set[str]:
    """The files among which an index shares out the weights; none where there is no index."""
    try:
        return set(map(str, json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ModelError(f"{index} cannot be read: copy the model again") from exc
