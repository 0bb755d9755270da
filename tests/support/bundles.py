"""Small bundles: stand-ins for weights and wheels, and a stand-in of the engine that can be installed and started."""

import ensurepip
import hashlib
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import boses_engine
from boses_engine.bundles.layout import Contents, Machine
from boses_engine.bundles.machine import this_machine
from boses_engine.bundles.write import Item, write_bundle

# What `install` starts at its end, and a user after it.
ENGINE = """\
import os, sys
from stand_in import WORD
if "doctor" in sys.argv and WORD != "started":
    print('{"state": "ok", "topic": "Python", "text": "", "remedy": ""}')
    print('{"state": "fail", "topic": "llama.cpp", "text": "cannot be loaded", "remedy": "reinstall"}')
    sys.exit(2)
print(WORD, *sys.argv[1:], os.environ["BOSES_MODELS"], os.environ["BOSES_HOME"])
"""


def write_wheel(
    folder: Path, name: str, files: Mapping[str, str | bytes], needs: tuple[str, ...] = (), extra: str = ""
) -> Path:
    """A wheel of pure Python, version 1.0, that pip installs; `extra`: further lines of its metadata."""
    info = f"{name}-1.0.dist-info"
    needed = "".join(f"Requires-Dist: {each}\n" for each in needs)
    inside: dict[str, str | bytes] = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{extra}{needed}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    inside[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*inside, f"{info}/RECORD"])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in inside.items():
            archive.writestr(each, text)
    return path


def stand_in_wheels(folder: Path, complete: bool = True, word: str = "started") -> list[Path]:
    """An engine that tells how it was started, the package that it needs unless not `complete`, and pip.

    With another `word` its doctor finds llama.cpp missing.
    """
    engine = write_wheel(
        folder,
        "boses_engine",
        {"boses_engine/__init__.py": "", "boses_engine/__main__.py": ENGINE},
        needs=("stand_in",),
        extra="License-Expression: Apache-2.0\n",
    )
    needed = write_wheel(folder, "stand_in", {"stand_in.py": f"WORD = {word!r}\n"}, extra="License: MIT\n")
    return [engine, *([needed] if complete else []), _pip()]


def engine_wheels(folder: Path) -> list[Path]:
    """The engine itself, a stand-in for all packages that it needs, and pip.

    The stand-in shows the packages of the environment that the tests run in to whatever is no pip: a bundle of all of
    them has gigabytes.
    """
    package = Path(boses_engine.__file__).parent
    kinds = (".py", ".csv", ".json", ".yaml", ".j2", ".js", ".css", ".sql", ".txt", ".typed")
    files = [path for path in sorted(package.rglob("*")) if path.suffix in kinds and "__pycache__" not in path.parts]
    inside = {path.relative_to(package.parent).as_posix(): path.read_bytes() for path in files}
    engine = write_wheel(folder, "boses_engine", inside, extra="License-Expression: Apache-2.0\n")
    shown = f"import sys\nif not any('/pip' in word for word in sys.orig_argv):\n    sys.path += {_packages()!r}\n"
    needed = write_wheel(folder, "stand_in", {"sitecustomize.py": shown}, extra="License: MIT\n")
    return [engine, needed, _pip()]


def _packages() -> list[str]:
    return [path for path in sys.path if path.endswith("-packages")]


def _pip() -> Path:
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    return pip


def small_bundle(path: Path, wheels: list[Path], machine: Machine | None = None) -> Contents:
    """A bundle of these wheels and a few kilobytes, for this machine unless another is given."""
    weights = bytes(range(256)) * 20
    items = [
        Item("READ_ME_FIRST.txt", b"how to install\n"),
        Item("models/tiny.gguf", weights, hashlib.sha256(weights).hexdigest()),
        Item("models/empty", b""),
        Item("groups/sample.yaml", b"name: sample\n"),
        *(Item(f"wheels/{wheel.name}", wheel) for wheel in wheels),
    ]
    with path.open("xb") as file:
        return write_bundle(file, items, machine or this_machine())
