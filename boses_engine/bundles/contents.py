"""Which files go into a bundle, and under what names: those of a checkout's folder, but for `wheels` and `store`."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from boses_engine.bundles.write import Item
from boses_engine.errors import BundleError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.signature import signature_path
from boses_engine.snapshots.catalogue import listing
from boses_engine.weights.digest import files_of
from boses_engine.weights.find import Weights, find_model
from boses_engine.weights.manifest import manifest_path, named

NEEDED = ("pyproject.toml", "constraints.txt", "docs", "README.md")  # what only a checkout has
FIRST = """\
Boses Engine: the engine, its packages, weights, cultural snapshots and documents, for a machine without network.
With Python {python} on {platform}, and nothing else installed:

    python{python} FILE verify             checks every byte of this file
    python{python} FILE install FOLDER     installs it; FOLDER/boses then starts the engine

`tar tf FILE` lists what it holds; manifest.json has the SHA-256 of each file, sbom.cdx.json what it is made of, with
licences. More in docs/closed_rooms.md.
"""


def require_checkout() -> None:
    """Raises BundleError where this engine was installed from a wheel: no locked versions lie beside it."""
    if missing := [name for name in NEEDED if not (CHECKOUT / name).exists()]:
        raise BundleError(
            f"a bundle is made from a checkout of the engine; {CHECKOUT} is none ({missing[0]} is missing)"
        )


def weights_in_use(models: Iterable[str], settings: Settings) -> list[Weights]:
    """The default models of all roles and the language models named, each whole.

    :raises ModelError: one is missing or damaged; NotFoundError: there is none of that name.
    """
    found = [find_model(entry.name, entry.role, settings) for entry in named([], settings)]
    found += [find_model(name, "language", settings) for name in models]
    once = {weights.path: weights for weights in found}
    return [weights.hashed(settings) for weights in once.values()]


def documents() -> Iterator[Item]:
    """The texts about the engine, its licence first."""
    for name in ("LICENSE", "README.md", "CHANGELOG.md", "constraints.txt"):
        yield Item(name, CHECKOUT / name)
    for path in sorted((CHECKOUT / "docs").rglob("*")):
        if path.is_file():
            yield Item(path.relative_to(CHECKOUT).as_posix(), path)


def group_files(groups: Sequence[Path]) -> Iterator[Item]:
    """The sample groups and those named."""
    for path in [*sorted((CHECKOUT / "groups").glob("*.yaml")), *groups]:
        yield Item(f"groups/{path.name}", path)


def snapshot_files(settings: Settings) -> Iterator[Item]:
    """All snapshots with their pages, and what is known of the exports that they were built from."""
    for market in sorted({listed.market for listed in listing(settings.snapshots)}):
        versions = [listed.version for listed in listing(settings.snapshots, market)]
        folder = settings.snapshots / market
        for path in sorted(folder.iterdir()):
            if path.is_file() and (path.name in ("current", "sources.yaml") or path.name.startswith(tuple(versions))):
                yield Item(f"cultural_snapshots/{market}/{path.name}", path)


def model_files(weights: Iterable[Weights], settings: Settings) -> Iterator[Item]:
    """The manifest of models and the weights, with the cards about them."""
    manifest = manifest_path(settings)
    yield Item("models/manifest.toml", manifest)
    if (signed := signature_path(manifest)).exists():
        yield Item(f"models/{signed.name}", signed)
    writer = CHECKOUT / "models/boses-writer/README.md"
    for card in (CHECKOUT / "models/README.md", writer):
        yield Item(f"models/{card.relative_to(CHECKOUT / 'models').as_posix()}", card)
    for each in weights:
        if each.path.is_file():
            yield Item(f"models/{each.path.name}", each.path, each.sha256)
            continue
        for path in [*sorted(each.path.glob("*.md")), *files_of(each.path)]:
            yield Item(f"models/{each.path.name}/{path.relative_to(each.path).as_posix()}", path)
