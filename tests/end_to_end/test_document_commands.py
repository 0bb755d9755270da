"""Every command and every Python example of README and docs is run, page by page in a folder of its own, so that none
can go stale. The double of the model takes the place of the weights; what cannot be run so is in `ELSEWHERE`, with what
runs it."""

import io
import json
import re
import shlex
import shutil
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from support.asked import STUDY
from support.documents import PAGES, ROOT, blocks, commands
from support.run_double import double_engine

from boses_engine import cli
from boses_engine.avatars.double import DoublePainter
from boses_engine.groups.file import load_group
from boses_engine.groups.template import group_yaml
from boses_engine.language.double import DoubleModel

pytestmark = pytest.mark.slow

NEEDS_WEIGHTS = "needs model files"
ELSEWHERE = {  # how a command line begins: why it is not run here, and what does instead
    "scripts/generate": "sets up an environment: test_readme.py",
    "scripts/test": "runs all tests",
    "source .venv/bin/activate": "the environment of the tests is another one",
    "pip install": "needs a package index",
    "CMAKE_ARGS=-DGGML_CUDA=on pip install": "needs the CUDA toolkit; not tried",
    "CMAKE_ARGS=-DGGML_NATIVE=OFF python": "needs a package index, writes 3 GB; not tried",
    "python -m boses_engine models pull": "fetches weights: test_weights.py, test_weights_folder.py",
    "python -m boses_engine models verify": f"{NEEDS_WEIGHTS}: test_weights.py",
    "python -m boses_engine doctor": "says what this machine lacks, by its exit status too: test_doctor.py",
    "python -m boses_engine serve": "does not end: test_server_commands.py",
    "curl -X POST": "needs a server: test_server_api.py",
    "curl -F": "needs a server: test_server_imports.py",
    "python -m boses_engine bundle create": "needs a package index, writes 3 GB: test_bundle_install.py",
    "python3.11 boses.bundle": "needs a bundle: test_bundle_install.py",
    "/opt/boses/boses generate": "needs an installed bundle: test_bundle_install.py",
    "tar ": "needs a bundle: test_bundle_file.py",
    "unzip ": "needs a bundle: test_bundle_file.py",
    "python -m boses_engine sign": "needs a key of yours: test_signatures.py",
    "export BOSES_SIGNED_BY": "needs a key of yours: test_signatures.py",
    "minisign ": "a program of others; the package of its name: test_bundle_contents.py",
    "python -m boses_engine generate group.yaml --estimate": f"{NEEDS_WEIGHTS} to time them: test_estimate.py",
    "python -m boses_engine generate group.yaml --workers": "workers open the real model: test_workers.py",
    "python -m boses_engine ask study.yaml --workers": "workers open the real model: test_workers_study.py",
    "sbatch ": "needs Slurm; not tried",
    "export RAY_": "for Ray: test_workers_ray.py",
    "ray ": "needs several machines: test_workers_ray.py",
    "python -m venv vllm": "needs a package index: test_vllm.py",
    "vllm/bin/python": "needs vLLM: test_vllm.py",
    "python -m boses_engine ask examples/findex": "three hundred people: test_calibrate.py",
    "python -m boses_engine calibrate": "as the line before it: test_calibrate.py",
}


