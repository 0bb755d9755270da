"""People from files by the API and the pages: who comes in, who is refused and why, and what a hostile file can do."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pytest
from support.listening import listening
from support.servers import API, ServedApp, default_project, generated, new_group, served_app

from boses_engine import cli
from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError, NotFoundError
from boses_engine.exports import reading
from boses_engine.exports.apart import read_apart
from boses_engine.exports.export import EXPORT_FORMATS, FORMS, ExportFormat, export
from boses_engine.output.passport import passport_text
from boses_engine.server import guard
from boses_engine.server.examples import PERSON

WHOLE = Persona.model_validate(PERSON)
PEOPLE = [WHOLE.model_copy(update={"id": f"p-{n:012x}", "name": f"{WHOLE.name} {'I' * (n + 1)}"}) for n in range(3)]
PROBLEM = "application/problem+json"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[ServedApp]:
    with served_app(tmp_path / "home", worker=False) as served:
        yield served


def exported(format: str, people: list[Persona] = PEOPLE) -> bytes:
    export(people, made := io.BytesIO(), format)
    return made.getvalue()


def send(app: ServedApp, name: str, content: bytes, project: str = "", brands: bytes | None = None) -> Any:
    """Sends a file as a program does."""
    files = {"file": (name, content)} | ({"brands": ("b.csv", brands)} if brands else {})
    return app.client.post(f"{API}/projects/{project or default_project(app.client)}/imports", files=files)


def library_of(app: ServedApp) -> list[dict[str, Any]]:
    return [each["persona"] for each in app.client.get(f"{API}/library").raise_for_status().json()["items"]]


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "flat", "edsl", "nemotron"])
def test_every_format_comes_in(format: ExportFormat, app: ServedApp) -> None:
    """Catches a format that the command reads and the API does not, and people who are not marked as imported."""
    brands = exported("brands") if format == "flat" else None
    answer = send(app, f"people{FORMS[format].ending}", exported(format), brands=brands)
    assert (answer.status_code, answer.json()) == (201, {"added": 3, "doubles": 0, "refused": []})
    came = sorted(library_of(app), key=lambda person: person["id"])
    assert [person["id"] for person in came] == [person.id for person in PEOPLE]
    assert {person["source"] for person in came} == {"imported"}
    whole = [person.model_copy(update={"source": "imported", "avatar": None}) for person in PEOPLE]
    assert [Persona.model_validate(person) for person in came] == whole
    again = send(app, f"people{FORMS[format].ending}", exported(format), brands=brands)
    assert again.json() == {"added": 0, "doubles": 3, "refused": []}


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_every_format_goes_out(format: ExportFormat, app: ServedApp) -> None:
    """Catches a format of a project's people that is another than that of the command, and one without a name."""
    send(app, "people.jsonl", exported("jsonl"))
    people = [person.model_copy(update={"source": "imported", "avatar": None}) for person in PEOPLE]
    project = default_project(app.client)
    answer = app.client.get(f"{API}/projects/{project}/export", params={"format": format}).raise_for_status()
    assert answer.headers["content-type"].partition(";")[0] == FORMS[format].media_type
    assert FORMS[format].ending in answer.headers["content-disposition"]
    if format not in ("xlsx", "sav"):  # the time of day is in them
        assert answer.content == exported(format, people)
    if format == "jsonl":
        assert {json.loads(line)["source"] for line in answer.text.splitlines()} == {"imported"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("p.jsonl", exported("jsonl").replace(b'"age":', b'"age":-'), "p.jsonl, line 1, field age: -"),
        ("p.jsonl", exported("jsonl").replace(b'"age":', b'"age":1e400,"x":'), "p.jsonl, line 1, field age: "),
        ("p.jsonl", exported("jsonl").replace(b'"quote":"', b'"quote":"\\u0000'), "p.jsonl, line 1: "),
        (
            "p.jsonl",
            exported("jsonl").replace(b'"quote":"', b'"quote":"' + b"x" * 300_000),
            "line 1, field quote: the rec",
        ),
        ("p.jsonl", b'{"location":' * 100_000, "p.jsonl, line 1: is no JSON"),
        ("p.csv", exported("csv").replace(b",Female,", b",Femal,"), "p.csv, row 1, column gender: "),
        ("p.csv", exported("flat"), "p.csv, row 1, column brand_relationships: has 0 brands"),
        ("p.csv", b"name\n" + b"x" * 200_000, "p.csv cannot be read as CSV"),
        ("p.csv", b"\xff\xfe\x00", "p.csv is not UTF-8 text"),
        ("p.parquet", exported("parquet")[:-9], "p.parquet is no whole Parquet file"),
        ("../../p .parquet", b"PAR1", "p .parquet is no whole Parquet file"),
        ("p.docx", b"PK", "ends in none of .jsonl"),
        ("", b"{}", "no file was sent"),
    ],
)
def test_files_that_are_refused(name: str, content: bytes, said: str, app: ServedApp, tmp_path: Path) -> None:
    """Catches half a file in the library, a server error, and a message without row and column, or with a path."""
    answer = send(app, name, content)
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM), answer.text
    assert said in answer.json()["detail"]
    assert "/tmp" not in answer.text
    assert (library_of(app), app.store.personas()) == ([], [])
    page = app.client.post(
        f"/projects/{default_project(app.client)}/people",
        files={"file": (name, content)},
        headers={"Cookie": f"boses_token={app.token}"},
    )
    assert (page.status_code, 'aria-invalid="true"' in page.text) == (422, True)


