"""Install a bundle on a machine without network: unpack, an environment of its own, the wheels, a command to start.

Needs nothing but Python itself; not even `ensurepip`, which Debian leaves out: pip comes with the bundle.
"""

import json
import os
import shutil
import subprocess
import venv
from collections.abc import Callable
from pathlib import Path

from boses_engine.bundles.check import require_whole
from boses_engine.bundles.layout import Contents, open_bundle
from boses_engine.bundles.machine import misfits, processor_flags, this_machine
from boses_engine.bundles.unpack import unpack
from boses_engine.errors import BundleError

UNPACKED = 4.0  # bytes of a wheel's files, with their compiled copies, over those of the wheel; 3.8 measured
COMMAND = """\
#!/bin/sh
# Starts the engine with the weights, snapshots and store beside this file; variables that are set win.
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
export BOSES_MODELS="${BOSES_MODELS:-$here/models}" BOSES_SNAPSHOTS="${BOSES_SNAPSHOTS:-$here/cultural_snapshots}"
export BOSES_HOME="${BOSES_HOME:-$here/store}"
unset PYTHONPATH PYTHONHOME
export PYTHONSAFEPATH=1 # no other engine in the folder where it is started
exec "$here/venv/bin/python" -m boses_engine "$@"
"""

Say = Callable[[str], None]


def install(path: Path, folder: Path, say: Say) -> Path:
    """Installs the bundle at `path` into a new or empty folder; gives the path of the command that starts the engine.

    `say` is told what begins. Uses no network. A folder that an attempt has left half full is to be removed first.

    :raises BundleError: the file is damaged or for another machine, the folder is in use, or a step failed.
    """
    folder = folder.absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BundleError(f"{folder} is there and not empty: name a new folder, or remove it if an attempt left it")
        say("[1/4] Every byte of the file")
        contents = require_whole(path)
        if wrong := misfits(contents.machine, this_machine(), processor_flags()):
            raise BundleError(f"{path} does not fit this machine: {'; '.join(wrong)}")
        _require_space(contents, folder)
        say(f"[2/4] Its {len(contents.parts)} files, into {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        with open_bundle(path) as file:
            unpacked = [unpack(part, file, folder) for part in contents.parts]
        say("[3/4] The environment and its packages")
        _install_wheels([each for each in unpacked if each.suffix == ".whl"], folder)
        command = folder / "boses"
        command.write_text(COMMAND, encoding="utf-8")
        command.chmod(0o755)
        say("[4/4] A look over the machine")
        _look_over(command)
        return command
    except OSError as exc:
        raise BundleError(f"cannot write to {exc.filename or folder}: {exc.strerror}") from exc


def _require_space(contents: Contents, folder: Path) -> None:
    needed = sum(part.bytes * (1 + UNPACKED * part.name.endswith(".whl")) for part in contents.parts)
    free = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    if free < needed:
        raise BundleError(
            f"{folder} needs {needed / 1e9:.1f} GB of disk space, {free / 1e9:.1f} GB are free: make room, or name a "
            "folder on another disk"
        )


def _install_wheels(wheels: list[Path], folder: Path) -> None:
    """Makes the environment and puts all wheels into it, as they are: what goes with what was settled at creation."""
    pip = next((wheel for wheel in wheels if wheel.name.startswith("pip-")), None)
    if pip is None:
        raise BundleError("the bundle holds no pip: make it anew")
    venv.EnvBuilder(symlinks=True).create(folder / "venv")
    run_pip = [str(folder / "venv/bin/python"), "-I", f"{pip}/pip", "--disable-pip-version-check", "--no-input"]
    options = ["--quiet", "--no-index", "--no-deps", "--no-cache-dir", "--no-warn-script-location"]
    steps = {
        "pip could not install the packages": ["install", *options, *map(str, wheels)],
        "the packages do not go together": ["check"],
    }
    for failed, words in steps.items():
        done = _run([*run_pip, *words])
        if done.returncode:
            raise BundleError(f"{failed} ({_last_words(done)})")
    shutil.rmtree(folder / "wheels")


def _look_over(command: Path) -> None:
    """Lets the engine examine the machine; BundleError names what it finds wrong."""
    done = _run([str(command), "doctor", "--json"])
    if done.returncode == 0:
        return
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    wrong = [f"{each['topic']}: {each['text']}; {each['remedy']}" for each in found if each["state"] == "fail"]
    raise BundleError(f"it is installed, but will not work ({'. '.join(wrong) or _last_words(done)})")


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Runs a command without the settings of another environment."""
    foreign = ("PIP_", "PYTHON", "VIRTUAL_ENV", "BOSES_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    environment |= {"PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)


def _last_words(done: "subprocess.CompletedProcess[str]") -> str:
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return said[-1].strip() if said else f"exit status {done.returncode}"
