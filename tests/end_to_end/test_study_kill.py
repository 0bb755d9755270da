"""kill -9 while a study is asked: started again until it is done, it gives the bytes of a quiet one."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.asked import STUDY, generated

from boses_engine.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.races]

PROGRAM = """
import sys
from unittest.mock import patch
from boses_engine import cli
from boses_engine.language.double import DoubleModel
from support.run_double import double_engine
with patch("boses_engine.engine.Engine", double_engine(DoubleModel(delay_s=float(sys.argv.pop(1))))):
    cli.main()
"""
KILLED_AFTER = (1, 3, 20, 41)  # answers that are stored


def start(home: Path, study: Path, out: Path, delay_s: float) -> "subprocess.Popen[bytes]":
    """The command with the double of the model, each answer of which takes so long."""
    command = [sys.executable, "-c", PROGRAM, str(delay_s), "ask", str(study), "--out", str(out)]
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    environment = os.environ | {"BOSES_HOME": str(home), "PYTHONPATH": path}
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def test_kills_change_nothing(tmp_path: Path) -> None:
    """Catches answers lost or doubled, and files that depend on where a study was taken up again."""
    study = tmp_path / "study.yaml"
    study.write_text(STUDY)
    homes = [tmp_path / name for name in ("quiet", "killed")]
    homes[0].mkdir()
    with Store(homes[0] / "boses.duckdb") as store:
        generated(store)
    shutil.copytree(homes[0], homes[1])
    outs = [tmp_path / name for name in ("out_quiet", "out_killed")]
    assert start(homes[0], study, outs[0], 0).wait(120) == 0
    for stored in KILLED_AFTER:
        process = start(homes[1], study, outs[1], 0.05)
        while _stored(homes[1], tmp_path) < stored and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert start(homes[1], study, outs[1], 0).wait(120) == 0
    files = [{path.name: path.read_bytes() for path in out.iterdir()} for out in outs]
    assert files[0] == files[1]


def _stored(home: Path, folder: Path) -> int:
    """How many answers a copy of the store holds: the process holds the store itself."""
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    try:
        shutil.copytree(home, copy)
        with Store(copy / "boses.duckdb") as store:
            return sum(row.answers for row in store.asked_studies())
    except Exception:  # a copy taken in the middle of a write
        return 0
