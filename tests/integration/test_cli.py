"""The commands as a user or a program meets them: exit status, what goes to stdout, what to stderr, what is written."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.asked import STUDY
from support.run_double import double_engine, run_double

from boses_engine import cli
from boses_engine.domain.persona import Persona
from boses_engine.errors import ModelError
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.settings import Settings

FIELDS = {
    "name": "Jakarta students",
    "age_min": "18",
    "age_max": "24",
    "gender": "Female",
    "location": "Jakarta, Indonesia",
    "income_level": "Middle",
    "occupation": "University student",
    "persona_count": "3",
}
SMALL = Settings.from_env().models / "smollm2-135m-instruct-q4_1.gguf"
PATIENCE_S = 120.0  # against hanging
MODELS = set("torch diffusers transformers sentence_transformers PIL llama_cpp llguidance faiss".split())
MODELS |= set("scipy pandas babel fastapi uvicorn".split())
HEAVY = MODELS | set("duckdb numpy rich jinja2 yaml".split())


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the default weights were there; they are not to be loaded."""
    monkeypatch.setattr("boses_engine.engine.Engine.check_model", lambda self, writes=False: None)


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and an empty folder to work in."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def boses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs a command in this process."""

    def run(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["boses", *map(str, words)])
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = -1 if isinstance(end.code, str) else end.code or 0  # Python would print a text past our form
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return run


def run_and_look(*commands: tuple[str, ...]) -> tuple[list[int], set[str]]:
    """Runs commands one after another in one process of its own: their statuses, and what it has imported then."""
    code = """if True:
        import json, sys
        from boses_engine import cli
        statuses = []
        for words in json.loads(sys.argv[1]):
            sys.argv = ["boses", *words]
            try:
                cli.main()
            except SystemExit as end:
                statuses.append(end.code)
        print(json.dumps([statuses, sorted(sys.modules)]), file=sys.stderr)
    """
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(commands)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    statuses, modules = json.loads(done.stderr.splitlines()[-1])
    return statuses, set(modules)


def write_group(path: Path, **changes: str | None) -> Path:
    fields = {key: value for key, value in (FIELDS | changes).items() if value is not None}
    path.write_text("".join(f"{key}: {value}\n" for key, value in fields.items()), encoding="utf-8")
    return path


def assert_refused(ended: Ended, home: Path | None) -> str:
    """Status 2, one line that says why, nothing on stdout, no store in `home`; gives the line."""
    assert ended.status == 2, ended
    assert ended.out == ""
    assert "Traceback" not in ended.err
    *usage, last = ended.err.rstrip("\n").split("\n")
    assert last.startswith("Error: " if usage else ("boses: ", "Error: "))
    assert not usage or usage[0].startswith("Usage: ")  # how the command is called, before what is wrong with this call
    assert 15 < len(last) < 700, last
    assert last.isprintable()
    assert home is None or not list(home.rglob("*.duckdb*")), "a refused command has made a store"
    assert not Path("results").exists()
    return last


# Bad group files and places, through both commands that read them

BAD_FIELDS: dict[str, dict[str, str | None]] = {
    "age as a word": {"age_min": "eighteen"},
    "age too low": {"age_min": "5"},
    "age too high": {"age_max": "101"},
    "ages swapped": {"age_min": "30", "age_max": "20"},
    "negative age": {"age_min": "-18"},
    "age with a comma": {"age_min": "18,5"},
    "no people": {"persona_count": "0"},
    "too many people": {"persona_count": "10001"},
    "half a person": {"persona_count": "2.5"},
    "another gender": {"gender": "Woman"},
    "another income": {"income_level": "Rich"},
    "a list of occupations": {"occupation": "[nurse, cook]"},
    "an empty name": {"name": "''"},
    "a control character": {"name": '"a\\eb"'},
    "a field missing": {"occupation": None},
    "a field too many": {"colour": "red"},
    "a tag": {"age_min": "!!python/object/apply:os.system ['true']"},
    "an open quotation": {"gender": '"Female'},
    "Atlantis": {"location": "Atlantis, Nowhere"},
    "a city of another country": {"location": "Jakarta, Vietnam"},
    "a city of several countries": {"location": "San Fernando"},
    "a country's name misspelt": {"location": "Manila, Filipinas del Norte"},
    "a city misspelt": {"location": "Jakrta, Indonesia"},
    "no city": {"location": "', Indonesia'"},
    "only commas": {"location": "',,,'"},
    "a location of signs": {"location": "'???, !!!'"},
    "a number for a location": {"location": "12345"},
    "a very long location": {"location": "x" * 300},
}


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("kind", BAD_FIELDS)
@pytest.mark.parametrize("command", ["plan", "generate"])
def test_a_bad_group(command: str, kind: str, boses: Callable[..., Ended], home: Path) -> None:
    """Catches a mistake in the file that is seen only after a store was made or a model loaded."""
    ended = boses(command, write_group(Path("group.yaml"), **BAD_FIELDS[kind]))
    line = assert_refused(ended, home)
    place = {"a tag": "line 2", "an open quotation": "line 4"}  # these are no YAML, and so no field yet
    assert place.get(kind, next(iter(BAD_FIELDS[kind]))) in line


