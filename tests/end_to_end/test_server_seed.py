"""The five calls of the contract, by `curl` as anybody would type them, on `boses serve` with the default weights.

The contract's example asks for five people: one is as much of a test, and takes a fifth of the time.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from support.forked import PATHS
from support.moments import GUARD_S, Watch, watching

from boses_engine.domain.persona import Persona
from boses_engine.engine import DEFAULT_SEED, Engine
from boses_engine.groups.fields import check_fields
from boses_engine.pipeline.constraints import violations

pytestmark = pytest.mark.weights

HOST = "https://HOST"
CREATE_JAKARTA = r"""
curl -X POST https://HOST/api/v1/projects/<PROJECT_ID>/persona-groups \
-H "Authorization: Bearer <access_token>" \
-H "Content-Type: application/json" \
-d '{
"name": "Jakarta Gen Z Shoppers",
"age_min": 18,
"age_max": 24,
"gender": "Female",
"location": "Jakarta, Indonesia",
"income_level": "Middle",
"occupation": "University student",
"persona_count": 1
}'
"""
PARSE = r"""
curl -X POST https://HOST/api/v1/projects/<PROJECT_ID>/persona-groups/parse-prompt \
-H "Authorization: Bearer <access_token>" \
-H "Content-Type: application/json" \
-d '{
"prompt": "Young professional women in Ho Chi Minh City, early 30s, working in finance or marketing, middle to upper-middle income"
}'
"""  # noqa: E501
CREATE_PARSED = r"""
curl -X POST https://HOST/api/v1/projects/<PROJECT_ID>/persona-groups \
-H "Authorization: Bearer <access_token>" \
-H "Content-Type: application/json" \
-d '<FIELDS>'
"""
GENERATE = r"""
curl -X POST https://HOST/api/v1/projects/<PROJECT_ID>/persona-groups/<GROUP_ID>/generate \
-H "Authorization: Bearer <access_token>"
"""
POLL = r"""
curl https://HOST/api/v1/projects/<PROJECT_ID>/persona-groups/<GROUP_ID> \
-H "Authorization: Bearer <access_token>"
"""
LIST = r"""
curl https://HOST/api/v1/projects -H "Authorization: Bearer <access_token>"
"""
PEOPLE = r"""
curl https://HOST/api/v1/projects/<PROJECT_ID>/persona-groups/<GROUP_ID>/personas \
-H "Authorization: Bearer <access_token>"
"""
FIELDS = ("name", "age_min", "age_max", "gender", "location", "income_level", "occupation", "persona_count")


@dataclass(frozen=True)
class Caller:
    """Somebody with a shell, `curl`, and a token."""

    url: str
    token: str
    watch: Watch  # for which the server's runs stand still

    def __call__(self, typed: str, **ids: str) -> tuple[int, Any]:
        """The status and the body of a call, typed as it stands but for the host, ids and the token."""
        text = typed.strip().replace(HOST, self.url).replace("<access_token>", self.token)
        for name, value in ids.items():
            text = text.replace(f"<{name}>", value)
        assert not re.search("<[A-Za-z_]+>", text), text
        text += " --silent --show-error --write-out '\\n%{http_code}'"
        done = subprocess.run(["bash", "-c", text], capture_output=True, text=True, check=False, timeout=GUARD_S)
        assert done.returncode == 0, done.stderr
        body, _, status = done.stdout.rpartition("\n")
        return int(status), json.loads(body)


@pytest.fixture(scope="module")
def curl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """The server as its user starts it, but that its runs stand still; and the token that its first start prints."""
    assert shutil.which("curl"), "these calls are made with curl, which is not installed: apt-get install curl"
    folder = tmp_path_factory.mktemp("seed")
    log = folder / "stderr.txt"
    with log.open("wb") as said, watching() as (watch, end):
        process = subprocess.Popen(
            [sys.executable, "-m", "support.moments", str(end.fileno()), "serve", "--port", "0", "--no-avatars"],
            env={**os.environ, "BOSES_HOME": str(folder / "home"), "PYTHONPATH": PATHS},
            pass_fds=[end.fileno()],
            stderr=said,
        )
    try:
        watch.until("opened")
        watch.go_on()
        until = time.monotonic() + GUARD_S
        while not (url := re.search(r"serving on (http://[^/\s]+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, "a deadlock: the server does not say that it serves"
            time.sleep(0.1)
        (token,) = re.findall(r"boses_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", log.read_text())
        yield Caller(url[1], token, watch)
        watch.let_go()
        process.terminate()
        assert process.wait(GUARD_S) == 0
        assert "Traceback" not in log.read_text()
    finally:
        process.kill()
        process.wait()


def test_the_calls_of_the_contract(curl: Caller, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a path, field, status or word of a status that is not the contract's, and people who are not the
    group's."""
    status, projects = curl(LIST)
    assert status == 200
    ids = {"PROJECT_ID": projects["items"][0]["id"]}

    status, made = curl(CREATE_JAKARTA, **ids)
    assert status == 201
    asked = json.loads(CREATE_JAKARTA[CREATE_JAKARTA.index("{") : CREATE_JAKARTA.rindex("}") + 1])
    assert {name: made[name] for name in FIELDS} == asked
    assert made["generation_status"] is None, "nothing is asked for yet"

    status, parsed = curl(PARSE, **ids)
    assert status == 200
    fields = {name: parsed[name] for name in FIELDS}
    told = {name: value for name, value in fields.items() if name not in ("name", "occupation")}
    assert told == {
        "age_min": 28,
        "age_max": 35,
        "gender": "Female",
        "location": "Ho Chi Minh City, Vietnam",
        "income_level": "Middle",
        "persona_count": 5,
    }
    assert fields["occupation"] == "Finance or marketing professional"
    assert fields["name"].strip()

    status, second = curl(CREATE_PARSED, **ids, FIELDS=json.dumps(fields, indent=1))
    assert status == 201
    assert {name: second[name] for name in FIELDS} == fields
    assert second["id"] != made["id"]

    ids["GROUP_ID"] = made["id"]
    began = time.monotonic()
    status, queued = curl(GENERATE, **ids)
    assert status == 202
    assert queued["generation_status"] == "pending"
    moments = ("taken", "start", "answered identity", "answered profile", "stored", "finished")
    seen = [_at(curl, ids, moment) for moment in moments]
    seconds = time.monotonic() - began
    with capsys.disabled():
        print(f"\none person by way of the server in {seconds:.0f} s")

    assert [group["generation_status"] for group in seen] == ["pending", *["generating"] * 4, "complete"]
    assert [group["personas"] for group in seen] == [0, 0, 0, 0, 1, 1]
    shown = [group["progress"] for group in seen[:-1]]
    assert [(each["done"], each["total"]) for each in shown] == [(group["personas"], 1) for group in seen[:-1]]
    assert [each["stage"] for each in shown[:4]] == ["loading", "identity", "identity", "profile"]
    assert seen[-1]["progress"] is None
    assert seen[-1]["reason"] is None

    status, people = curl(PEOPLE, **ids)
    assert status == 200
    assert people["total"] == len(people["items"]) == 1
    plan = Engine().plan(check_fields(asked, source="group"), seed=DEFAULT_SEED)
    found = [Persona.model_validate(each) for each in people["items"]]
    for person in found:
        assert violations(person, plan) == []
        assert (person.gender, person.location.city, person.income.level) == ("Female", "Jakarta", "Middle")
        assert 18 <= person.age <= 24
        assert person.backstory
        assert person.brand_relationships
        assert person.price_sensitivity.signals

    status, untouched = curl(POLL, **{**ids, "GROUP_ID": second["id"]})
    assert (status, untouched["generation_status"], untouched["personas"]) == (200, None, 0)


def _at(curl: Caller, ids: dict[str, str], moment: str) -> dict[str, Any]:
    """What the group is told to be at the next moment of that kind."""
    curl.watch.until(moment)
    status, group = curl(POLL, **ids)
    assert status == 200
    return dict(group)
