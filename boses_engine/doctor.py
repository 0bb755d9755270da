"""Examine the machine and what the engine needs on it; every shortcoming comes with what to do about it."""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from boses_engine.errors import BosesError, StoreBusyError
from boses_engine.gpus import nvidia_gpus
from boses_engine.settings import Settings
from boses_engine.weights.digest import verify
from boses_engine.weights.find import PULL
from boses_engine.weights.manifest import Entry, load_manifest, origin

State = Literal["ok", "-", "warn", "fail"]  # "-": not there, and nothing is to be done
LEAST_PYTHON = (3, 11)
GB = 1e9
# Above the weights: key-value cache, compute buffers and the interpreter. An estimate on the safe side.
WORKING_MEMORY_BYTES = 1.0 * GB
LEAST_FREE_BYTES = 1.0 * GB
CUDA_BUILD = 'CMAKE_ARGS="-DGGML_CUDA=on" pip install --force-reinstall --no-cache-dir llama-cpp-python==0.3.36'


@dataclass(frozen=True)
class Finding:
    """One line of the examination; `remedy` is empty where nothing is to be done."""

    topic: str
    state: State
    text: str
    remedy: str = ""


def examine(settings: Settings, full: bool = False) -> list[Finding]:
    """All findings, in a fixed order; `full` reads every model file to check its SHA-256.

    Makes no store where there is none; opening an older one brings its tables up to date, as any command does.
    A topic that cannot be examined is a finding too: this raises nothing of its own.
    """
    try:
        entries = load_manifest(settings)
        manifest = [_model(entry, settings, full) for entry in entries]
    except BosesError as exc:
        entries, manifest = [], [Finding("models", "fail", str(exc))]
    return [
        _python(),
        Finding("processor", "ok", f"{platform.machine()}, {settings.threads} threads for {os.cpu_count()} cores"),
        _gpu(),
        _memory(entries),
        _disk("disk for data", settings.home, LEAST_FREE_BYTES, "BOSES_HOME"),
        _disk(
            "disk for models", settings.models, _still_to_fetch(entries, settings) + LEAST_FREE_BYTES, "BOSES_MODELS"
        ),
        *manifest,
        *_portraits(entries, settings),
        *_private(settings),
        _store(settings),
    ]


def _private(settings: Settings) -> list[Finding]:
    """A warning where others on the machine may read the data folder; new ones are their owner's alone."""
    if os.name != "posix" or not settings.home.is_dir() or not settings.home.stat().st_mode & 0o077:
        return []
    return [Finding("data folder", "warn", f"others may read {settings.home}", f"chmod 700 {settings.home}")]


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info < LEAST_PYTHON:
        return Finding("Python", "fail", version, "use Python 3.11 or newer")
    return Finding("Python", "ok", version)


def _gpu() -> Finding:
    """Whether llama.cpp loads, and whether it can use the graphics cards that are there."""
    names = _gpu_names()
    try:
        import llama_cpp

        build, offload = llama_cpp.__version__, bool(llama_cpp.llama_supports_gpu_offload())
    except Exception as exc:  # a missing package, or a library of it that does not load: OSError, RuntimeError
        return Finding(
            "llama.cpp", "fail", f"cannot be loaded: {exc}", "pip install --force-reinstall llama-cpp-python"
        )
    library = f"llama-cpp-python {build}"
    if offload:
        return Finding("llama.cpp", "ok", f"{library}, built for GPUs; {', '.join(names) or 'no NVIDIA GPU seen'}")
    if names:
        return Finding(
            "llama.cpp", "warn", f"{library} is built without GPU support, {', '.join(names)} lies idle", CUDA_BUILD
        )
    return Finding("llama.cpp", "ok", f"{library}, on the processor; no NVIDIA GPU seen")


def _gpu_names() -> list[str]:
    return nvidia_gpus("name,memory.total")


def _memory(entries: list[Entry]) -> Finding:
    import psutil

    memory = psutil.virtual_memory()
    text = f"{memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"
    model = next((entry for entry in entries if entry.role == "language" and entry.default), None)
    if model and memory.available < model.bytes + WORKING_MEMORY_BYTES:
        needed = (model.bytes + WORKING_MEMORY_BYTES) / GB
        return Finding("memory", "warn", text, f"close other programs: {model.name} needs about {needed:.1f} GB")
    return Finding("memory", "ok", text)


def _disk(topic: str, folder: Path, wanted: float, variable: str) -> Finding:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    text = f"{free / GB:.1f} GB free at {folder}"
    if not there.is_dir() or not os.access(there, os.W_OK):
        # Models may lie on a read-only disk, once they are there.
        state: State = "fail" if variable == "BOSES_HOME" else "warn"
        return Finding(topic, state, f"cannot write to {there}", f"set {variable} to a folder you can write to")
    if free < wanted:
        return Finding(topic, "warn", text, f"make room for {wanted / GB:.1f} GB, or set {variable} to another disk")
    return Finding(topic, "ok", text)


def _still_to_fetch(entries: list[Entry], settings: Settings) -> int:
    wanted = [entry for entry in entries if entry.default and not entry.shipped]
    missing = [entry for entry in wanted if not entry.path(settings).exists()]
    # A file that is made here needs the one that it is made from beside it for a while.
    needed = {known.name: known for entry in missing for known in (entry, origin(entry, settings))}
    return sum(entry.bytes for entry in needed.values() if not entry.path(settings).exists())


def _model(entry: Entry, settings: Settings, full: bool) -> Finding:
    """Whether a model of the manifest is whole."""
    topic = f"model {entry.name}"
    try:
        found = verify(entry, settings, full)
    except (BosesError, OSError) as exc:
        return Finding(topic, "fail", str(exc), f"make {entry.path(settings)} readable")
    path = entry.path(settings)
    if found == "ok":
        how = "size and SHA-256 right" if full else "size right"
        return Finding(topic, "ok", f"{path}, {entry.bytes / GB:.2f} GB, {how}")
    if found == "missing" and not entry.default:
        brings = "makes" if entry.made else "fetches"
        return Finding(topic, "-", f"not there, and not needed unless named; `{PULL} {entry.name}` {brings} it")
    text = f"missing at {path}" if found == "missing" else f"{path}: {found}"
    remedy = f"copy {path} from the engine's checkout" if entry.shipped else f"run `{PULL} {entry.name}`"
    if entry.role == "embedding":  # people are generated all the same
        return Finding(topic, "warn", f"{text}; nobody of the library is reused", remedy)
    return Finding(topic, "fail", text, remedy)


def _portraits(entries: list[Entry], settings: Settings) -> list[Finding]:
    """Whether people get portraits, where the manifest has no default image model to speak of above."""
    if not entries or any(entry.role == "avatar" and entry.default for entry in entries):
        return []
    return [Finding("portraits", "ok", "no default image model: people get none unless --avatar-model names one")]


def _store(settings: Settings) -> Finding:
    """Whether the store can be opened."""
    path = settings.database
    if not path.exists():  # opening would make it
        return Finding("store", "ok", f"none yet; the first run makes {path}")
    try:
        from boses_engine.store import Store

        with Store(path) as store:
            version = store.schema_version
    except StoreBusyError as exc:
        return Finding("store", "warn", str(exc), "wait for that process to end")
    except BosesError as exc:
        return Finding("store", "fail", str(exc), f"move {path} away, or put a copy of it back")
    return Finding("store", "ok", f"{path}, version {version}, {path.stat().st_size / 1e6:.1f} MB")