BAD_FILES: dict[str, Callable[[Path], object]] = {
    "none": lambda path: None,
    "a folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "a picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "UTF-16": lambda path: path.write_bytes("name: x".encode("utf-16")),
    "huge": lambda path: path.write_bytes(b"#" * 5_000_000),
    "a list": lambda path: path.write_text("- name\n- age\n"),
    "a JSON array": lambda path: path.write_text("[1, 2]"),
    "deep": lambda path: path.write_text("name: " + "[" * 50_000),
    "a link to itself": lambda path: path.symlink_to(path),
    "a pipe": lambda path: os.mkfifo(path),
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("command", ["plan", "generate"])
def test_a_bad_file(command: str, kind: str, boses: Callable[..., Ended], home: Path) -> None:
    path = Path("group.yaml")
    BAD_FILES[kind](path)
    ended = boses(command, path)
    assert "group.yaml" in assert_refused(ended, home)


# Bad options


BAD_OPTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "no people": (("--count", "0"), "persona_count"),
    "fewer than none": (("--count", "-2"), "persona_count"),
    "more than all": (("--count", "10001"), "persona_count"),
    "a word for a count": (("--count", "x"), "--count"),
    "a fraction for a count": (("--count", "2.5"), "--count"),
    "an empty count": (("--count", ""), "--count"),
    "a negative seed": (("--seed", "-1"), "seed -1"),
    "a seed past 63 bits": (("--seed", str(2**63)), "seed"),
    "a word for a seed": (("--seed", "abc"), "--seed"),
    "an unknown option": (("--colour", "red"), "--colour"),
    "a second file": (("other.yaml",), "other.yaml"),
    "an option without value": (("--seed",), "--seed"),
}


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("kind", BAD_OPTIONS)
@pytest.mark.parametrize("command", ["plan", "generate"])
def test_a_bad_option(command: str, kind: str, boses: Callable[..., Ended], home: Path) -> None:
    words, named = BAD_OPTIONS[kind]
    ended = boses(command, write_group(Path("group.yaml")), *words)
    assert named in assert_refused(ended, home)


def _small(length: int) -> bytes:
    """The start of a real model file, or a header made by hand that promises more than there is."""
    if SMALL.exists():
        with SMALL.open("rb") as file:
            return file.read(length)
    string = len(b"general.architecture").to_bytes(8, "little") + b"general.architecture"
    pairs = string + (8).to_bytes(4, "little") + (5).to_bytes(8, "little") + b"llama"
    tensor = (1).to_bytes(8, "little") + b"t" + (1).to_bytes(4, "little") + (2**30).to_bytes(8, "little")
    tensor += (0).to_bytes(4, "little") + (0).to_bytes(8, "little")
    head = b"GGUF" + (3).to_bytes(4, "little") + (1).to_bytes(8, "little") + (1).to_bytes(8, "little")
    return (head + pairs + tensor + bytes(length))[: length if length > 200 else 40]


