"""Every command and every example of the README with real weights, and the table of commands."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from boses_engine.groups.file import parse_group

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = (ROOT / "docs/commands.md").read_text()
SETUP = ["scripts/generate", "scripts/test"]


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def _commands() -> list[str]:
    return [line for block in _blocks("bash") for line in block.strip().splitlines()]


def _environment(home: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"BOSES_HOME": str(home), "PATH": path}


def test_the_two_commands_come_first() -> None:
    assert _commands()[:2] == SETUP
    for script in SETUP:
        assert os.access(ROOT / script, os.X_OK)


def test_ci_runs_the_test_script() -> None:
    """`scripts/test` is the command that runs this test; what is left to hold is that CI calls it."""
    assert "scripts/test" in (ROOT / ".ci/run").read_text()


def test_the_group_in_the_readme_is_the_sample() -> None:
    (shown,) = _blocks("yaml")
    assert parse_group(shown) == parse_group((ROOT / "groups/jakarta_gen_z.yaml").read_text())


def test_every_command_is_described() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "boses_engine", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    listed = re.findall(r"^  (\w+)  ", done.stdout.split("Commands:")[1], flags=re.MULTILINE)
    assert len(listed) >= 7
    for command in listed:
        assert f"| `{command}" in COMMANDS, f"the table of docs/commands.md lacks {command}"


@pytest.mark.small_weights
def test_scripts_generate_with_the_sample_group(tmp_path: Path) -> None:
    """With the small model: it is the script that is tried here, the default one writes in the tests below."""
    out = tmp_path / "out"
    done = subprocess.run(
        [ROOT / "scripts/generate", "--count", "1", "--model", "smollm2-135m-instruct", "--out", out],
        env=_environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert str(out / "gallery.html") in done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "avatars",
        "gallery.html",
        "personas.jsonl",
        "personas.parquet",
        "run.json",
    ]


@pytest.mark.weights
def test_the_plain_commands(tmp_path: Path) -> None:
    """As they stand, but that one person is made where two are asked for: each takes a minute."""
    assert "generate group.yaml --count 2" in README
    for command in _commands():
        if command in SETUP:
            continue
        done = subprocess.run(
            shlex.split(command.replace("--count 2", "--count 1")),
            env=_environment(tmp_path / "home"),
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"


@pytest.mark.small_weights
def test_the_python_example(tmp_path: Path) -> None:
    """As it stands, but for one person and the small model: the default one writes in the commands above."""
    (example,) = _blocks("python")
    for shown, tried in (("persona_count=2", "persona_count=1"), ("Engine()", 'Engine(model="smollm2-135m-instruct")')):
        assert shown in example
        example = example.replace(shown, tried)
    done = subprocess.run(
        [sys.executable, "-c", example],
        env=_environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
