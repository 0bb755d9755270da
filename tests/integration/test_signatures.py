"""Signatures: what they hold for, and that nothing is used which must be signed and is not."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from boses_engine import cli
from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.errors import SignatureError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.signature import load_secret_key, require_signed, sign, signature_path
from boses_engine.snapshots.catalogue import listing
from boses_engine.weights.manifest import load_manifest

GROUP = Group(
    name="Riders",
    age_min=20,
    age_max=40,
    gender="All",
    location="Jakarta, Indonesia",
    income_level="Low",
    occupation="Ojek driver",
    persona_count=1,
)


@pytest.fixture
def keys(tmp_path: Path) -> Callable[[str], tuple[Path, Path]]:
    """Makes a pair of keys with a password, as `minisign -G` does."""
    from minisign import KeyPair

    def make(password: str) -> tuple[Path, Path]:
        pair = KeyPair.generate()
        secret, public = tmp_path / f"{password}.key", tmp_path / f"{password}.pub"
        public.write_bytes(bytes(pair.public_key) + b"\n")
        pair.secret_key.encrypt(password, opslimit=32768, memlimit=1 << 24)
        secret.write_bytes(bytes(pair.secret_key) + b"\n")
        return secret, public

    return make


def test_a_signature_holds_for_one_file_and_one_key(tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]) -> None:
    """Catches a file that was exchanged together with all its hashes, and a signature by anybody."""
    file = tmp_path / "file"
    file.write_bytes(b"content")
    (secret, public), (_, other) = keys("one"), keys("two")
    with pytest.raises(SignatureError, match=r"is not signed: there is no file\.minisig beside it.*sign --key"):
        require_signed(file, str(public))
    sign(file, load_secret_key(secret, lambda: "one"))
    require_signed(file, str(public))
    require_signed(file, public.read_text().splitlines()[1])
    with pytest.raises(SignatureError, match="no signature of this file by this key"):
        require_signed(file, str(other))
    file.write_bytes(b"Content")
    with pytest.raises(SignatureError, match="no signature of this file"):
        require_signed(file, str(public))
    signature_path(file).write_text("nothing")
    with pytest.raises(SignatureError, match="no signature of this file"):
        require_signed(file, str(public))
    with pytest.raises(SignatureError, match="wrong password"):
        load_secret_key(secret, lambda: "two")
    with pytest.raises(SignatureError, match="neither a file with a public key"):
        require_signed(file, "nonsense")


def test_a_signature_of_minisign_itself(tmp_path: Path) -> None:
    """Catches a form of our own: this key and signature are an example of minisign's own documents."""
    file = tmp_path / "test"
    file.write_bytes(b"test")
    signature_path(file).write_text(
        "untrusted comment: signature from minisign secret key\n"
        "RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=\n"
        "trusted comment: timestamp:1555779966\tfile:test\n"
        "QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==\n"
    )
    require_signed(file, "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3")


def test_nothing_unsigned_is_used(
    tmp_path: Path,
    keys: Callable[[str], tuple[Path, Path]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Catches a snapshot or a list of models that somebody exchanged, with all its hashes, and that is used."""
    talk, models = tmp_path / "talk", tmp_path / "models"
    shutil.copytree(CHECKOUT / "cultural_snapshots", talk)
    models.mkdir()
    manifest = Path(shutil.copy(CHECKOUT / "models" / "manifest.toml", models))
    (secret, public), (_, other) = keys("one"), keys("two")
    monkeypatch.setattr("boses_engine.cli.bundles._password", lambda: "one")
    for name, value in (("HOME", tmp_path / "home"), ("MODELS", models), ("SNAPSHOTS", talk), ("SIGNED_BY", public)):
        monkeypatch.setenv(f"BOSES_{name}", str(value))

    def boses(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["boses", *map(str, words)])
        try:
            cli.main()
        except SystemExit as end:
            return int(end.code or 0), capsys.readouterr().err
        return 0, capsys.readouterr().err

    settings = Settings.from_env()
    with pytest.raises(SignatureError, match=r"manifest\.toml is not signed"):
        load_manifest(settings)
    with pytest.raises(SignatureError, match=r"\.json is not signed"):
        Engine(settings).plan(GROUP, seed=1)
    assert boses("snapshots", "verify")[0] == 2
    files = [manifest, *(each.path for each in listing(talk))]
    assert boses("sign", *files, "--key", secret) == (0, "")
    assert load_manifest(settings)
    assert Engine(settings).plan(GROUP, seed=1).snapshot
    assert boses("snapshots", "verify") == (0, "")
    assert boses("snapshots", "verify", files[-1]) == (0, "")
    manifest.write_text(manifest.read_text() + "# another line\n")
    status, said = boses("models", "list")
    assert (status, "is no signature of this file by this key" in said) == (2, True)
    monkeypatch.setenv("BOSES_SIGNED_BY", str(other))
    with pytest.raises(SignatureError, match="by this key"):
        Engine(Settings.from_env()).plan(GROUP, seed=1)
    assert boses("snapshots", "verify", files[-1])[0] == 2
    assert boses("sign", talk / "missing.json", "--key", secret)[0] == 2
