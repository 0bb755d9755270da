"""From a folder of safetensors to a model: how many requests side by side, and whether answers replay."""

import os
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from boses_engine.errors import ModelError
from boses_engine.language.vllm.engine import Engine
from boses_engine.language.vllm.model import VllmModel

PARALLEL = 128


@dataclass(frozen=True)
class Options:
    """How to run a model; None leaves the choice to vLLM.

    `memory_share` is the share of the GPU's memory that may be taken, `cache_bytes` that of the cache alone.
    """

    parallel: int | None = None
    deterministic: bool = False
    memory_share: float | None = None
    cache_bytes: int | None = None


def check_installed() -> None:
    """Looks for vLLM without loading it.

    :raises ModelError: it is not there.
    """
    if find_spec("vllm") is None:
        raise ModelError(
            "vLLM is not installed: `pip install '.[vllm]'` from a checkout, in an environment of its own without "
            "constraints.txt (docs/scale.md), or leave out --backend vllm and BOSES_BACKEND."
        )


def open_model(folder: Path, options: Options, *, name: str, sha256: str) -> VllmModel:
    """Loads a model's folder.

    What vLLM computes moves in its last bits with what is computed beside it. With `deterministic` answers are written
    one at a time and nothing is kept of what was read before, so that they depend on their requests alone; where
    VLLM_BATCH_INVARIANT=1 is set, vLLM's own promise of that, they are written side by side nevertheless.

    :raises ModelError: vLLM is not there, or cannot load the model on this machine.
    """
    check_installed()
    alone = options.deterministic and os.environ.get("VLLM_BATCH_INVARIANT") != "1"
    parallel = 1 if alone else options.parallel or PARALLEL
    opened = partial(
        Engine,
        folder,
        parallel=parallel,
        keeps_prefixes=not options.deterministic,
        memory_share=options.memory_share,
        cache_bytes=options.cache_bytes,
    )
    return VllmModel(
        opened,
        name=name,
        sha256=sha256,
        parallel=parallel,
        replayable=options.deterministic,
        decoding={"deterministic": options.deterministic, "backend": "vllm"},
    )
