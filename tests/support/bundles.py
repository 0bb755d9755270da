"""Small bundles: stand-ins for weights and wheels, and a stand-in of the engine that can be installed and started."""

import ensurepip
import hashlib
import zipfile
from pathlib import Path

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


def write_wheel(folder: Path, name: str, files: dict[str, str], needs: tuple[str, ...] = (), extra: str = "") -> Path:
    """A wheel of pure Python, version 1.0, that pip installs; `extra`: further lines of its metadata."""
    info = f"{name}-1.0.dist-info"
    needed = "".join(f"Requires-Dist: {each}\n" for each in needs)
    inside = files | {
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
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    return [engine, *([needed] if complete else []), pip]


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
