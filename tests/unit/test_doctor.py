"""The examination of the machine."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from boses_engine import doctor, store
from boses_engine.doctor import CUDA_BUILD, Finding, examine
from boses_engine.errors import StoreBusyError, StoreError
from boses_engine.settings import Settings

llama_cpp = pytest.importorskip("llama_cpp")

MANIFEST = """
[[model]]
name = "tiny"
about = "needed"
role = "language"
file = "tiny.gguf"
bytes = 5
sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
licence = "Apache-2.0"
default = true
source = { package = "tiny", version = "1.0", member = "tiny.bin", parts = 1 }

[[model]]
name = "extra"
about = "not needed"
role = "language"
file = "extra.gguf"
bytes = 5
sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
licence = "Apache-2.0"
source = { package = "extra", version = "1.0", member = "extra.bin", parts = 1 }
"""  # the SHA-256 of "hello"


class Free(NamedTuple):
    free: float


class Memory(NamedTuple):
    available: float
    total: float


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A healthy machine: the default model there, no GPU, room enough."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "manifest.toml").write_text(MANIFEST)
    (tmp_path / "models" / "tiny.gguf").write_text("hello")
    monkeypatch.setattr(doctor, "_gpu_names", list)
    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", lambda: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Free(50e9))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: Memory(6e9, 8e9))
    return Settings(tmp_path / "home", tmp_path / "models", threads=2)


def about(topic: str, settings: Settings, full: bool = False) -> Finding:
    (finding,) = [finding for finding in examine(settings, full) if finding.topic == topic]
    return finding


def test_a_healthy_machine(settings: Settings) -> None:
    findings = examine(settings)
    assert [finding.topic for finding in findings] == [
        "Python",
        "processor",
        "llama.cpp",
        "memory",
        "disk for data",
        "disk for models",
        "model tiny",
        "model extra",
        "portraits",
        "store",
    ]
    assert {finding.state for finding in findings} == {"ok", "-"}
    assert {finding.remedy for finding in findings} == {""}
    assert not settings.home.exists()  # examining makes nothing, least of all an empty store


def test_every_shortcoming_has_a_remedy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.models / "tiny.gguf").unlink()
    settings.home.mkdir()
    settings.database.write_text("no database")
    monkeypatch.setattr(doctor, "_gpu_names", lambda: ["NVIDIA X, 8192 MiB"])
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Free(0.1e9))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: Memory(0.2e9, 8e9))
    monkeypatch.setattr(doctor, "LEAST_PYTHON", (99, 0))
    states = {finding.topic: (finding.state, bool(finding.remedy)) for finding in examine(settings)}
    assert states == {
        "Python": ("fail", True),
        "processor": ("ok", False),
        "llama.cpp": ("warn", True),
        "memory": ("warn", True),
        "data folder": ("warn", True),
        "disk for data": ("warn", True),
        "disk for models": ("warn", True),
        "model tiny": ("fail", True),
        "model extra": ("-", False),
        "portraits": ("ok", False),
        "store": ("fail", True),
    }


def test_an_idle_gpu_names_the_build(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches an owner of a large card waiting on two cores and never learning why."""
    monkeypatch.setattr(doctor, "_gpu_names", lambda: ["NVIDIA X, 8192 MiB"])
    finding = about("llama.cpp", settings)
    assert (finding.state, finding.remedy) == ("warn", CUDA_BUILD)
    assert "NVIDIA X, 8192 MiB lies idle" in finding.text
    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", lambda: True)
    assert about("llama.cpp", settings).state == "ok"


def test_a_library_that_does_not_load_is_a_finding(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise OSError("libcudart.so.12: cannot open shared object file")

    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", broken)
    finding = about("llama.cpp", settings)
    assert finding.state == "fail"
    assert "libcudart" in finding.text


def fake_tool(text: str, status: int) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(command: Sequence[str], **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, status, stdout=text, stderr="")

    return run


def test_gpu_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches the error text of a tool without a driver taken for a card's name."""
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/nvidia-smi")
    monkeypatch.setattr(subprocess, "run", fake_tool("NVIDIA X, 8192 MiB\nNVIDIA Y, 16384 MiB\n", 0))
    assert doctor._gpu_names() == ["NVIDIA X, 8192 MiB", "NVIDIA Y, 16384 MiB"]
    monkeypatch.setattr(subprocess, "run", fake_tool("NVIDIA-SMI has failed: no driver\n", 9))
    assert doctor._gpu_names() == []
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert doctor._gpu_names() == []


def test_models_by_size_and_in_full(settings: Settings) -> None:
    path = settings.models / "tiny.gguf"
    path.write_text("jello")
    assert about("model tiny", settings).state == "ok"
    finding = about("model tiny", settings, full=True)
    assert (finding.state, finding.remedy) == ("fail", "run `python -m boses_engine models pull tiny`")
    assert finding.text == f"{path}: wrong hash"
    path.write_text("hell")
    assert about("model tiny", settings).text == f"{path}: wrong size"


def test_a_broken_manifest_is_a_finding(settings: Settings) -> None:
    (settings.models / "manifest.toml").write_text("[[model")
    finding = about("models", settings)
    assert finding.state == "fail"
    assert "manifest.toml is not valid TOML" in finding.text


@pytest.mark.parametrize(("error", "state"), [(StoreBusyError("held by 7"), "warn"), (StoreError("damaged"), "fail")])
def test_store_errors_become_findings(
    error: Exception, state: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise error

    monkeypatch.setattr(store, "Store", refuse)
    settings.home.mkdir()
    settings.database.touch()
    finding = about("store", settings)
    assert (finding.state, finding.text) == (state, str(error))
    assert finding.remedy


def test_home_that_is_under_a_file(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    finding = about("disk for data", Settings(tmp_path / "file" / "home", settings.models, threads=1))
    assert finding.state == "fail"
    assert "BOSES_HOME" in finding.remedy