def _elsewhere(command: str) -> str | None:
    return next((start for start in ELSEWHERE if command.startswith(start)), None)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader has it: that of a checkout, a group file of theirs with its people, a study, some tables."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("boses_engine.engine.Engine.check_model", lambda self, writes=False: None)
    for name in ("examples", "groups"):
        shutil.copytree(ROOT / name, tmp_path / name)
    group = load_group(ROOT / "groups/jakarta_gen_z.yaml", count=2)
    Path("group.yaml").write_text(group_yaml(group), encoding="utf-8")
    Path("study.yaml").write_text(STUDY.replace("Askable", group.name), encoding="utf-8")
    Path("briefs.txt").write_text("Nurses in Cebu, 25 to 40\nNobody\n", encoding="utf-8")
    Path("outcomes.csv").write_text("name,value,low,high,better\nad recall,3.8,1,5,higher\n", encoding="utf-8")
    assert boses("generate", "group.yaml") == 0
    assert boses("personas", "export", "-o", "people.jsonl") == 0
    assert boses("personas", "export", "--format", "flat", "-o", "survey.csv") == 0
    survey = Path("survey.csv").read_text("utf-8-sig").replace("age,", "Alter,", 1)
    Path("survey.csv").write_text(survey, encoding="utf-8")
    Path("survey.yaml").write_text("columns: {age: Alter}\n", encoding="utf-8")
    return tmp_path


def boses(*words: str) -> int:
    """Runs a command in this process, with an empty stdin; gives its exit status."""
    with (
        patch("boses_engine.engine.Engine", double_engine(DoubleModel(), painter=DoublePainter())),
        patch.object(sys, "argv", ["boses", *words]),
        patch.object(sys, "stdin", io.StringIO("")),
    ):
        try:
            cli.main()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
    return 0


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page(page: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One after another, as somebody reads; PERSONA is for the reader to fill in."""
    person = json.loads((place / "people.jsonl").read_text("utf-8").splitlines()[0])["name"]
    for command in commands(page):
        if _elsewhere(command):
            continue
        start, words = command.split()[:3], shlex.split(command)[3:]
        assert start == ["python", "-m", "boses_engine"], f"{command}: run it here, or say in ELSEWHERE why not"
        if "-o" in words:  # no command writes over a file; here it is one of another page
            Path(words[words.index("-o") + 1]).unlink(missing_ok=True)
        status = boses(*[person if word == "PERSONA" else word for word in words])
        assert status == 0, f"{command}: {capsys.readouterr().err}"


def test_the_tutorial_tells_what_comes_out(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a comparison in which the reader sees something else: wallets differ, nearly all else is within noise."""
    for market in ("jakarta", "manila"):
        assert boses("generate", f"examples/tutorial/{market}.yaml", "--no-avatars") == 0
        assert boses("ask", f"examples/tutorial/shopping_{market}.yaml") == 0
    capsys.readouterr()
    assert boses("studies", "compare", "Shopping in Jakarta", "Shopping in Manila", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    sure = {(line["question"], line["label"]) for line in lines if line["sure"]}
    assert {("wallet", "GCash"), ("wallet", "GoPay"), ("wallet", "DANA")} <= sure
    assert len([question for question, _ in sure if question != "wallet"]) <= 2


def test_what_is_run_elsewhere_is_still_there() -> None:
    """Catches an excuse for a command that no page has any more, and one that names a test that is gone."""
    used = {_elsewhere(command) for page in PAGES for command in commands(page)}
    assert used >= set(ELSEWHERE)
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    for why in ELSEWHERE.values():
        assert set(re.findall(r"test_\w+\.py", why)) <= tests, why


def test_all_commands_are_in_such_blocks() -> None:
    """Catches a command in a block that says no language, or that is only indented: nobody would run it."""
    for page in PAGES:
        text = page.read_text("utf-8")
        inside = "".join(blocks(page, "bash"))
        for line in re.findall(r"^(?: {4})?((?:python3?|boses|pip) .+)$", text, flags=re.MULTILINE):
            assert line in inside, f"{page.name}: {line}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_the_python_of_a_page(page: Path, place: Path) -> None:
    """Each block on its own, as somebody copies it; a client of a server only has to be Python."""
    for code in blocks(page, "python"):
        compiled = compile(code, str(page), "exec")
        if "openai." in code:  # a server and a token: test_server_chat.py
            continue
        with patch("boses_engine.engine.Engine", double_engine(DoubleModel())):
            exec(compiled, {"__name__": "__main__"})
