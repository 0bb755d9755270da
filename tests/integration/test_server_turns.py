"""Projects take turns: who has much waiting, or one long run, does not keep the others from theirs."""

import threading
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from support.gate import PATIENCE_S, Gate
from support.servers import API, GROUP, ServedApp, served_app

from boses_engine.server import worker
from boses_engine.server.worker import in_turns
from boses_engine.store.rows import QueuedRun, QueuedStudy


def asked(app: ServedApp, project: str, **changes: Any) -> str:
    """The path of a group that is generated in a project of that name."""
    made = app.client.post(f"{API}/projects", json={"name": project}).json()
    groups = f"{API}/projects/{made['id']}/persona-groups"
    path = f"{groups}/{app.client.post(groups, json=GROUP | changes).json()['id']}"
    assert app.client.post(f"{path}/generate", json={"seed": 5}).status_code == 202
    return path


def finished(app: ServedApp) -> list[str]:
    """The groups in the order in which they end, once all have; what ends is told by the store."""
    order: list[str] = []
    over, leave = threading.Event(), app.store.leave_queue

    def leaving(key: str, **how: Any) -> None:
        leave(key, **how)
        order.append(key)
        if not app.store.queue():
            over.set()

    with patch.object(app.store, "leave_queue", leaving):
        app.app.state.boses.worker.wake()
        assert over.wait(PATIENCE_S)
    return order


def test_whoever_waited_longest_is_next() -> None:
    """Catches a project with much waiting that is served before all others."""
    queue: list[QueuedRun | QueuedStudy] = [
        QueuedRun(1, "a1", 1, "a"),
        QueuedRun(2, "a2", 1, "a"),
        QueuedStudy(3, "b1", "b"),
        QueuedRun(4, "c1", 1, "c"),
    ]

    def order(turns: dict[str, int]) -> list[str]:
        return [each.study_id if isinstance(each, QueuedStudy) else each.group_id for each in in_turns(queue, turns)]

    assert order({}) == ["a1", "b1", "c1", "a2"]
    assert order({"a": 1}) == ["b1", "c1", "a1", "a2"]
    assert order({"a": 2, "b": 3, "c": 1}) == ["c1", "a1", "b1", "a2"]


def test_a_long_run_lets_others_in_and_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a run of hours that others wait for, one that is begun anew, and other people for having waited."""
    made: list[list[dict[str, Any]]] = []
    for turn, others in ((600.0, False), (0.0, True)):
        monkeypatch.setattr(worker, "TURN_S", turn)
        gate = Gate()
        with served_app(tmp_path / str(others), model=gate.model) as app, gate:
            gate.close()
            long = asked(app, "long", persona_count=12)
            assert gate.reached.wait(PATIENCE_S)
            keys = [long.rsplit("/", 1)[-1]]
            if others:
                keys = [asked(app, "short", persona_count=1).rsplit("/", 1)[-1], *keys]
            with patch.object(app.app.state.boses.feed, "begin", wraps=app.app.state.boses.feed.begin) as begin:
                gate.open()
                assert finished(app) == keys
            assert begin.call_count >= 2 * others, "the long run was not left"
            people = app.client.get(f"{long}/personas?page_size=100").json()["items"]
            made.append([{**each, "created_at": None} for each in people])
    assert len(made[0]) == 12
    assert made[0] == made[1]
