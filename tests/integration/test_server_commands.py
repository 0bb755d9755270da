"""The commands while a server holds the store: what they show and make is what they would without it."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.gate import PATIENCE_S, Gate, listener_awaited
from support.listening import Listening, listening
from support.run_double import run_double
from support.serve_held import held_server
from support.servers import API, GROUP, ended, generated, new_group, running_server

from boses_engine import cli
from boses_engine.domain.persona import Persona
from boses_engine.server.access import make_token
from boses_engine.store import Store

SEED = 7


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """The one line of a refusal."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("boses: ")
        return self.err.removeprefix("boses: ").rstrip("\n")


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "boses_engine", *map(str, words)]


def boses(home: Path, *words: object) -> Ended:
    """Runs a command in a process of its own on a data folder."""
    done = subprocess.run(
        command(*words),
        env={**os.environ, "BOSES_HOME": str(home)},
        cwd=home.parent,
        capture_output=True,
        check=False,
        timeout=PATIENCE_S,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def within(home: Path, *words: object) -> Ended:
    """The same in this process, which is sooner."""
    out, err, status = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("BOSES_HOME", str(home))
        patch.setattr(sys, "argv", ["boses", *map(str, words)])
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
    out.flush()
    return Ended(status, out.buffer.getvalue().decode(), err.getvalue())


def rows(home: Path, *words: object) -> list[dict[str, Any]]:
    """What a command prints with --json."""
    done = within(home, *words, "--json")
    assert done.status == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture(scope="module")
def group_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("groups") / "group.yaml"
    path.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in GROUP.items()))
    return path


