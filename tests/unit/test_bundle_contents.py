"""What a bundle holds beside its file format: the bill of materials, the signature, what is gathered for it."""

import json
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from support.bundles import stand_in_wheels, write_wheel

from boses_engine.bundles import contents
from boses_engine.bundles import wheels as gathering
from boses_engine.bundles.create import Wanted, create
from boses_engine.bundles.sbom import bill_of_materials, licence_of
from boses_engine.errors import BundleError, ModelError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.snapshots.catalogue import newest
from boses_engine.store import Store

MODELS = """
[[model]]
name = "tiny-avatars"
about = "a folder"
role = "avatar"
file = "boses-avatars"
bytes = 7
sha256 = "1a0d3aa8a2e1ff0ac3ef44e1ae4e3f4ab4d0ea9a4a5e5de8e5c0a0a3a3a3a3a3"
licence = "Apache-2.0"
default = true
shipped = true
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With one model, a folder of one file, and no store."""
    from hashlib import sha256

    folder = tmp_path / "models" / "boses-avatars"
    folder.mkdir(parents=True)
    (folder / "weights.bin").write_bytes(b"weights")
    listed = sha256(f"{sha256(b'weights').hexdigest()}  weights.bin\n".encode()).hexdigest()
    right = MODELS.replace("1a0d3aa8a2e1ff0ac3ef44e1ae4e3f4ab4d0ea9a4a5e5de8e5c0a0a3a3a3a3a3", listed)
    (tmp_path / "models" / "manifest.toml").write_text(right)
    return Settings(tmp_path / "home", tmp_path / "models", threads=1)


def gathered(folder: Path, cuda: bool) -> list[Path]:
    """Stand-ins for what pip brings."""
    return stand_in_wheels(folder)


def test_the_bill_is_valid_and_names_every_licence(tmp_path: Path) -> None:
    """Catches a bill that tools do not take, and a package, corpus or table of which no licence is told."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    made = stand_in_wheels(tmp_path)
    snapshot = newest(CHECKOUT / "cultural_snapshots", "ID")
    assert snapshot
    bill = bill_of_materials(made, [], [snapshot])
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill.decode()) is None
    told = {each["name"]: each for each in json.loads(bill)["components"]}
    assert all(each.get("licenses") for each in told.values())
    assert told["boses_engine"]["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert told["stand_in"]["purl"] == "pkg:pypi/stand-in@1.0"
    corpus = told["ID/marketplace/prdect_id_tokopedia.csv"]
    assert (corpus["type"], corpus["licenses"]) == ("data", [{"license": {"id": "CC-BY-4.0"}}])
    cities = told["boses_engine/grounding/places/cities.csv"]
    assert cities["licenses"] == [{"expression": "Apache-2.0 AND CC-BY-4.0"}]
    assert {"name": "boses:source", "value": "GeoNames codes and names"} in told[
        "boses_engine/grounding/places/admin1.csv"
    ]["properties"]


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT AND BSD-3-Clause\nLicense: other", "MIT AND BSD-3-Clause"),
        ("License: BSD", "BSD"),
        ("License: Apache 2.0", "Apache-2.0"),
        ("License: Some licence of ours", "Some licence of ours"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: " + "the whole text " * 20 + "\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        ("Name: x", "not stated"),
    ],
)
def test_licences_are_read_from_metadata(metadata: str, licence: str) -> None:
    """Catches a licence's whole text, or "UNKNOWN", where its name was to be."""
    assert licence_of(Parser().parsestr(metadata)) == licence


def test_which_bsd_is_told_from_its_text() -> None:
    """Catches a licence that two are called by."""
    metadata = Parser().parsestr("License: BSD")
    assert licence_of(metadata, "3. Neither the name of the\ncopyright holder nor") == "BSD-3-Clause"
    assert licence_of(metadata, "Redistribution and use in source and binary forms") == "BSD-2-Clause"


def test_a_bundle_is_created_of_what_is_there(tmp_path: Path, settings: Settings) -> None:
    """Catches what is left out: a group, the store, a snapshot; and a half file where a step fails."""
    group = tmp_path / "mine.yaml"
    group.write_text("name: mine\n")
    with Store(settings.database):
        pass
    path = tmp_path / "boses.bundle"
    made = create(path, Wanted(True, [group]), settings, lambda text: None, gathered)
    names = {part.name for part in made.parts}
    assert names >= {"sbom.cdx.json", "LICENSE", "docs/people.md", "groups/mine.yaml", "groups/jakarta_gen_z.yaml"}
    assert names >= {"models/manifest.toml", "models/boses-avatars/weights.bin", "store/boses.duckdb"}
    assert len([name for name in names if name.startswith("cultural_snapshots/") and name.endswith(".json")]) == 3
    with tarfile.open(path) as archive:
        first = archive.extractfile("READ_ME_FIRST.txt")
        assert first
        assert b"FILE install FOLDER" in first.read()
    with pytest.raises(BundleError, match="is there already"):
        create(path, Wanted(), settings, lambda text: None, gathered)
    left = set(tmp_path.iterdir())
    (tmp_path / "models" / "boses-avatars" / "weights.bin").write_bytes(b"damaged"[:7])
    with pytest.raises(ModelError):
        create(tmp_path / "other", Wanted(), settings, lambda text: None, gathered)
    assert set(tmp_path.iterdir()) == left


