"""What is installed: every pin has its hashes, a file of another hash is told, and so is an advisory."""

import importlib.machinery
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[2]
SCRIPTS = CHECKOUT / "scripts"


def script(name: str) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(SCRIPTS / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))  # type: ignore[arg-type]
    write, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = write
    return module


def test_every_pin_has_its_hashes() -> None:
    """Catches a package that was pinned without its hashes, and hashes of a version that is not the pinned one."""
    pins = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (CHECKOUT / "constraints.txt").read_text(encoding="utf-8"), re.M))
    known = script("check-hashes").known_hashes((CHECKOUT / "hashes.txt").read_text(encoding="utf-8"))
    assert set(known) == set(pins.items()), "scripts/update-constraints --hashes writes them anew"
    assert [name for name, hashes in known.items() if not hashes] == []


def report(tmp_path: Path, **changed: Any) -> "subprocess.CompletedProcess[str]":
    """What check-hashes says of pip's report of one package, as the scripts start it."""
    known = script("check-hashes").known_hashes((CHECKOUT / "hashes.txt").read_text(encoding="utf-8"))
    (name, version), hashes = next((key, found) for key, found in known.items() if key[0] == "annotated-types")
    one: dict[str, Any] = {
        "metadata": {"name": name.replace("-", "_"), "version": version},
        "download_info": {"url": "https://host/a.whl", "archive_info": {"hashes": {"sha256": min(hashes)}}},
    }
    checkout = {
        "metadata": {"name": "boses-engine", "version": "1"},
        "download_info": {"url": "file:///x", "dir_info": {}},
    }
    (tmp_path / "report.json").write_text(json.dumps({"install": [checkout, {**one, **changed}]}))
    command = [sys.executable, "-I", "-S", str(SCRIPTS / "check-hashes"), str(tmp_path / "report.json")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("hashes", [{"sha256": "0" * 64}, {}, {"md5": "0" * 32}])
def test_a_file_of_another_hash_ends_the_set_up(tmp_path: Path, hashes: dict[str, str]) -> None:
    """Catches a package that was exchanged on its way, or whose hash pip does not tell."""
    info = {"url": "https://host/a.whl", "archive_info": {"hashes": hashes}}
    done = report(tmp_path, download_info=info)
    assert (done.returncode, "https://host/a.whl has the SHA-256" in done.stderr) == (1, True)


def test_the_known_file_is_taken_and_ones_own_is_named(tmp_path: Path) -> None:
    """Catches a set-up that ends for nothing: by a good file, one of the user's folder, or torch's other builds."""
    assert report(tmp_path).returncode == 0
    for changed in (
        {"download_info": {"url": "file:///wheels/a.whl", "archive_info": {"hashes": {"sha256": "0" * 64}}}},
        {"metadata": {"name": "torch", "version": "9.9+cpu"}},
    ):
        done = report(tmp_path, **changed)
        assert (done.returncode, "not checked, of no known SHA-256" in done.stderr) == (0, True)


def test_what_is_accepted_says_why() -> None:
    """Catches an advisory that is passed over in silence."""
    for line in (SCRIPTS / "audit-accepted.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or len(line.split(maxsplit=1)) == 2, line


def test_the_page_of_the_weights_has_the_manifests_hashes() -> None:
    """Catches a hash or an origin on the page that is no longer that of the default weights."""
    page = (CHECKOUT / "docs" / "models.md").read_text(encoding="utf-8")
    manifest = tomllib.loads((CHECKOUT / "models" / "manifest.toml").read_text(encoding="utf-8"))["model"]
    wanted = {each["name"]: each for each in manifest if each.get("default")}
    sources = {each.get("made", {}).get("from") for each in wanted.values()}
    wanted |= {each["name"]: each for each in manifest if each["name"] in sources}
    for name, each in wanted.items():
        (row,) = re.findall(rf"^\| `{re.escape(name)}` \|(.*)\| `([0-9a-f]{{64}})` \|$", page, re.M)
        assert row[1] == each["sha256"], name
        source = each.get("source", {})
        assert source.get("version", "") in row[0]