@pytest.mark.slow
def test_a_file_that_fills_the_memory(app: ServedApp, tmp_path: Path) -> None:
    """Catches a few kilobytes that unpack to gigabytes in the server: the process apart ends, and says why."""
    bomb = tmp_path / "bomb.parquet"
    duckdb.execute(f"COPY (SELECT repeat('x', 1_500_000_000) AS name) TO '{bomb}' (FORMAT parquet, COMPRESSION zstd)")
    answer = send(app, "bomb.parquet", bomb.read_bytes())
    assert answer.status_code == 422, answer.text
    assert bomb.stat().st_size < 1_000_000
    assert any(word in answer.json()["detail"] for word in ("memory", "Memory", "reader ended", "no whole Parquet"))
    assert app.client.get("/healthz").status_code == 200


def test_a_reader_that_dies(tmp_path: Path) -> None:
    """Catches people of half a file where the process apart was killed, and a refusal without a reason."""
    (tmp_path / "people.jsonl").write_bytes(exported("jsonl"))
    (tmp_path / "dies").write_text("#!/bin/sh\nkill -9 $$\n")
    (tmp_path / "dies").chmod(0o755)
    with patch.object(sys, "executable", str(tmp_path / "dies")), pytest.raises(InputError, match="ended by SIGKILL"):
        list(read_apart(tmp_path, "people.jsonl"))


def test_too_many_people() -> None:
    with patch.object(reading, "PEOPLE_MOST", 2), pytest.raises(InputError, match="p.jsonl has over 2 people"):
        list(reading._few(iter(PEOPLE), "p.jsonl"))


def test_bodies_of_uploads(app: ServedApp) -> None:
    """Catches an upload without a limit, that of an upload at another address, and a body read before the token."""
    path = f"{API}/projects/{default_project(app.client)}/imports"
    files = {"file": ("p.jsonl", b" " * (guard.BODY_MOST + 1))}
    assert app.client.post(path, files=files).status_code == 201, "larger than other bodies may be"
    assert app.client.post(f"{API}/projects", files=files).status_code == 413
    assert app.anyone.post(path, files=files).status_code == 401
    with patch.object(guard, "UPLOAD_MOST", 1000):
        assert app.client.post(path, files=files).status_code == 413
        head = {"Content-Type": "multipart/form-data; boundary=x"}
        assert app.client.post(path, content=iter([b"--x\r\n", b" " * 2000]), headers=head).status_code == 413
    many = [("file", (f"{n}.jsonl", b"")) for n in range(4)]
    assert app.client.post(path, files=many).status_code == 422


