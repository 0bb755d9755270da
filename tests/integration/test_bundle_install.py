"""A bundle in a closed room: a Python with nothing installed, a namespace without network, an engine that starts."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.bundles import engine_wheels, small_bundle, stand_in_wheels
from support.offline import isolated
from support.run_double import double_engine

from boses_engine import cli
from boses_engine.avatars.double import DoublePainter
from boses_engine.bundles.create import Wanted, create
from boses_engine.bundles.install import install
from boses_engine.bundles.machine import this_machine
from boses_engine.errors import BundleError
from boses_engine.groups.file import load_group
from boses_engine.language.double import DoubleModel
from boses_engine.settings import Settings
from boses_engine.signature import load_secret_key, sign

GROUP = """
name: Taken along
age_min: 20
age_max: 40
gender: All
location: Manila, Philippines
income_level: Middle
occupation: any
persona_count: 3
"""
PLACES = {"HOME": "store", "MODELS": "models", "SNAPSHOTS": "cultural_snapshots"}
REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=2)"  # an address for documentation


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "stick" / "boses.bundle"
    path.parent.mkdir()
    small_bundle(path, stand_in_wheels(tmp_path / "gathered"))
    return path


@pytest.mark.slow
def test_installed_without_network(bundle: Path, tmp_path: Path) -> None:
    """Catches an install that needs a package, ensurepip, the network, or somebody else's settings of pip."""
    prefix = isolated()
    if not prefix:
        pytest.skip("this system does not let a process make a network namespace (unshare -n)")
    python = [*prefix, os.path.realpath(sys.executable), "-S"]  # neither the environment nor its packages
    refused = subprocess.run([*python, "-c", REACH_OUT], capture_output=True, text=True, check=False)
    assert "unreachable" in refused.stderr, "there is a network after all: this test would prove nothing"
    environment = {"PATH": os.defpath, "PIP_INDEX_URL": "http://192.0.2.1", "PIP_TARGET": str(tmp_path / "wrong")}
    room = tmp_path / "closed room"
    done = subprocess.run(
        [*python, str(bundle), "install", str(room)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(" generate ")[0] == str(room / "boses")
    assert sorted(each.name for each in room.iterdir()) == ["READ_ME_FIRST.txt", "boses", "groups", "models", "venv"]
    (tmp_path / "link").symlink_to(room / "boses")
    started = subprocess.run(
        [tmp_path / "link", "generate"], env=environment, capture_output=True, text=True, check=True
    )
    assert started.stdout == f"started generate {room / 'models'} {room / 'store'}\n"


AGAIN = """
from pathlib import Path
from boses_engine.avatars.double import DoublePainter
from boses_engine.engine import Engine
from boses_engine.groups.file import load_group
from boses_engine.language.double import DoubleModel
from boses_engine.library.encoder import DoubleEncoder

with Engine(model=DoubleModel(), avatar_model=DoublePainter(), encoder=DoubleEncoder()) as engine:
    people = engine.run(load_group(Path({group!r})), seed=8)
    print(people.report.library.eligible)
    print(len(engine.store.personas()), all(engine.store.portrait_png(person.id) for person in engine.store.personas()))
    print(engine.replay(engine.store.personas()[0].id).agrees)
"""


@pytest.mark.slow
def test_the_store_comes_along(tmp_path: Path) -> None:
    """Catches people, portraits or a library that stay behind, and an engine that cannot go on with them there."""
    prefix = isolated()
    if not prefix:
        pytest.skip("this system does not let a process make a network namespace (unshare -n)")
    settings = Settings(tmp_path / "home", tmp_path / "models", threads=1)
    settings.models.mkdir()
    (settings.models / "manifest.toml").write_text("model = []\n")
    group = tmp_path / "mine.yaml"
    group.write_text(GROUP)
    with double_engine(DoubleModel(), painter=DoublePainter())(settings) as engine:
        made = [person.model_dump(mode="json") for person in engine.run(load_group(group))]
        index = settings.library_index.exists()
    bundle, room = tmp_path / "boses.bundle", tmp_path / "closed room"
    contents = create(bundle, Wanted(True, [group]), settings, print, lambda folder, cuda: engine_wheels(folder))
    carried = {part.name for part in contents.parts if part.name.startswith("store/")}
    assert carried == {"store/boses.duckdb", *([f"store/{settings.library_index.name}"] if index else [])}
    shutil.rmtree(settings.home)
    environment = {"PATH": os.defpath}

    def inside(*words: object) -> str:
        done = subprocess.run(
            [*prefix, *map(str, words)], env=environment, capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    inside(os.path.realpath(sys.executable), "-S", bundle, "install", room)
    listed = inside(room / "boses", "personas", "list", "--json")
    assert [json.loads(line) for line in listed.splitlines()] == made
    assert inside(room / "boses", "library", "stats")
    environment |= {f"BOSES_{name}": str(room / folder) for name, folder in PLACES.items()}
    script = AGAIN.format(group=str(room / "groups" / "mine.yaml"))
    eligible, stored, agrees = inside(room / "venv/bin/python", "-c", script).splitlines()
    assert eligible == "3", "the library was not carried along"
    assert stored == "6 True"
    assert agrees == "True"


def test_the_commands(bundle: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a damaged or unsigned file with exit status 0, and a refusal that is a traceback."""
    from minisign import KeyPair

    pair = KeyPair.generate()
    public, secret = bundle.with_name("key.pub"), bundle.with_name("key.key")
    public.write_bytes(bytes(pair.public_key) + b"\n")
    secret.write_bytes(bytes(pair.secret_key) + b"\n")

    def boses(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["boses", "bundle", *map(str, words)])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    assert boses("verify", bundle) == (0, f"{bundle}: whole, 7 files, its signature was not asked for\n", "")
    status, out, err = boses("verify", bundle, "--key", public)
    assert (status, out, "boses.bundle.minisig" in err) == (2, "", True)
    sign(bundle, load_secret_key(secret, str))
    assert boses("verify", bundle, "--key", public)[:2] == (0, f"{bundle}: whole, 7 files, and signed by this key\n")
    assert boses("install", bundle, bundle.with_name("new"), "--key", secret)[0] == 2
    with bundle.open("r+b") as file:
        file.write(b"X")
    status, out, err = boses("verify", bundle)
    assert (status, out) == (2, "")
    assert err.startswith(f"boses: {bundle} is damaged: the header of READ_ME_FIRST.txt (bytes 0 to ")
    assert boses("create", bundle, "--groups", "missing.yaml")[0] == 2
    assert not bundle.with_name("new").exists()


def test_nothing_is_installed_that_does_not_fit(bundle: Path, tmp_path: Path) -> None:
    """Catches files left behind by a bundle that is damaged or of another machine, and a folder overwritten."""
    said: list[str] = []
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    with pytest.raises(BundleError, match="not empty"):
        install(bundle, tmp_path / "full", said.append)
    other = tmp_path / "other.bundle"
    small_bundle(other, [], replace(this_machine(), python="3.9"))
    with pytest.raises(BundleError, match=r"does not fit this machine: it is for Python 3\.9"):
        install(other, tmp_path / "new", said.append)
    with bundle.open("r+b") as file:
        file.seek(-500, os.SEEK_END)
        file.write(b"\x01")
    with pytest.raises(BundleError, match="is damaged: the program"):
        install(bundle, tmp_path / "new", said.append)
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"complete": False}, r"do not go together \(boses-engine 1\.0 requires stand-in"),
        ({"word": "broken"}, r"will not work \(llama\.cpp: cannot be loaded; reinstall\)"),
    ],
)
def test_what_will_not_work_is_named(options: dict[str, Any], why: str, tmp_path: Path) -> None:
    """Catches an installation that ends well and does not start, and a table of what is right instead of the reason."""
    path = tmp_path / "boses.bundle"
    small_bundle(path, stand_in_wheels(tmp_path / "gathered", **options))
    with pytest.raises(BundleError, match=why):
        install(path, tmp_path / "new", lambda text: None)
