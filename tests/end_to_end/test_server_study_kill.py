"""kill -9 of a server in every stage of a study: the next start goes on with it and gives the bytes of a quiet one."""

import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.asked import STUDY, generated
from support.servers import RunningServer, ended_study, new_study, running_server, starting_server

from boses_engine.domain.study import Answer
from boses_engine.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.races]

BODY: dict[str, Any] = yaml.safe_load(STUDY)
# Where the server is killed, one start after another: a moment, and which one of its kind.
KILLS = (
    ("asking Everything", 1),
    ("commit add_study", 1),
    ("commit start_study", 1),
    ("commit save_answers", 1),  # all that needs no words, at once
    ("asked", 1),
    ("commit take_up_study", 1),
    ("told", 130),
    ("commit save_answers", 2),
    ("answering", 2),
    ("told", 12),
    ("commit finish_study", 1),
    ("commit end_study", 1),
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a group of people, to be copied."""
    home = tmp_path_factory.mktemp("people") / "home"
    home.mkdir()
    with Store(home / "boses.duckdb") as store:
        generated(store)
        store.join_complete()
    return home


def kept(home: Path) -> tuple[str, list[Answer], bool, list[int]]:
    """A study's status, its answers in order, whether it is queued, and in how many studies each person was."""
    copy = home.with_name(f"{home.name}-copy")
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("*.sock"))
    try:
        with Store(copy / "boses.duckdb") as store:
            (row,) = store.project_studies("default")
            answers = row.design.in_order(store.answers(row.asked_id)) if row.asked_id else []
            assert len(store.asked_studies()) == (row.asked_id is not None) or row.status == "pending"
            studies = [store.track(person.id)[0].studies for person in store.personas()]
            return row.status, answers, row.queued, studies
    finally:
        shutil.rmtree(copy)


def ask_for_study(server: RunningServer) -> str:
    """Makes the study and asks for it; gives its path."""
    with server.client() as client:
        path = new_study(client, BODY)
        client.post(f"{path}/ask").raise_for_status()
    return path


def asked(home: Path) -> str:
    """Asks for the study, with the server killed before it is taken up; gives its path."""
    with running_server(home, watched=True) as server:
        path = ask_for_study(server)
        server.watch.until("asking Everything")
        server.kill()
    return path


def finished(server: RunningServer, path: str) -> bytes:
    """The study's answers as a file once it is complete."""
    with server.client() as client:
        assert ended_study(client, path)["status"] == "complete"
        assert "Traceback" not in server.log.read_text()
        return bytes(client.get(f"{path}/export").raise_for_status().content)


@pytest.fixture(scope="module")
def quiet(people: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The data folder of a server that nobody disturbs, and the study's answers as a file."""
    home = tmp_path_factory.mktemp("quiet") / "home"
    shutil.copytree(people, home)
    with running_server(home) as server:
        return home, finished(server, ask_for_study(server))


def test_kills_in_every_stage_change_nothing(
    people: Path, quiet: tuple[Path, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Catches a study that waits to be asked for again, answers that are lost, doubled or other ones, and a track
    record that counts it twice."""
    undisturbed, whole = quiet
    _, answers, queued, studies = kept(undisturbed)
    assert (len(answers), queued, set(studies)) == (len(whole.splitlines()), False, {2})

    home = tmp_path / "killed"
    shutil.copytree(people, home)
    path = asked(home)
    stored = 0
    for moment, number in KILLS:
        with starting_server(home) as (process, watch):
            watch.until(moment, number)
            process.kill()
            assert process.wait() == -signal.SIGKILL
        status, found, queued, _ = kept(home)
        assert (queued, status in ("pending", "generating")) == (True, True), (moment, status)
        by_place = {(one.persona, one.question, one.repeat): one for one in answers}
        assert all(by_place[one.persona, one.question, one.repeat] == one for one in found), moment
        assert len(found) >= stored, moment
        stored = len(found)
    assert 130 < stored == len(answers)
    with running_server(home) as server:
        assert finished(server, path) == whole
    assert kept(home) == ("complete", answers, False, studies)
    with capsys.disabled():
        print(f"\n{len(KILLS) + 1} kills of the server in a study: all is byte for byte as undisturbed")


def test_sigterm_in_a_study_ends_it_and_the_next_start_goes_on(
    people: Path, quiet: tuple[Path, bytes], tmp_path: Path
) -> None:
    """Catches a server that asks to the end before it stops, and a study that it gives up."""
    home = tmp_path / "home"
    shutil.copytree(people, home)
    path = asked(home)
    with running_server(home, watched=True) as server:
        server.watch.until("told", 140)
        server.process.send_signal(signal.SIGTERM)
        server.watch.hear("ending")
        server.watch.let_go()
        assert server.process.wait(300) == 0
        assert "Traceback" not in server.log.read_text()
    status, found, queued, _ = kept(home)
    assert (status, queued) == ("generating", True)
    _, whole = quiet
    assert 130 < len(found) < len(whole.splitlines())
    with running_server(home) as server:
        assert finished(server, path) == whole