@pytest.fixture(scope="module")
def alone(group_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder and results that were made without a server."""
    folder = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOSES_HOME", str(folder / "home"))
        assert run_double(group_file, folder / "out", SEED) == 0
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    """A server for the tests of this module; what each makes lies in a project of its own or is its own group."""
    with listening(tmp_path_factory.mktemp("served") / "home") as server:
        yield server


@pytest.fixture(scope="module")
def made(served: Listening, group_file: Path) -> Path:
    """The results of `generate`, in a process of its own, while the server holds the store."""
    out = served.home.parent / "out"
    done = boses(served.home, "generate", group_file, "--out", out, "--seed", SEED)
    assert done.status == 0, done.err
    assert done.out == ""
    assert "a server holds the store" in done.err
    assert done.err.count("3/3") == 1, "a line a person, as without a server"
    return out


@pytest.mark.slow
def test_generate_gives_the_bytes_of_a_run_without_a_server(alone: Path, made: Path) -> None:
    """Catches people of other seeds or settings, records that change on their way through the socket, lost files."""
    for name in ("personas.jsonl", "personas.parquet"):
        assert (made / name).read_bytes() == (alone / "out" / name).read_bytes()
    assert {path.name for path in made.iterdir()} == {path.name for path in (alone / "out").iterdir()}
    mine, theirs = (json.loads((folder / "run.json").read_text()) for folder in (made, alone / "out"))
    assert mine.keys() == theirs.keys()
    # Not the run's id: a server reuses people of the same project only, which is a run of its own.
    for key in ("seed", "status", "checks", "evidence", "cited", "diversity", "fields", "library"):
        assert mine[key] == theirs[key], key


def test_generate_again_gives_the_same_and_leaves_the_group_complete(
    served: Listening, made: Path, group_file: Path
) -> None:
    """Catches a group that stays pending when all of its run was there already."""
    again = served.home.parent / "again"
    assert within(served.home, "generate", group_file, "--out", again, "--seed", SEED).status == 0
    assert (again / "personas.jsonl").read_bytes() == (made / "personas.jsonl").read_bytes()
    (row,) = [row for row in rows(served.home, "groups", "list") if row["name"] == GROUP["name"]]
    assert (row["generation_status"], row["personas_stored"]) == ("complete", 3)
    with served.client() as client:
        (project,) = [each["id"] for each in client.get(f"{API}/projects").json()["items"] if each["name"] == "default"]
        shown = client.get(f"{API}/projects/{project}/persona-groups/{row['id']}").json()
    assert (shown["generation_status"], shown["seed"]) == ("complete", SEED)


@pytest.mark.slow
def test_generate_an_earlier_seed_shows_its_people(served: Listening, group_file: Path, tmp_path: Path) -> None:
    """Catches a group that goes on showing the people of another seed, because the asked-for run was complete."""
    group = tmp_path / "group.yaml"
    group.write_text(group_file.read_text().replace(GROUP["name"], "Two seeds"))
    for out, seed in (("1", 1), ("2", 2), ("1again", 1)):
        assert within(served.home, "generate", group, "--out", tmp_path / out, "--seed", seed).status == 0
    first, second, again = (tmp_path / name / "personas.jsonl" for name in ("1", "2", "1again"))
    assert again.read_bytes() == first.read_bytes() != second.read_bytes()
    assert within(served.home, "personas", "export", "--group", "Two seeds").out == first.read_text()


def test_generate_prints_people_as_json(served: Listening, made: Path, group_file: Path) -> None:
    """Catches a progress line or a message among the data, and records that are not those of the results."""
    done = within(served.home, "generate", group_file, "--out", made, "--seed", SEED, "--json")
    assert done.status == 0, done.err
    assert done.out == (made / "personas.jsonl").read_text()


@pytest.mark.parametrize(
    "words",
    [
        ("--model", "double"),
        ("--parallel", "2"),
        ("--deterministic",),
        ("--avatar-model", "some.safetensors"),
        ("--no-avatars",),
        ("--max-reuse", "0.2"),
        ("--no-reuse",),
        ("--library-scope", "project"),
    ],
    ids=lambda words: words[0],
)
def test_options_that_are_the_servers_are_refused(
    served: Listening, made: Path, group_file: Path, words: tuple[str, ...]
) -> None:
    """Catches an option that is taken and not heeded."""
    done = within(served.home, "generate", group_file, "--out", served.home.parent / "no", *words)
    assert done.status == 2
    assert words[0] in done.said
    assert "server" in done.said
    assert not (served.home.parent / "no").exists()


@pytest.mark.slow
def test_what_is_shown_is_what_is_shown_without_a_server(alone: Path, served: Listening, made: Path) -> None:
    """Catches values that the socket changes, and a command that looks into another store."""
    (mine,), (theirs,) = (
        [row for row in rows(home, "groups", "list") if row["name"] == GROUP["name"]]
        for home in (served.home, alone / "home")
    )
    assert mine == theirs
    key = mine["id"]
    person = Persona.model_validate_json((made / "personas.jsonl").read_text().splitlines()[0])
    for words in (
        ("groups", "show", key),
        ("groups", "show", key[:6], "--json"),
        ("groups", "show", GROUP["name"]),
        ("personas", "list", "--group", key),
        ("personas", "list", "--group", key, "--json"),
        ("personas", "show", person.id),
        ("personas", "show", person.name),
        ("personas", "diversity", "--group", key, "--json"),
        ("personas", "export", "--group", key),
        ("personas", "export", "--group", key, "--format", "csv"),
    ):
        there, here = within(served.home, *words), within(alone / "home", *words)
        assert there.status == 0, (words, there.err)
        assert there.out.strip()
        assert (there.out, there.err) == (here.out, here.err), words
    exported = within(served.home, "personas", "export", "--group", key, "--format", "csv").out
    assert [row["name"] for row in csv.DictReader(io.StringIO(exported))][0] == person.name


def test_export_to_a_file(served: Listening, made: Path) -> None:
    """Catches people or columns that the socket loses on their way to a file."""
    target = served.home.parent / "people.parquet"
    done = within(served.home, "personas", "export", "--group", GROUP["name"], "--format", "parquet", "-o", target)
    assert done.status == 0, done.err
    assert target.read_bytes() == (made / "personas.parquet").read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("groups", "show", "Jakarta Gen X Shoppers"),
        ("groups", "delete", "nobody"),
        ("personas", "show", "Nobody At All"),
        ("personas", "list", "--group", "nobody"),
        ("tokens", "revoke", "0123456789ab"),
        ("tokens", "create", "--name", "x", "--project", "nobody"),
        ("tokens", "create", "--name", "x", "--expires", "soon"),
        ("tokens", "create", "--name", " "),
    ],
    ids=" ".join,
)
def test_mistakes_are_told_as_without_a_server(
    alone: Path, served: Listening, made: Path, words: tuple[str, ...]
) -> None:
    """Catches an error of the store that becomes a traceback or another exit status on its way back."""
    there, here = within(served.home, *words), within(alone / "home", *words)
    assert there.status == here.status == 2
    mine, theirs = (  # what follows tells of other groups and people of the store
        re.split(r"\. |: (?!no )", done.said.replace(str(home), "HOME").removeprefix("boses: "))[0]
        for done, home in ((there, served.home), (here, alone / "home"))
    )
    assert mine == theirs


def test_a_group_is_deleted(served: Listening, made: Path) -> None:
    """Catches a deletion that is told and not done, and one that takes others' people along."""
    with served.client() as client:
        path = new_group(client, name="To be deleted", location="Manila, Philippines", occupation="Clerk")
        group = generated(client, path)
    before = {row["id"] for row in rows(served.home, "personas", "list")}
    mine = {row["id"] for row in rows(served.home, "personas", "list", "--group", group["id"])}
    done = within(served.home, "groups", "delete", group["id"])
    assert done.status == 0
    assert done.err.startswith(f"deleted {group['id']} (To be deleted); for a week")
    assert group["id"] not in {row["id"] for row in rows(served.home, "groups", "list")}
    assert {row["id"] for row in rows(served.home, "personas", "list")} == before - mine
    with served.client() as client:
        assert client.get(path).status_code == 404
    assert within(served.home, "groups", "restore", "To be deleted").status == 0
    assert {row["id"] for row in rows(served.home, "personas", "list")} == before
    assert within(served.home, "groups", "delete", group["id"]).status == 0
    assert within(served.home, "groups", "cancel", "To be deleted").status == 2


@pytest.mark.races
def test_a_running_group_is_not_deleted(tmp_path: Path) -> None:
    """Catches people who vanish under the run that writes them; a queued group must stay too."""
    gate = Gate(is_open=False)
    with listening(tmp_path / "home", model=gate.model) as server, gate, server.client() as client:
        for name in ("Running", "Waiting"):
            assert client.post(f"{new_group(client, name=name)}/generate").status_code == 202
        assert gate.reached.wait(PATIENCE_S)
        for name in ("Running", "Waiting"):
            done = within(server.home, "groups", "delete", name)
            assert done.status == 2
            assert "queued or generating" in done.said
        statuses = {row["name"]: row["generation_status"] for row in rows(server.home, "groups", "list")}
        assert statuses == {"Running": "generating", "Waiting": "pending"}


@pytest.mark.races
def test_another_seed_of_a_running_group_is_refused(tmp_path: Path, group_file: Path) -> None:
    """Catches results that say one seed and hold the people of another."""
    gate = Gate(is_open=False)
    with listening(tmp_path / "home", model=gate.model) as server, gate, server.client() as client:
        assert client.post(f"{new_group(client)}/generate", json={"seed": 1}).status_code == 202
        assert gate.reached.wait(PATIENCE_S)
        done = within(server.home, "generate", group_file, "--out", tmp_path / "out", "--seed", 2)
        assert done.status == 2
        assert "seed 1" in done.err.splitlines()[-1]
        assert not (tmp_path / "out").exists()


def generating(home: Path, group_file: Path, out: Path) -> "subprocess.Popen[str]":
    """A `generate` that is under way in a process of its own."""
    return subprocess.Popen(
        command("generate", group_file, "--out", out),
        env={**os.environ, "BOSES_HOME": str(home)},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests run in the background ignore it
    )


@pytest.mark.races
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_ends_under_a_generate_command(tmp_path: Path, group_file: Path, number: int) -> None:
    """Catches a command that hangs, shows a traceback, or writes results that are not there."""
    with held_server(tmp_path / "home") as server:
        asking = generating(tmp_path / "home", group_file, tmp_path / "out")
        assert server.stdout is not None
        assert server.stdout.readline() == "held\n"
        server.send_signal(number)
        _, err = asking.communicate(timeout=PATIENCE_S)
    assert asking.returncode == 4, err
    assert "goes on when it is started again" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


@pytest.mark.races
@pytest.mark.slow
def test_an_interrupted_generate_leaves_the_run_to_the_server(tmp_path: Path, group_file: Path) -> None:
    """Catches a Ctrl-C of one reader that stops the run of all."""
    gate = Gate(is_open=False)
    with listening(tmp_path / "home", model=gate.model) as server, gate, server.client() as client:
        path = new_group(client)
        with listener_awaited(server.app) as listens:
            asking = generating(server.home, group_file, tmp_path / "out")
            assert listens.wait(PATIENCE_S)
        asking.send_signal(signal.SIGINT)
        _, err = asking.communicate(timeout=PATIENCE_S)
        assert asking.returncode == 130, err
        assert "Traceback" not in err
        assert client.get(path).json()["generation_status"] in ("pending", "generating")
        gate.open()
        assert ended(client, path)["generation_status"] == "complete"


def test_the_library_is_asked_and_kept(alone: Path, served: Listening, made: Path) -> None:
    """Catches a library that only opens when no server runs."""
    group = ("--group", GROUP["name"])
    people = [row["id"] for row in rows(served.home, "personas", "list", *group)]
    listed = {row["id"]: row for row in rows(served.home, "library", "list")}
    expected = {row["name"]: row for row in rows(alone / "home", "library", "list")}
    assert set(people) <= listed.keys()
    for key in people:
        assert listed[key] | {"id": "", "studies": 0} == expected[listed[key]["name"]] | {"id": "", "studies": 0}
    (shown,) = rows(served.home, "library", "show", people[0])
    assert (shown["id"], shown["persona"]["id"]) == (people[0], people[0])
    assert rows(served.home, "library", "stats")[0]["people"] == len(listed)
    (recorded,) = rows(served.home, "library", "record", people[0], "--study", "A shelf test")
    assert recorded["studies"] == listed[people[0]]["studies"] + 1
    (retired,) = rows(served.home, "library", "retire", people[1])
    assert retired["retired"] is True


def test_other_commands_say_who_holds_the_store(served: Listening, made: Path) -> None:
    """Catches a command that writes past the server, or hangs."""
    done = boses(served.home, "library", "export", "library.parquet")
    assert done.status == 3
    assert f"PID {os.getpid()})" in done.said


@pytest.mark.races
@pytest.mark.slow
def test_a_killed_server_leaves_nothing_that_disturbs(tmp_path: Path, group_file: Path, alone: Path) -> None:
    """Catches commands that trust a socket nobody answers on."""
    home = tmp_path / "home"
    with running_server(home) as server, server.client() as client:
        generated(client, new_group(client), seed=SEED)
        server.kill()
    assert (home / "server.sock").is_socket(), "no stale socket: this proves nothing"
    assert [row["personas_stored"] for row in rows(home, "groups", "list")] == [3]
    assert within(home, "personas", "export").out == (alone / "out" / "personas.jsonl").read_text()
    assert len(within(home, "tokens", "create", "--name", "later").out.strip()) > 40
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOSES_HOME", str(home))
        # the scope that the server has: the same run then, which is there already
        assert run_double(group_file, tmp_path / "out", SEED, "--library-scope", "project") == 0
    assert (tmp_path / "out" / "personas.jsonl").read_bytes() == (alone / "out" / "personas.jsonl").read_bytes()
    with listening(home) as successor:  # and the next one takes its place
        assert [row["personas_stored"] for row in rows(home, "groups", "list")] == [3]
        with successor.owner() as owner:
            assert owner.get("/healthz").status_code == 200


def test_tokens_are_made_listed_and_revoked(served: Listening) -> None:
    """Catches a token that the running server does not know, or goes on taking once it is revoked."""
    made = within(served.home, "tokens", "create", "--name", "field team")
    assert made.status == 0
    text = made.out.strip()
    with served.client(headers={"Authorization": f"Bearer {text}"}) as client:
        assert client.get(f"{API}/projects").status_code == 200
        listed = within(served.home, "tokens", "list")
        assert "field team" in listed.out
        assert text not in listed.out
        assert text.split("_", 2)[2] not in listed.out
        (row,) = [row for row in rows(served.home, "tokens", "list") if row["name"] == "field team"]
        assert row["id"] in text
        assert row["project"] is row["expires_at"] is row["revoked_at"] is None
        done = within(served.home, "tokens", "revoke", row["id"])
        assert (done.status, done.err) == (0, f"revoked {row['id']} (field team).\n")
        assert client.get(f"{API}/projects").status_code == 401
    (row,) = [row for row in rows(served.home, "tokens", "list") if row["name"] == "field team"]
    assert row["revoked_at"] is not None


def test_a_token_expires(served: Listening) -> None:
    """Catches an end that is kept in another time zone, so that a token ends hours early or late."""
    (made,) = rows(served.home, "tokens", "create", "--name", "for a while", "--expires", "12h")
    (short,) = rows(served.home, "tokens", "create", "--name", "for a minute", "--expires", "1m")
    assert _seconds(made) == pytest.approx(12 * 3600, abs=1)
    assert _seconds(short) == pytest.approx(60, abs=1)
    for token in (made, short):
        with served.client(headers={"Authorization": f"Bearer {token['token']}"}) as client:
            assert client.get(f"{API}/projects").status_code == 200


def _seconds(token: dict[str, Any]) -> float:
    ends, made = (datetime.fromisoformat(token[key]) for key in ("expires_at", "created_at"))
    return (ends - made).total_seconds()


def test_a_projects_token_sees_that_project_only(served: Listening, made: Path) -> None:
    """Catches --project being taken for a note; a project goes by its name and by its id."""
    with served.client() as client:
        project = client.post(f"{API}/projects", json={"name": "Snack launch"}).json()
        default = client.get(f"{API}/projects").json()["items"]
        others = [each["id"] for each in default if each["name"] == "default"]
    for key in ("Snack launch", project["id"]):
        (token,) = rows(served.home, "tokens", "create", "--name", "snacks", "--project", key)
        assert token["project"] == "Snack launch"
        with served.client(headers={"Authorization": f"Bearer {token['token']}"}) as client:
            assert [each["name"] for each in client.get(f"{API}/projects").json()["items"]] == ["Snack launch"]
            assert client.get(f"{API}/projects/{others[0]}/persona-groups").status_code == 404


def test_tokens_without_a_server(tmp_path: Path) -> None:
    """Catches tokens that can be made only while a server runs: it must know those made before its first start."""
    home = tmp_path / "home"
    (made,) = rows(home, "tokens", "create", "--name", "before", "--expires", "90d")
    (row,) = rows(home, "tokens", "list")
    with Store(home / "boses.duckdb") as store:
        over = make_token(store, "over", life=timedelta(seconds=-1))[1]
    assert row == {key: value for key, value in made.items() if key != "token"}
    with listening(home) as server:
        assert server.token == "", "a first token is printed only where there is none"
        with server.client(headers={"Authorization": f"Bearer {made['token']}"}) as client:
            assert client.get(f"{API}/projects").status_code == 200
        with server.client(headers={"Authorization": f"Bearer {over}"}) as client:
            assert client.get(f"{API}/projects").status_code == 401
    assert within(home, "tokens", "revoke", made["id"]).status == 0
    revoked = {"Authorization": f"Bearer {made['token']}"}
    with listening(home) as server, server.client(headers=revoked) as client:
        assert client.get(f"{API}/projects").status_code == 401
