"""Settings: where things lie and how much of the machine to use, read from the environment once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from boses_engine.errors import InputError

CHECKOUT = Path(__file__).resolve().parent.parent
ALL_LAYERS = -1  # llama.cpp reads a negative count as "all"
CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True)
class Settings:
    """Where the data and the models lie, and the share of the machine that may be used.

    Environment: BOSES_HOME, BOSES_MODELS, BOSES_THREADS, BOSES_GPU_LAYERS; an empty variable counts as unset.
    """

    home: Path  # the data folder, absolute
    models: Path  # the models folder, absolute; never inside `home`, nor `home` inside it
    threads: int
    gpu_layers: int | None = None  # None: all if llama.cpp can use a GPU, see `offloaded_layers`

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.home / "boses.duckdb"

    def offloaded_layers(self) -> int:
        """Layers to put on the GPU: as set, else all (-1) where llama.cpp was built with GPU support, else 0.

        Imports llama.cpp when nothing was set, so call it only where a model is about to be loaded.
        """
        if self.gpu_layers is not None:
            return self.gpu_layers
        import llama_cpp

        return ALL_LAYERS if llama_cpp.llama_supports_gpu_offload() else 0

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from environment variables.

        Raises InputError for a value that makes no sense, naming the variable.
        """
        home = _folder(environ, "BOSES_HOME", lambda: _user_home(environ) / ".local/share/boses-engine")
        models = _folder(environ, "BOSES_MODELS", lambda: CHECKOUT / "models")
        real_home, real_models = home.resolve(), models.resolve()
        if real_home.is_relative_to(real_models) or real_models.is_relative_to(real_home):
            raise InputError(
                f"the data folder {home} and the models folder {models} may not lie inside each other: "
                "set BOSES_HOME or BOSES_MODELS to another folder"
            )
        threads = _whole_number(environ, "BOSES_THREADS", least=1)
        layers = _whole_number(environ, "BOSES_GPU_LAYERS", least=ALL_LAYERS)
        return cls(home, models, available_cores() if threads is None else threads, layers)


def available_cores(quota_file: Path = CGROUP_QUOTA) -> int:
    """CPU cores this process may use, at least 1: its affinity, and a container's quota if that is smaller.

    A container started with two cores' worth of time on a 64-core machine still sees 64 of them, and 64
    spinning threads on two cores are many times slower than two.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = quota_file.read_text().split()
        cores = min(cores, int(quota) // int(period))
    except (OSError, ValueError):  # no such file outside containers; "max" where there is no quota
        pass
    return max(cores, 1)


def _user_home(environ: Mapping[str, str]) -> Path:
    if environ.get("HOME"):
        return Path(environ["HOME"])
    try:
        return Path.home()
    except RuntimeError as exc:
        raise InputError("no home folder is known to keep the data in: set BOSES_HOME to a folder") from exc


def _folder(environ: Mapping[str, str], variable: str, default: Callable[[], Path]) -> Path:
    text = environ.get(variable, "")
    if not text:
        return default().absolute()
    try:
        folder = Path(text).expanduser().absolute()
    except RuntimeError as exc:
        raise InputError(f"{variable}={text!r}: no such user's home; give the folder's full path") from exc
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{variable}={text!r} is a file; give a folder")
    return folder


def _whole_number(environ: Mapping[str, str], variable: str, least: int) -> int | None:
    text = environ.get(variable, "")
    if not text:
        return None
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise InputError(f"{variable}={text!r} is not usable: give a whole number of {least} or more")
    return number
