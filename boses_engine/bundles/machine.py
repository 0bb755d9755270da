"""This machine, as far as wheels depend on it. Needs nothing but Python itself."""

import contextlib
import platform
import sys
import sysconfig
from pathlib import Path

from boses_engine.bundles.layout import Machine

CPUINFO = Path("/proc/cpuinfo")
# What ggml's build for x86 can use, as /proc/cpuinfo calls it (ggml/src/ggml-cpu/CMakeLists.txt, 2026).
INSTRUCTIONS = (
    *("sse4_2", "avx", "avx2", "f16c", "fma", "bmi2", "avx_vnni", "avx512f", "avx512cd", "avx512vl", "avx512dq"),
    *("avx512bw", "avx512vbmi", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_int8", "amx_bf16"),
)


def this_machine() -> Machine:
    """This Python on this machine; `processor` is left empty: see `processor_flags`."""
    name, version = platform.libc_ver()
    libc = tuple(int(step) for step in version.split(".") if step.isdigit()) if name == "glibc" else ()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Machine(python, sysconfig.get_platform(), libc, (), cuda=False)


def processor_flags() -> set[str]:
    """The instruction sets of this processor; empty where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("flags"):
                return set(line.partition(":")[2].split())
    return set()


def misfits(wanted: Machine, here: Machine, flags: set[str]) -> list[str]:
    """Why wheels for `wanted` do not run `here`, on a processor with these flags; empty where nothing is against it."""
    wrong = []
    if here.python != wanted.python:
        wrong.append(f"it is for Python {wanted.python}, this is {here.python}: start it with python{wanted.python}")
    if here.platform != wanted.platform:
        wrong.append(f"it is for {wanted.platform}, this is {here.platform}")
    elif wanted.libc and here.libc < wanted.libc:
        needed, found = (".".join(map(str, libc)) for libc in (wanted.libc, here.libc))
        wrong.append(f"it needs glibc {needed} or newer, here is {found or 'another C library'}")
    if missing := [flag for flag in wanted.processor if flag not in flags]:
        wrong.append(
            f"its llama.cpp was compiled for a processor with {', '.join(missing)}, which this one lacks: create the "
            'bundle with CMAKE_ARGS="-DGGML_NATIVE=OFF"'
        )
    return wrong