BAD_MODELS: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "an unknown name": ("nope", lambda path: None, "'nope'"),
    "an empty name": ("", lambda path: None, "no model ''"),
    "a path to nothing": ("models/none.gguf", lambda path: None, "none.gguf"),
    "a folder": ("folder", lambda path: path.mkdir(), "folder"),
    "an empty file": ("m.gguf", lambda path: path.write_bytes(b""), "is empty"),
    "no GGUF": ("m.gguf", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), "not a GGUF"),
    "a text file": ("m.txt", lambda path: path.write_text("a model"), "not a GGUF"),
    "the magic only": ("m.gguf", lambda path: path.write_bytes(b"GGUF"), "cut off"),
    "an old version": ("m.gguf", lambda path: path.write_bytes(b"GGUF\x01" + bytes(60)), "version 1"),
    "cut in the header": ("m.gguf", lambda path: path.write_bytes(_small(90)), "cut off"),
    "cut at a megabyte": ("m.gguf", lambda path: path.write_bytes(_small(1_000_000)), "cut off"),
    "cut in the tensors": ("m.gguf", lambda path: path.write_bytes(_small(5_000_000)), "cut off"),
}


@pytest.mark.parametrize("kind", BAD_MODELS)
def test_a_bad_model(kind: str, boses: Callable[..., Ended]) -> None:
    """Catches a broken file that gets as far as llama.cpp."""
    name, make, named = BAD_MODELS[kind]
    make(Path(name))
    ended = boses("generate", write_group(Path("group.yaml")), "--model", name)
    assert named in assert_refused(ended, None)


def test_a_bad_model_makes_no_store(boses: Callable[..., Ended], home: Path) -> None:
    """Catches a store that is made before the model is known to be good."""
    assert_refused(boses("generate", write_group(Path("group.yaml")), "--model", "nope"), home)


