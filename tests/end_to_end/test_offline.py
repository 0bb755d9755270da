"""Nothing reaches for a network: the commands run where there is none, and where every attempt is noted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.offline import isolated

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parent.parent
GROUP = """\
name: Shop assistants
age_min: 18
age_max: 45
gender: All
location: Da Nang, Vietnam
income_level: Middle
occupation: Shop assistant
persona_count: 2
"""
REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=2)"  # an address for documentation
# Runs a module with every use of a socket refused, and noted in a file for the case that the refusal is swallowed.
# An audit hook sees what Python code does with sockets, whichever library does it.
GUARD = """\
import runpy, sys
notes, module = sys.argv[1:3]
def refuse(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        with open(notes, "a") as file:
            print(event, arguments[1:], file=file)
        raise OSError(f"{event}: there is no network here")
sys.addaudithook(refuse)
sys.argv = [module, *sys.argv[3:]]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def group(tmp_path: Path) -> Path:
    path = tmp_path / "group.yaml"
    path.write_text(GROUP)
    return path


def _run(command: list[str], home: Path, **options: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"BOSES_HOME": str(home), "PYTHONPATH": str(TESTS), **options}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def _generate(group: Path, out: Path) -> list[str]:
    return ["support.run_double", str(group), str(out), "5"]


def test_in_a_namespace_without_network(group: Path, tmp_path: Path) -> None:
    """Catches any reaching out, of native libraries too; the people are those of a machine with a network."""
    prefix = isolated()
    if not prefix:
        pytest.skip("this system does not let a process make a network namespace (unshare -n)")
    python = [sys.executable, "-m"]
    refused = _run([*prefix, sys.executable, "-c", REACH_OUT], tmp_path)
    assert refused.returncode == 1
    assert "unreachable" in refused.stderr, "there is a network after all: this test would prove nothing"
    planned = _run([*prefix, *python, "boses_engine", "plan", str(group), "--json"], tmp_path / "home")
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.count("\n") == 2
    done = _run([*prefix, *python, *_generate(group, tmp_path / "out")], tmp_path / "home")
    assert done.returncode == 0, done.stderr
    online = _run([*python, *_generate(group, tmp_path / "online")], tmp_path / "other home")
    assert online.returncode == 0, online.stderr
    people = (tmp_path / "out" / "personas.jsonl").read_bytes()
    assert people.count(b"\n") == 2
    assert people == (tmp_path / "online" / "personas.jsonl").read_bytes()
    for format_ in ("jsonl", "parquet"):  # DuckDB fetches extensions for formats that it lacks, if it may
        command = [*python, "boses_engine", "personas", "export", "--format", format_, "-o", str(tmp_path / "people")]
        exported = _run([*prefix, *command], tmp_path / "home")
        assert exported.returncode == 0, exported.stderr


@pytest.mark.parametrize(
    "command",
    ["plan GROUP", "generate", "groups list", "personas export", "models list", "models verify", "doctor", "init"],
)
def test_no_socket_is_touched(command: str, group: Path, tmp_path: Path) -> None:
    """Catches a library that looks for updates or counts its users, even one that stays quiet when refused."""
    notes, home = tmp_path / "notes", tmp_path / "home"
    words = ["boses_engine", *command.replace("GROUP", str(group)).split()]
    if command == "generate":
        words = _generate(group, tmp_path / "out")
    if command == "init":
        words += ["-o", str(tmp_path / "new.yaml")]
    options = {"BOSES_MODELS": str(tmp_path / "models")} if command.startswith("models") else {}  # nothing to hash
    done = _run([sys.executable, "-c", GUARD, str(notes), *words], home, **options)
    assert done.returncode in ((0, 2) if command == "doctor" else (0,)), done.stderr  # 2: models may be missing
    assert "Traceback" not in done.stderr
    assert not notes.exists(), notes.read_text()


def test_the_guard_sees_a_socket(group: Path, tmp_path: Path) -> None:
    """The test above can fail."""
    (tmp_path / "reaching.py").write_text(
        "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 9))\nexcept OSError:\n    pass\n"
    )
    command = [sys.executable, "-c", GUARD, str(tmp_path / "notes"), "reaching"]
    done = _run(command, tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "socket." in (tmp_path / "notes").read_text()
