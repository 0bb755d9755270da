"""Settings: where things lie and how much of the machine to use, read from the environment once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from boses_engine.errors import InputError

Backend = Literal["llama", "vllm"]  # what runs language models
CHECKOUT = Path(__file__).resolve().parent.parent
ALL_LAYERS = -1  # llama.cpp reads a negative count as "all"
MOST_WORKERS = 256
MOST_PARALLEL = 128  # llama.cpp has 256 sequences, some of which hold what requests share
SNAPSHOT_MAX_AGE_DAYS = 180
CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True)
class Settings:
    """Where the data and the models lie, and the share of the machine that may be used.

    Environment: BOSES_HOME, BOSES_MODELS, BOSES_THREADS, BOSES_GPU_LAYERS, BOSES_PARALLEL, BOSES_DETERMINISTIC,
    BOSES_FLASH_ATTENTION, BOSES_CACHE_TYPE, BOSES_BACKEND, BOSES_SNAPSHOTS, BOSES_SNAPSHOT_MAX_AGE, BOSES_EMBEDDING,
    BOSES_PROJECT, BOSES_WORKERS, BOSES_SIGNED_BY; an empty variable counts as unset.
    """

    home: Path  # the data folder, absolute
    models: Path  # the models folder, absolute; never inside `home`, nor `home` inside it
    threads: int
    gpu_layers: int | None = None  # None: all if llama.cpp can use a GPU, see `offloaded_layers`
    parallel: int | None = None  # answers written side by side; None: from the machine
    deterministic: bool = False  # one answer at a time where the same bytes cannot be had side by side
    flash_attention: bool | None = None  # None: on, on a GPU as llama.cpp decides
    cache_type: str = "f16"
    backend: Backend = "llama"
    snapshots: Path = CHECKOUT / "cultural_snapshots"  # the folder of the cultural snapshots and their inbox, absolute
    snapshot_max_age_days: int = SNAPSHOT_MAX_AGE_DAYS  # an older snapshot is warned about
    embedding: str | None = None  # the embedding model's name or folder; None: the manifest's default
    project: str = "default"  # what new groups and their people belong to
    workers: int = 0  # processes that ask the model side by side; 0: this one alone
    signed_by: str | None = None  # a public key of minisign, or its file: what snapshots and the manifest are signed by

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.home / "boses.duckdb"

    @property
    def library_index(self) -> Path:
        """The file of the persona library's index."""
        return self.home / "library.index"

    @property
    def server_socket(self) -> Path:
        """The socket of a server that holds the store, for commands of the same user."""
        return self.home / "server.sock"

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
        most_days = _whole_number(environ, "BOSES_SNAPSHOT_MAX_AGE", least=1)
        return cls(
            home,
            models,
            available_cores() if threads is None else threads,
            gpu_layers=_whole_number(environ, "BOSES_GPU_LAYERS", least=ALL_LAYERS),
            parallel=_whole_number(environ, "BOSES_PARALLEL", least=1, most=MOST_PARALLEL),
            deterministic=_choice(environ, "BOSES_DETERMINISTIC", ("off", "on")) == "on",
            flash_attention={"on": True, "off": False}.get(
                _choice(environ, "BOSES_FLASH_ATTENTION", ("auto", "on", "off"))
            ),
            cache_type=_choice(environ, "BOSES_CACHE_TYPE", ("f16", "q8_0", "q4_0")),
            backend=cast("Backend", _choice(environ, "BOSES_BACKEND", get_args(Backend))),
            snapshots=_folder(environ, "BOSES_SNAPSHOTS", lambda: CHECKOUT / "cultural_snapshots"),
            snapshot_max_age_days=SNAPSHOT_MAX_AGE_DAYS if most_days is None else most_days,
            embedding=environ.get("BOSES_EMBEDDING") or None,
            project=environ.get("BOSES_PROJECT", "").strip() or "default",
            workers=_whole_number(environ, "BOSES_WORKERS", least=0, most=MOST_WORKERS) or 0,
            signed_by=environ.get("BOSES_SIGNED_BY", "").strip() or None,
        )


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


def _whole_number(environ: Mapping[str, str], variable: str, least: int, most: int | None = None) -> int | None:
    """A whole number in a range; None where the variable is unset."""
    text = environ.get(variable, "")
    if not text:
        return None
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least or (most is not None and number > most):
        wanted = f"of {least} or more" if most is None else f"from {least} to {most}"
        raise InputError(f"{variable}={text!r} is not usable: give a whole number {wanted}")
    return number


def _choice(environ: Mapping[str, str], variable: str, choices: tuple[str, ...]) -> str:
    """One of the choices, the first where the variable is unset."""
    text = environ.get(variable, "") or choices[0]
    if text.lower() not in choices:
        raise InputError(f"{variable}={text!r} is not usable: give one of {', '.join(choices)}")
    return text.lower()
