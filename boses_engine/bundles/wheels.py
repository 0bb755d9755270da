"""Gather the wheels of the engine and of all that it needs, in the versions of constraints.txt, for this platform.

llama.cpp comes as sources: it is compiled here, unless pip has done so before and kept the wheel.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path, PurePath

from boses_engine.bundles.machine import INSTRUCTIONS, processor_flags
from boses_engine.errors import BundleError
from boses_engine.settings import CHECKOUT

CPU_INDEX = "https://download.pytorch.org/whl/cpu"  # torch without CUDA, for Linux; the package index has it with
CUDA_BUILD = "-DGGML_CUDA=on"
NOT_NATIVE = "-DGGML_NATIVE=OFF"
PORTABLE = {  # what ggml then uses on x86, with the option that turns it off (ggml/CMakeLists.txt, 2026)
    **{"sse4_2": "GGML_SSE42", "avx": "GGML_AVX", "avx2": "GGML_AVX2"},
    **{"f16c": "GGML_F16C", "fma": "GGML_FMA", "bmi2": "GGML_BMI2"},
}


def compiled_for() -> tuple[str, ...]:
    """The instruction sets that llama.cpp will use: all that this processor has, unless CMAKE_ARGS says otherwise."""
    flags = os.environ.get("CMAKE_ARGS", "")
    if NOT_NATIVE in flags:
        usual = PORTABLE if platform.machine() in ("x86_64", "AMD64") else {}
        return tuple(name for name, option in usual.items() if f"-D{option}=OFF" not in flags)
    here = processor_flags()
    return tuple(name for name in INSTRUCTIONS if name in here)


def glibc_needed(wheels: Iterable[Path]) -> tuple[int, ...]:
    """The oldest glibc that all wheels run on; empty where none needs it.

    Their names tell it ("manylinux_2_28"); of those that were compiled for no certain one, the symbols that they use.
    """
    needed: list[tuple[int, ...]] = []
    for wheel in wheels:
        tag = wheel.stem.rpartition("-")[2]
        if named := re.findall(r"manylinux_(\d+)_(\d+)", tag):
            needed.append(min((int(major), int(minor)) for major, minor in named))
        elif tag.startswith("linux_"):
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    if ".so" in PurePath(name).name:
                        found = set(re.findall(rb"GLIBC_(\d+)\.(\d+)", archive.read(name)))
                        needed += [(int(major), int(minor)) for major, minor in found]
    return max(needed, default=())


def require_toolkit() -> None:
    """Raises BundleError where llama.cpp cannot be compiled for NVIDIA's GPUs."""
    if shutil.which("nvcc") is None:
        raise BundleError(
            "--cuda compiles llama.cpp for NVIDIA's GPUs, as the index has no wheel of llama-cpp-python that was; "
            "that takes nvcc, which is not on the PATH: install NVIDIA's CUDA toolkit first, or leave out --cuda"
        )


def gather_wheels(folder: Path, cuda: bool) -> list[Path]:
    """Fetches and makes all wheels in `folder`, pip's own among them; some minutes where llama.cpp is compiled.

    `cuda`: torch with CUDA, of several GB, and llama.cpp compiled for it, which takes its toolkit.

    :raises BundleError: pip could not; it needs the package index, or a folder of wheels named in PIP_FIND_LINKS.
    """
    torch = _locked("torch")
    if cuda:
        require_toolkit()
        torch = f"torch==={torch}"  # exactly: no "+cpu" behind it
    elif sys.platform == "linux":
        torch = f"torch=={torch}+cpu"
        exactly = ("--no-deps", "--only-binary", ":all:", torch)
        # Only this package comes from the other index, and only where pip does not find it where it looks.
        _must(_pip(folder, *exactly) and _pip(folder, "--index-url", CPU_INDEX, *exactly), torch)
    else:
        torch = f"torch=={torch}"
    flags = os.environ.get("CMAKE_ARGS", "")
    if cuda and CUDA_BUILD not in flags:
        flags = f"{flags} {CUDA_BUILD}".strip()
    if flags:  # pip's cache does not tell how a wheel in it was compiled
        llama = f"llama-cpp-python=={_locked('llama-cpp-python')}"
        _must(_pip(folder, "--no-deps", "--no-cache-dir", "--no-binary", "llama-cpp-python", llama, flags=flags), llama)
    rest = [f"{CHECKOUT}[bundle]", torch, f"pip=={version('pip')}"]
    _must(_pip(folder, "--find-links", str(folder), *rest), "the packages")
    return sorted(folder.glob("*.whl"))


def _locked(package: str) -> str:
    """The version of a package in constraints.txt."""
    found = re.search(rf"^{package}==([^\s;]+)", (CHECKOUT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    if found is None:
        raise BundleError(f"constraints.txt names no version of {package}: run scripts/update-constraints")
    return found[1]


def _pip(folder: Path, *words: str, flags: str = "") -> str:
    """Runs `pip wheel`; gives its complaint, "" where all went well."""
    locked = str(CHECKOUT / "constraints.txt")
    # Pip before 25.3 looks at the first variable for what packages are built with, a newer one at the second.
    environment = os.environ | {"PIP_CONSTRAINT": locked, "PIP_BUILD_CONSTRAINT": locked}
    if flags:
        environment["CMAKE_ARGS"] = flags
    quietly = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    command = [sys.executable, "-m", "pip", "wheel", *quietly, "--wheel-dir", str(folder), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("ERROR")), lines[-1] if lines else "no message")


def _must(complaint: str, what: str) -> None:
    if complaint:
        raise BundleError(
            f"could not get {what} (pip: {complaint}). A bundle is made where the package index can be reached, or "
            "with all wheels in a folder that PIP_FIND_LINKS names"
        )