def test_people_of_another_project(app: ServedApp) -> None:
    """Catches people who are told of because another project has them, or who cannot be taken in for that."""
    other = app.client.post(f"{API}/projects", json={"name": "other"}).json()["id"]
    assert send(app, "p.jsonl", exported("jsonl")).json()["added"] == 3
    changed = [person.model_copy(update={"quote": "Another word."}) for person in PEOPLE]
    for _ in range(2):
        answer = send(app, "p.jsonl", exported("jsonl", [*changed, *changed[:1]]), other).json()
        assert answer["refused"] == []
    assert answer == {"added": 0, "doubles": 4, "refused": []}
    token = app.with_token(app.new_token(project="other"))
    mine = [each["persona"] for each in token.get(f"{API}/library").json()["items"]]
    assert {person["quote"] for person in mine} == {"Another word."}
    assert not {person["id"] for person in mine} & {person.id for person in PEOPLE}
    assert token.get(f"{API}/projects/{other}/export").text.count("\n") == 3


def test_the_page_for_files(app: ServedApp) -> None:
    """Catches people who are not marked, a download that is not there, and a message that is not told."""
    path = f"/projects/{default_project(app.client)}/people"
    signed = {"Cookie": f"boses_token={app.token}"}
    assert "Nobody is in the library yet" in app.client.get(path, headers=signed).text
    files = {"file": ("p.jsonl", exported("jsonl")), "brands": ("", b""), "mapping": ("", b"")}
    page = app.client.post(path, files=files, headers=signed)
    assert page.status_code == 200, page.text
    assert "3 people were taken in as imported" in page.text
    assert page.text.count(">imported</span>") == 3
    assert all(f"export?format={format}" in page.text for format in (*EXPORT_FORMATS, "codebook"))
    assert f'href="{path}"' in app.client.get(path.removesuffix("/people"), headers=signed).text
    assert (
        "0 people were taken in as imported; 3 were here already"
        in app.client.post(path, files=files, headers=signed).text
    )


def test_by_command_while_a_server_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a command that wants the server stopped."""
    export(PEOPLE, tmp_path / "people.csv", "flat", beside=True)
    with (
        listening(tmp_path / "home") as server,
        patch.dict("os.environ", BOSES_HOME=str(tmp_path / "home")),
    ):
        told = []
        for _ in range(3):
            words = ["boses", "personas", "import", str(tmp_path / "people.csv")]
            with patch.object(sys, "argv", words), pytest.raises(SystemExit) as end:
                cli.main()
            told.append((end.value.code, capsys.readouterr().err))
            if len(told) == 2:
                (tmp_path / "people.brands.csv").unlink()
        assert told[:2] == [
            (0, "took in 3 people as imported; 0 were here already.\n"),
            (0, "took in 0 people as imported; 3 were here already.\n"),
        ]
        assert told[2][0] == 2
        assert "people.csv, row 1, column brand_relationships" in told[2][1]
        assert server.client().get(f"{API}/library").json()["total"] == 3


def test_a_run_may_reuse_them(tmp_path: Path) -> None:
    """Catches a reuse that hides where somebody is from, and a passport that takes a file's word for the engine's."""
    with served_app(tmp_path / "first") as app:
        path = new_group(app.client)
        generated(app.client, path)
        made = app.client.get(f"{path}/export").content
    with served_app(tmp_path / "second") as app:
        assert send(app, "people.jsonl", made).json()["added"] == 3
        passport = app.engine.passport(library_of(app)[0]["id"])
        assert (passport.imported, passport.synthetic, passport.group) == (True, None, None)
        assert {field.worded_by for field in passport.fields} == {"file"}
        assert "in a file" in passport_text(passport)
        with pytest.raises(NotFoundError, match="came in a file of people"):
            app.engine.replay(passport.id)
        path = new_group(app.client)
        assert generated(app.client, path)["generation_status"] == "complete"
        after = app.client.get(f"{path}/personas").json()["items"]
        assert [person["source"] for person in after] == ["generated", "generated", "imported"]
        assert ">imported</span>" in app.client.get(f"{path}/export?format=html").text