def test_what_is_missing_is_found_before_the_work(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches minutes of fetching that end with a package that this environment lacks."""

    def never(folder: Path, cuda: bool) -> list[Path]:
        raise AssertionError("wheels were asked for")

    monkeypatch.setitem(sys.modules, "cyclonedx", None)
    with pytest.raises(BundleError, match=r"cyclonedx-python-lib: pip install .*\[bundle\]"):
        create(tmp_path / "boses.bundle", Wanted(), settings, lambda text: None, never)
    monkeypatch.undo()
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(BundleError, match="no wheel of llama-cpp-python that was; that takes nvcc"):
        create(tmp_path / "boses.bundle", Wanted(cuda=True), settings, lambda text: None, never)
    monkeypatch.undo()
    monkeypatch.setattr(contents, "CHECKOUT", tmp_path)
    with pytest.raises(BundleError, match="made from a checkout"):
        create(tmp_path / "boses.bundle", Wanted(), settings, lambda text: None, never)


def test_no_store_no_bundle_with_it(tmp_path: Path, settings: Settings) -> None:
    """Catches an empty store being made, and taken along as if people were in it."""
    with pytest.raises(BundleError, match="there is no store"):
        create(tmp_path / "boses.bundle", Wanted(with_store=True), settings, lambda text: None, gathered)
    assert not settings.database.exists()
    assert not (tmp_path / "boses.bundle").exists()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip is asked for, call by call; it does nothing and is content."""
    calls: list[tuple[str, ...]] = []

    def pip(folder: Path, *words: str, flags: str = "") -> str:
        calls.append((*words, flags))
        return ""

    monkeypatch.setattr(gathering, "_pip", pip)
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    return calls


def test_torch_is_the_one_that_was_asked_for(
    tmp_path: Path, asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches several GB of CUDA in a bundle without it, and the other way round."""
    gathering.gather_wheels(tmp_path, cuda=False)
    assert all(any(word.endswith("+cpu") for word in call) for call in asked)
    asked.clear()
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    gathering.gather_wheels(tmp_path, cuda=True)
    assert any(word.startswith("torch===") and "+" not in word for word in asked[-1])
    assert ("--no-cache-dir" in asked[0], asked[0][-1]) == (True, "-DGGML_CUDA=on")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(BundleError, match="NVIDIA's CUDA toolkit"):
        gathering.gather_wheels(tmp_path, cuda=True)


def test_an_older_processor_can_be_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a bundle that is refused where it would run, or ends with an illegal instruction where it would not."""
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(gathering, "processor_flags", lambda: {"fpu", "avx", "avx2", "amx_int8"})
    monkeypatch.setenv("CMAKE_ARGS", "")
    assert gathering.compiled_for() == ("avx", "avx2", "amx_int8")
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_NATIVE=OFF -DGGML_BMI2=OFF")
    assert gathering.compiled_for() == ("sse4_2", "avx", "avx2", "f16c", "fma")


def test_the_oldest_c_library_is_that_of_the_wheels(tmp_path: Path) -> None:
    """Catches a bundle that is refused on an older system where it would run, since a newer one made it."""
    compiled = tmp_path / "llama-1.0-py3-none-linux_x86_64.whl"
    with zipfile.ZipFile(compiled, "w") as archive:
        archive.writestr("llama/libllama.so.0", b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_PRIVATE\0")
        archive.writestr("llama/notes.txt", "GLIBC_2.99")
    named = tmp_path / "other-1.0-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_36_x86_64.whl"
    pure = tmp_path / "pure-1.0-py3-none-any.whl"
    assert gathering.glibc_needed([named, pure]) == (2, 27)
    assert gathering.glibc_needed([compiled, named, pure]) == (2, 34)
    assert gathering.glibc_needed([pure]) == ()


def test_without_a_package_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a page of pip's output instead of one line with what to do."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(BundleError, match=r"could not get torch.*pip: ERROR: .*package index can be reached"):
        gathering.gather_wheels(tmp_path / "wheels", cuda=False)


def test_a_file_that_is_no_wheel(tmp_path: Path) -> None:
    """Catches a traceback where a fetched file is damaged."""
    wheel = write_wheel(tmp_path, "broken", {})
    wheel.write_bytes(b"broken")
    with pytest.raises(BundleError, match="is no wheel"):
        bill_of_materials([wheel], [], [])