def test_another_back_end(boses: Callable[..., Ended], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that takes a model takes what runs it; a mistake is told before anything is made."""
    monkeypatch.setattr("boses_engine.language.vllm.open.find_spec", lambda name: None)
    group = write_group(Path("group.yaml"))
    Path("study.yaml").write_text(STUDY, encoding="utf-8")
    calls = [("generate", group), ("work", "ranges"), ("ask", "study.yaml"), ("chat", "p-1"), ("serve",)]
    for call in [*calls, ("parse-prompt", "nurses in Cebu City")]:
        assert "give llama or vllm" in assert_refused(boses(*call, "--backend", "nope"), home)
    assert "vLLM is not installed" in assert_refused(boses("generate", group, "--backend", "vllm"), home)
    monkeypatch.setenv("BOSES_BACKEND", "vllm")
    assert "vLLM is not installed" in assert_refused(boses("generate", group), home)


def test_a_results_folder_that_is_a_file(boses: Callable[..., Ended], home: Path) -> None:
    """Found before minutes are spent on people."""
    Path("taken").write_text("something else")
    group = write_group(Path("group.yaml"))
    for out in ("taken", "taken/deeper"):
        assert "taken" in assert_refused(boses("generate", group, "--out", out), home)
    assert Path("taken").read_text() == "something else"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("nope",), "'nope'"),
        (("plan",), "GROUP.yaml"),
        (("generate",), "GROUP.yaml"),
        (("groups", "nope"), "'nope'"),
        (("groups", "show"), "GROUP"),
        (("personas", "show"), "PERSONA"),
        (("models", "list", "x"), "(x)"),
        (("models", "pull", "nope"), "'nope'"),
        (("init", "--market", "XX"), "'XX'"),
        (("init", "-o", "no/such/folder/group.yaml"), "no/such/folder"),
        (("--version-of-nothing",), "--version-of-nothing"),
    ],
    ids=" ".join,
)
def test_a_bad_call(words: tuple[str, ...], named: str, boses: Callable[..., Ended], home: Path) -> None:
    assert named.lower() in assert_refused(boses(*words), home).lower()


@pytest.mark.parametrize(
    ("variable", "value"),
    [("BOSES_THREADS", "many"), ("BOSES_THREADS", "0"), ("BOSES_GPU_LAYERS", "x"), ("BOSES_HOME", "group.yaml")],
)
def test_a_bad_environment(
    variable: str, value: str, boses: Callable[..., Ended], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = write_group(Path("group.yaml"))
    monkeypatch.setenv(variable, value)
    assert variable in assert_refused(boses("plan", group), home)


def test_a_refusal_loads_no_model() -> None:
    """Catches a refusal that is felt as hanging, because what only a run needs is imported before."""
    write_group(Path("good.yaml"))
    write_group(Path("age.yaml"), age_min="x")
    write_group(Path("nowhere.yaml"), location="Atlantis, Nowhere")
    statuses, modules = run_and_look(
        ("nope",),
        ("plan", "none.yaml"),
        ("plan", "age.yaml"),
        ("plan", "nowhere.yaml"),
        ("generate", "nowhere.yaml"),
        ("generate", "good.yaml", "--model", "nope"),
        ("generate", "good.yaml", "--seed", "-1"),
    )
    assert statuses == [2] * 7
    assert modules & MODELS == set()


# Help

COMMANDS = [
    (),
    ("init",),
    ("plan",),
    ("generate",),
    ("work",),
    ("doctor",),
    ("groups",),
    ("groups", "list"),
    ("groups", "show"),
    ("groups", "delete"),
    ("groups", "cancel"),
    ("groups", "compare"),
    ("groups", "restore"),
    ("parse-prompt",),
    ("personas",),
    ("personas", "list"),
    ("personas", "show"),
    ("personas", "export"),
    ("personas", "import"),
    ("personas", "diversity"),
    ("personas", "rewrite"),
    ("personas", "passport"),
    ("personas", "replay"),
    ("avatars",),
    ("avatars", "render"),
    ("ask",),
    ("calibrate",),
    ("chat",),
    ("studies",),
    ("studies", "list"),
    ("studies", "show"),
    ("studies", "cancel"),
    ("studies", "export"),
    ("studies", "compare"),
    ("library",),
    ("library", "list"),
    ("library", "show"),
    ("library", "search"),
    ("library", "stats"),
    ("library", "record"),
    ("library", "retire"),
    ("library", "export"),
    ("library", "import"),
    ("bundle",),
    ("bundle", "create"),
    ("bundle", "verify"),
    ("bundle", "install"),
    ("serve",),
    ("sign",),
    ("snapshots",),
    ("snapshots", "build"),
    ("snapshots", "list"),
    ("snapshots", "show"),
    ("snapshots", "verify"),
    ("snapshots", "card"),
    ("snapshots", "diff"),
    ("snapshots", "effect"),
    ("snapshots", "watch"),
    ("tokens",),
    ("tokens", "create"),
    ("tokens", "list"),
    ("tokens", "revoke"),
    ("ground",),
    ("ground", "show"),
    ("models",),
    ("models", "list"),
    ("models", "pull"),
    ("models", "verify"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words) or "boses")
def test_help(command: tuple[str, ...], boses: Callable[..., Ended], home: Path) -> None:
    ended = boses(*command, "--help")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Usage: ")
    assert not home.exists()


def test_every_command_is_in_the_list_above() -> None:
    """Catches a new command whose help nobody has looked at."""
    import typer.main

    def names(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        yield path
        for name, inner in getattr(command, "commands", {}).items():
            yield from names(inner, (*path, name))

    assert sorted(names(typer.main.get_command(cli.app))) == sorted(COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    """Catches a `--help` that takes a second, because a command's module imports what only the command needs."""
    statuses, modules = run_and_look(("--help",), ("generate", "--help"), ("nope",))
    assert statuses == [0, 0, 2]
    assert modules & HEAVY == set()


# init and plan


@pytest.mark.parametrize("market", ["PH", "id", "VN"])
def test_init_then_plan(market: str, boses: Callable[..., Ended], home: Path) -> None:
    """A new user's first two commands."""
    ended = boses("init", "--market", market)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == "wrote group.yaml; next: python -m boses_engine generate group.yaml\n"
    planned = boses("plan", "group.yaml")
    assert planned.status == 0
    assert len(re.findall(r"^ +\d+ +\S", planned.out, re.MULTILINE)) == 5
    assert not home.exists()


def test_init_overwrites_nothing(boses: Callable[..., Ended], home: Path) -> None:
    Path("mine.yaml").write_text("precious")
    assert "mine.yaml is there already" in assert_refused(boses("init", "-o", "mine.yaml"), home)
    assert Path("mine.yaml").read_text() == "precious"


def test_plan_as_json(boses: Callable[..., Ended], home: Path) -> None:
    group = write_group(Path("group.yaml"), occupation="Retired teacher")  # at 18 to 24: worth a note
    ended = boses("plan", group, "--json", "--count", "4", "--seed", "9")
    people = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.status == 0
    assert len({person["name"] for person in people}) == 4
    assert all(18 <= person["age"] <= 24 and person["gender"] == "Female" for person in people)
    assert all(person["quote"] is None and person["location"]["city"] for person in people)
    assert ended.err.count("note: ") == 1
    assert boses("plan", group, "--json", "--count", "4", "--seed", "9").out == ended.out
    assert boses("plan", group, "--json", "--count", "4", "--seed", "10").out != ended.out
    assert not home.exists()


# A store with people


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two groups of three, written by the double."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOSES_HOME", str(folder / "home"))
        first = write_group(folder / "students.yaml")
        second = write_group(
            folder / "drivers.yaml", name="Manila drivers", location="Manila, Philippines", gender="Male",
            occupation="Jeepney driver", age_min="30", age_max="50",
        )  # fmt: skip
        assert run_double(first, folder / "students", 4) == 0
        assert run_double(second, folder / "drivers", 4) == 0
    return folder


