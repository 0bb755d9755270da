"""What the machine does to commands: full disks, odd locales, other users, and a store that was tampered with."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from support.samples import SAMPLE_GROUP

from boses_engine.cli import terminal
from boses_engine.doctor import examine
from boses_engine.errors import InputError, StoreError
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.weights.digest import sha256_of

PATIENCE_S = 240.0
full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")


def command(*words: str, home: Path, stdout: str | None = None, **env: str) -> "subprocess.CompletedProcess[bytes]":
    whole = {**os.environ, "BOSES_HOME": str(home), **env}
    with open(stdout or os.devnull, "wb") as out:
        return subprocess.run(
            [sys.executable, "-m", "boses_engine", *words],
            stdout=out if stdout else subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=whole,
            timeout=PATIENCE_S,
            check=False,
        )


@full_device
@pytest.mark.races
@pytest.mark.parametrize("words", [("--help",), ("groups", "list", "--json"), ("doctor",)], ids=" ".join)
def test_an_output_that_cannot_be_written_is_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    """Catches a traceback of ten lines where stdout is on a full disk, and a status that says that all is well."""
    if words[0] == "groups":
        with Store(tmp_path / "home" / "boses.duckdb") as store:
            store.add_group(SAMPLE_GROUP)
    done = command(*words, home=tmp_path / "home", stdout="/dev/full")
    assert done.returncode == 4
    told = done.stderr.decode().splitlines()
    assert told[-1] == "boses: cannot write or read the output: No space left on device."
    assert not [line for line in told if "Traceback" in line or "Exception" in line]


@pytest.mark.races
def test_texts_are_utf8_whatever_the_locale(tmp_path: Path) -> None:
    """Catches a UnicodeEncodeError, or Latin-1, where the locale is C or the encoding of Python's streams is told."""
    with Store(tmp_path / "home" / "boses.duckdb") as store:
        store.add_group(SAMPLE_GROUP.model_copy(update={"name": "Phụ nữ Hà Nội"}))
    for env in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}):
        done = command("groups", "list", home=tmp_path / "home", **env)
        assert (done.returncode, "Phụ nữ Hà Nội" in done.stdout.decode()) == (0, True)
        wrong = command("plan", "nhóm.yaml", home=tmp_path / "home", **env)
        assert (wrong.returncode, b"Traceback" in wrong.stderr) == (2, False)


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches an empty group file that a full disk leaves, which the next `init` refuses to replace."""
    path = tmp_path / "group.yaml"

    def full(self: Path, text: str, **named: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(InputError, match="No space left"):
            terminal.write_new(path, "name: x")
    assert list(tmp_path.iterdir()) == []
    terminal.write_new(path, "name: x")
    with pytest.raises(InputError, match="is there already"):
        terminal.write_new(path, "name: y")
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")  # nor by a link to nothing
    with pytest.raises(InputError, match="is there already"):
        terminal.write_new(path, "name: y")
    assert [each.name for each in tmp_path.iterdir()] == ["group.yaml"]


@pytest.mark.parametrize("begin", [lambda home: Store(home / "boses.duckdb").close()], ids=["store"])
def test_the_data_folder_is_its_owners(tmp_path: Path, begin: Callable[[Path], object]) -> None:
    """Catches people, tokens' hashes and sessions that every user of the machine may read."""
    home = tmp_path / "new" / "home"
    before = os.umask(0o022)
    try:
        begin(home)
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "boses.duckdb").stat().st_mode) == 0o600
    settings = Settings.from_env({"BOSES_HOME": str(home), "BOSES_MODELS": str(tmp_path / "models")})
    assert "data folder" not in {each.topic for each in examine(settings)}
    home.chmod(0o755)  # one that was made so on purpose, or by an older engine
    (finding,) = [each for each in examine(settings) if each.topic == "data folder"]
    assert (finding.state, finding.remedy) == ("warn", f"chmod 700 {home}")


def test_a_view_in_the_store_reads_no_other_file(tmp_path: Path) -> None:
    """Catches a store of somebody else's making that shows, as a list of groups, what its reader may read."""
    (secret := tmp_path / "secret.csv").write_text("a\nsecret\n")
    path = tmp_path / "home" / "boses.duckdb"
    Store(path).close()
    with duckdb.connect(str(path)) as changed:
        changed.execute(f"CREATE VIEW peeping AS SELECT * FROM read_csv('{secret}')")
    with Store(path) as store:
        for sql in (
            "SELECT * FROM peeping",
            f"SELECT * FROM read_text('{secret}')",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
            f"ATTACH '{tmp_path / 'other.duckdb'}'",
            "SET enable_external_access = true",
            "INSTALL httpfs",
        ):
            with pytest.raises(StoreError):
                store.rows(sql)
        assert store.add_project("still at work")[1]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "secret.csv"]


def test_changed_weights_are_seen_whatever_their_time_says(tmp_path: Path) -> None:
    """Catches weights that were exchanged, with the size and the time of the old ones set back."""
    settings = Settings.from_env({"BOSES_HOME": str(tmp_path / "home"), "BOSES_MODELS": str(tmp_path / "models")})
    path = tmp_path / "model.gguf"
    path.write_bytes(b"good")
    good, times = sha256_of(path, settings), (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_bytes(b"evil")
    os.utime(path, ns=times)
    assert sha256_of(path, settings) != good
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
