"""vLLM for tests, on a model of chance: the real one where it can run, and a stand-in for its Python interface."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from boses_engine.language.port import LanguageModel
from boses_engine.language.vllm import Options, open_model
from support.tiny_llama import write_tiny_llama

INSTALLED = find_spec("vllm") is not None  # before a stand-in takes its place
_CACHE_BYTES = 256 << 20
_MEMORY_SHARE = 0.2  # several engines are open side by side


def skip_without_vllm() -> None:
    """Skips a test where vLLM is not installed, or finds nothing to run on."""
    if not INSTALLED:
        pytest.skip("vLLM is not installed: pip install '.[vllm]', in an environment of its own")
    from vllm.platforms import current_platform

    if not current_platform.device_type:
        pytest.skip("vLLM finds no GPU here")


def standin_vllm(*, deterministic: bool) -> LanguageModel:
    """The adapter over the stand-in, which has to be installed, and must not take the place of the real one."""
    if INSTALLED:
        pytest.skip("vLLM itself is installed")
    return open_model(Path("none"), Options(parallel=4, deterministic=deterministic), name="random", sha256="4" * 64)


def real_vllm(folder: Path, *, deterministic: bool) -> LanguageModel:
    """The tiny model in `folder`, written there if it is not yet, in a vLLM engine."""
    skip_without_vllm()
    if not (folder / "config.json").exists():
        write_tiny_llama(folder)
    options = Options(parallel=4, deterministic=deterministic, memory_share=_MEMORY_SHARE, cache_bytes=_CACHE_BYTES)
    return open_model(folder, options, name="tiny", sha256="3" * 64)