@pytest.fixture
def store(filled: Path, home: Path) -> Path:
    """The filled data folder, to be changed at will."""
    shutil.copytree(filled / "home", home)
    return filled


def people_of(folder: Path) -> list[Persona]:
    return [Persona.model_validate_json(line) for line in (folder / "personas.jsonl").read_text().splitlines()]


def test_generate_writes_its_files(store: Path) -> None:
    assert len(people_of(store / "students")) == 3
    assert json.loads((store / "students" / "run.json").read_text())["status"] == "complete"
    assert {path.name for path in (store / "students").iterdir()} == {
        "personas.jsonl", "personas.parquet", "gallery.html", "run.json",
    }  # fmt: skip


def test_generate_keeps_stdout_for_data(
    boses: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """People go to stdout only when asked for, and then nothing else does."""
    monkeypatch.setattr("boses_engine.engine.Engine", double_engine(DoubleModel()))
    group = write_group(Path("group.yaml"), persona_count="2")
    quiet = boses("generate", group)
    assert (quiet.status, quiet.out) == (0, "")
    assert quiet.err.splitlines()[-1] == (
        "2 people are in results/jakarta-students-1: open results/jakarta-students-1/gallery.html"
    )
    told = boses("generate", group, "--json")
    assert told.out == Path("results/jakarta-students-1/personas.jsonl").read_text()
    assert "2 of 2 people were finished before" in told.err


def test_a_model_that_breaks_ends_the_command_and_the_same_command_goes_on(
    boses: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Catches a trace in place of a line, finished people lost, and others for them in the second sitting."""

    def fail(request: Request, text: str) -> str:
        if request.key.startswith("1/"):
            raise ModelError("the model is out of memory.")
        return text

    monkeypatch.setattr("boses_engine.engine.Engine", double_engine(DoubleModel(spoil=fail)))
    group = write_group(Path("group.yaml"))
    for _ in range(2):
        ended = boses("generate", group, "--out", "out")
        assert (ended.status, ended.err.splitlines()[-1]) == (2, "boses: the model is out of memory.")
        assert not Path("out/run.json").exists()
        listed = json.loads(boses("groups", "list", "--json").out)
        assert (listed["generation_status"], listed["personas_stored"]) == ("generating", 1)
    monkeypatch.setattr("boses_engine.engine.Engine", double_engine(DoubleModel()))
    ended = boses("generate", group, "--out", "out")
    assert ended.status == 0
    assert "1 of 3 people were finished before" in ended.err
    assert json.loads(boses("groups", "list", "--json").out)["generation_status"] == "complete"
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "another"))
    assert boses("generate", group, "--out", "undisturbed").status == 0
    assert people_of(Path("out")) == people_of(Path("undisturbed"))


def test_a_model_of_no_use_still_gives_a_whole_group(
    boses: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches people who fail for what a model writes, and a report that hides who worded their texts."""
    monkeypatch.setattr("boses_engine.engine.Engine", double_engine(DoubleModel(spoil=lambda *_: "No.")))
    group = write_group(Path("group.yaml"))
    assert boses("generate", group, "--out", "out").status == 0
    report = json.loads(Path("out/run.json").read_text())
    people = people_of(Path("out"))
    assert len(people) == 3
    assert (report["status"], report["worded_by_code"]) == ("complete", report["fields"])
    assert report["fields"] == sum(len(person.provenance.worded_by_code) for person in people) > 3 * 10
    assert "failures" not in report
    assert_refused(boses("generate", group, "--out", "out", "--resume"), None)  # there is nobody to try again


def test_groups(boses: Callable[..., Ended], store: Path) -> None:
    table = boses("groups", "list")
    assert (table.status, table.err) == (0, "")
    assert "Jakarta students" in table.out
    assert "3/3" in table.out
    rows = [json.loads(line) for line in boses("groups", "list", "--json").out.splitlines()]
    assert [row["name"] for row in rows] == ["Jakarta students", "Manila drivers"]
    assert {row["generation_status"] for row in rows} == {"complete"}
    for key in (rows[0]["id"], rows[0]["id"][:8], "Jakarta students"):
        shown = boses("groups", "show", key)
        assert shown.status == 0
        assert re.search(r"^location: +Jakarta, Indonesia$", shown.out, re.MULTILINE)
        assert all(person.name in shown.out for person in people_of(store / "students"))
    (told,) = boses("groups", "show", "Manila drivers", "--json").out.splitlines()
    assert json.loads(told)["personas"] == [person.id for person in people_of(store / "drivers")]


def test_groups_delete(boses: Callable[..., Ended], store: Path) -> None:
    ended = boses("groups", "delete", "Manila drivers")
    assert (ended.status, ended.out) == (0, "")
    assert re.fullmatch(r"deleted (g-[0-9a-f]{12}) \(Manila drivers\); for .* restore \1` .*\.\n", ended.err)
    assert [json.loads(line)["name"] for line in boses("groups", "list", "--json").out.splitlines()] == [
        "Jakarta students"
    ]
    left = boses("personas", "list", "--json").out.splitlines()
    assert [json.loads(line)["id"] for line in left] == [person.id for person in people_of(store / "students")]
    again = boses("groups", "delete", "Manila drivers")
    assert again.status == 2
    assert again.err.startswith("boses: no group 'Manila drivers' in ")


def test_personas(boses: Callable[..., Ended], store: Path) -> None:
    people = people_of(store / "students")
    lines = boses("personas", "list", "--group", "Jakarta students", "--json").out
    assert lines == (store / "students" / "personas.jsonl").read_text()
    assert len(boses("personas", "list", "--json").out.splitlines()) == 6
    table = boses("personas", "list")
    assert table.err == ""
    assert all(person.id in table.out for person in people)
    for key in (people[1].id, people[1].name):
        shown = boses("personas", "show", key)
        assert Persona.model_validate_json(shown.out) == people[1]
    unknown = boses("personas", "show", people[1].name[:-1] + "x")
    assert unknown.status == 2
    assert people[1].name in unknown.err, "the nearest name helps"


def test_export_to_stdout(boses: Callable[..., Ended], store: Path) -> None:
    lines = boses("personas", "export", "--group", "Jakarta students")
    assert lines.out == (store / "students" / "personas.jsonl").read_text()
    assert lines.err == "exported 3 people.\n"
    rows = list(csv.DictReader(io.StringIO(boses("personas", "export", "--format", "csv").out)))
    assert len(rows) == 6
    assert {row["location.city"] for row in rows if row["gender"] == "Female"} == {"Jakarta"}


def test_export_of_parquet_through_a_pipe(store: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "boses_engine", "personas", "export", "--format", "parquet"],
        env=os.environ | {"BOSES_HOME": str(home)},
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"PAR1")
    assert done.stdout.endswith(b"PAR1")
    assert done.stderr == b"exported 6 people.\n"


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
def test_export_to_a_file(format_: str, boses: Callable[..., Ended], store: Path) -> None:
    import duckdb

    path = Path(f"people.{format_}")
    ended = boses("personas", "export", "--format", format_, "-o", path, "--group", "Manila drivers")
    assert (ended.status, ended.out, ended.err) == (0, "", f"exported 3 people to {path}.\n")
    read = {"jsonl": "read_json", "csv": "read_csv", "parquet": "read_parquet"}[format_]
    names = duckdb.execute(f"SELECT name FROM {read}('{path}')").fetchall()
    assert [name for (name,) in names] == [person.name for person in people_of(store / "drivers")]


def test_export_and_import_of_a_table(boses: Callable[..., Ended], store: Path, home: Path) -> None:
    """Catches files that are not beside it, people who do not come back, and a message without row and column."""
    boses("personas", "export", "--format", "flat", "-o", "people.csv")
    assert Path("people.codebook.md").read_text().startswith("# Codebook")
    assert json.loads(boses("personas", "import", "people.csv", "--json").out) == {
        "added": 0,
        "doubles": 6,
        "refused": [],
    }
    boses("groups", "delete", "Manila drivers")
    assert "took in 3 people as imported; 3 were here already." in boses("personas", "import", "people.csv").err
    text = Path("people.csv").read_text("utf-8-sig")
    Path("people.csv").write_text(text.replace(",Female,", ",Woman,", 1))
    ended = boses("personas", "import", "people.csv")
    assert (ended.status, ended.out) == (2, "")
    assert re.search(r"people\.csv, row \d, column gender: .*'Woman'", ended.err)
    Path("mapping.yaml").write_text("columns:\n  years: age\n")
    ended = boses("personas", "import", "people.csv", "--mapping", "mapping.yaml")
    assert (ended.status, "years is not a column of ours" in ended.err) == (2, True)


def test_export_of_folders(boses: Callable[..., Ended], store: Path) -> None:
    for format_, file in (("huggingface", "README.md"), ("tinytroupe", "*.agent.json")):
        assert (
            boses("personas", "export", "--format", format_, "-o", format_).err == f"exported 6 people to {format_}.\n"
        )
        assert list(Path(format_).glob(file))
        assert "is there already" in boses("personas", "export", "--format", format_, "-o", format_).err


def test_bad_exports(boses: Callable[..., Ended], store: Path) -> None:
    for words, named in [
        (("--format", "xml"), "'xml'"),
        (("-o", "no/such/place.jsonl"), "no/such/place.jsonl"),
        (("--group", "Nobody"), "'Nobody'"),
    ]:
        ended = boses("personas", "export", *words)
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith("boses: ")
        assert ended.err.count("\n") == 1
        assert named in ended.err
    assert not Path("no").exists()


@pytest.mark.races
def test_a_reader_that_has_seen_enough(store: Path, home: Path) -> None:
    """Catches a traceback or a failure of `boses personas list --json | head -1`, which closes the pipe."""
    command = [sys.executable, "-m", "boses_engine", "personas", "list", "--json"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=PATIENCE_S, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


# A store that cannot be used


@pytest.fixture
def busy(home: Path) -> Iterator[int]:
    """Another process holds the store; its id."""
    code = "import sys; from pathlib import Path; from boses_engine.store import Store\n"
    code += f"with Store(Path({str(home / 'boses.duckdb')!r})): print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    yield holder.pid
    holder.stdin.close()
    assert holder.wait(timeout=PATIENCE_S) == 0
    holder.stdout.close()


@pytest.mark.races
def test_a_busy_store(busy: int, boses: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    """Told at once and with the holder's id; `generate` says it before it loads a model."""
    group = write_group(Path("group.yaml"))
    monkeypatch.setattr("boses_engine.engine.Engine", double_engine(DoubleModel()))
    for words in [("generate", group), ("groups", "list"), ("personas", "list"), ("personas", "export")]:
        ended = boses(*words)
        assert (ended.status, ended.out) == (3, ""), words
        assert re.fullmatch(rf"boses: the store \S+ is in use by another process \(PID {busy}\)\. .+\n", ended.err)
        assert not Path("results").exists()
    assert boses("plan", group).status == 0, "a plan needs no store"


@pytest.mark.parametrize("damage", ["text", "cut", "zeros in the middle", "another database"])
def test_a_damaged_store(damage: str, boses: Callable[..., Ended], store: Path, home: Path) -> None:
    """Exit status 4, one line, and the file is left as it is for whoever can mend it."""
    path = home / "boses.duckdb"
    whole = path.read_bytes()
    if damage == "another database":
        import duckdb

        path.unlink()
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE TABLE mine (id INTEGER)")
    else:
        middle = len(whole) // 2
        path.write_bytes(
            {
                "text": b"this is no database, whatever its name says " * 500,
                "cut": whole[: len(whole) // 3],
                "zeros in the middle": whole[:8192] + bytes(middle) + whole[8192 + middle :],
            }[damage]
        )
    before = path.read_bytes()
    ended = boses("groups", "list")
    assert (ended.status, ended.out) == (4, "")
    assert ended.err.startswith("boses: ")
    assert ended.err.count("\n") == 1
    assert str(path) in ended.err
    assert path.read_bytes() == before


def test_a_store_that_may_not_be_written(boses: Callable[..., Ended], home: Path) -> None:
    home.mkdir()
    (home / "boses.duckdb").mkdir()
    ended = boses("groups", "list")
    assert (ended.status, ended.out) == (4, "")
    assert "it is a folder" in ended.err


# Models and doctor


def test_models_list(boses: Callable[..., Ended], home: Path) -> None:
    entries = [json.loads(line) for line in boses("models", "list", "--json").out.splitlines()]
    assert [entry["name"] for entry in entries if entry["default"]] == [
        "qwen2.5-coder-1.5b-instruct",
        "boses-writer",
        "all-MiniLM-L6-v2",
        "boses-avatars",
    ]
    assert all(re.fullmatch("[0-9a-f]{64}", entry["sha256"]) and entry["state"] for entry in entries)
    table = boses("models", "list")
    assert all(entry["name"] in table.out for entry in entries)
    assert table.err == ""
    assert not home.exists()


def test_models_of_an_empty_folder(boses: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing there is no mistake of `list` and `verify`; `generate` says which command fetches the model."""
    Path("models").mkdir()
    monkeypatch.setenv("BOSES_MODELS", "models")
    entries = [json.loads(line) for line in boses("models", "list", "--json").out.splitlines()]
    states = [entry["state"] for entry in entries if not entry["shipped"]]
    assert set(states) == {"missing"}
    verified = boses("models", "verify")
    assert verified.status == 0
    assert verified.out.count(": missing\n") == len(states)
    ended = boses("generate", write_group(Path("group.yaml")))
    assert ended.status == 2
    assert "models pull boses-writer" in ended.err


def test_doctor_as_json(boses: Callable[..., Ended], home: Path) -> None:
    ended = boses("doctor", "--json")
    findings = [json.loads(line) for line in ended.out.splitlines()]
    assert {"Python", "llama.cpp", "memory", "store"} <= {finding["topic"] for finding in findings}
    assert all(set(finding) == {"topic", "state", "text", "remedy"} for finding in findings)
    assert all(finding["remedy"] for finding in findings if finding["state"] not in ("ok", "-"))
    assert ended.status == (2 if any(finding["state"] == "fail" for finding in findings) else 0)
    assert ended.err == ""
    assert not home.exists()


def test_doctor_sees_what_is_missing(boses: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("models").mkdir()
    monkeypatch.setenv("BOSES_MODELS", "models")
    ended = boses("doctor")
    assert ended.status == 2
    assert "models pull qwen2.5-coder-1.5b-instruct" in ended.out


@pytest.mark.parametrize("closed", ["0", "1", "2", "0, 1, 2"])
def test_closed_standard_streams_are_taken(closed: str) -> None:
    """Catches a store that is opened as file 2, over which a library would write its messages."""
    code = f"""
import os
from boses_engine import cli
told = os.dup(1)
for number in ({closed},):
    os.close(number)
cli.app = lambda: os.write(told, str(min(os.open(os.devnull, os.O_RDONLY), told)).encode())
cli.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 2
