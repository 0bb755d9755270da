"""What a bundle is made of, for those who must know: CycloneDX 1.6 in JSON, with the licence of everything.

Packages tell theirs in their wheels, weights in the manifest of models, corpora in the snapshots that were built from
them. Tables are the project's own work under its licence; the published sources of their rows are named with each.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING

import boses_engine
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import BundleError
from boses_engine.signature import EXTRA
from boses_engine.weights.find import Weights

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

PACKAGE = Path(boses_engine.__file__).parent
LICENCE = "Apache-2.0"  # the project's
NOT_STATED = "not stated"
# What packages call licences that SPDX has an id for.
_CALLED = {
    **dict.fromkeys(("mit license", "mit"), "MIT"),
    **dict.fromkeys(("isc license", "isc license (iscl)", "isc"), "ISC"),
    **dict.fromkeys(("apache", "apache 2.0", "apache license 2.0", "apache 2.0 license"), "Apache-2.0"),
    **dict.fromkeys(("apache software license", "apache license, version 2.0"), "Apache-2.0"),
    **dict.fromkeys(("bsd", "bsd license"), "BSD"),
    **dict.fromkeys(("psfl", "psf", "python software foundation license"), "PSF-2.0"),
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
_TEXT = re.compile(r"\.dist-info/(licenses/)?LICEN[CS]E(\.\w+)?$", re.IGNORECASE)
_NO_NAMES = re.compile(r"neither\s+the\s+names?\b", re.IGNORECASE)  # what the third clause begins with, as a rule
# Open data in the tables whose licences ask to be named, by how `source` columns call them.
OPEN_DATA = {"GeoNames": "CC-BY-4.0", "CLDR": "Unicode-3.0"}
OWN = ("estimate", "own ", "general knowledge")  # how a source begins that is no publication


def require_library() -> None:
    """Raises BundleError where cyclonedx-python-lib is missing."""
    try:
        import cyclonedx  # noqa: F401
    except ImportError as exc:
        raise BundleError(f"the bill of materials needs cyclonedx-python-lib: {EXTRA}") from exc


def bill_of_materials(wheels: Iterable[Path], weights: Iterable[Weights], snapshots: Iterable[Snapshot]) -> bytes:
    """The bill as JSON.

    :raises BundleError: a wheel is none.
    """
    from cyclonedx.model.bom import Bom
    from cyclonedx.output.json import JsonV1Dot6

    bom = Bom(components=[*map(_package, wheels), *map(_weights, weights), *_corpora(snapshots), *_tables()])
    bom.metadata.component = _component(
        "boses-engine", "application", LICENCE, version=boses_engine.__version__, about="synthetic consumers, offline"
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=1).encode()


def licence_of(metadata: Message, text: str = "") -> str:
    """The licence that a package's metadata state: an SPDX expression, a name, or "not stated".

    `text` is that of the licence, where the package brings it.
    """
    if expression := metadata["License-Expression"]:
        return str(expression)
    named = [each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier", []) if each.startswith("License ::")]
    stated = str(metadata["License"] or "").strip()
    if stated and len(stated) < 60 and "\n" not in stated and stated.upper() != "UNKNOWN":  # else it is the whole text
        return spdx(stated, text)
    return " AND ".join(spdx(name, text) for name in named) or NOT_STATED


def spdx(name: str, text: str) -> str:
    """The SPDX id of a licence that is called otherwise; "BSD" is told from the text of the licence in the package."""
    known = _CALLED.get(name.strip().lower(), name)
    if known != "BSD":
        return known
    if not text:
        return name
    return "BSD-3-Clause" if _NO_NAMES.search(text) else "BSD-2-Clause"


def _package(wheel: Path) -> "Component":
    try:
        with zipfile.ZipFile(wheel) as archive:
            name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
            metadata = Parser().parsestr(archive.read(name).decode("utf-8", errors="replace"))
            texts = [each for each in archive.namelist() if _TEXT.search(each)]
            text = archive.read(texts[0]).decode("utf-8", errors="replace") if texts else ""
    except (OSError, zipfile.BadZipFile, StopIteration) as exc:
        raise BundleError(f"{wheel.name} is no wheel ({exc or 'it has no metadata'})") from exc
    with wheel.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _component(
        metadata["Name"],
        "library",
        licence_of(metadata, text),
        version=metadata["Version"],
        about=metadata["Summary"] or "",
        sha256=digest,
        index=True,
    )


def _weights(weights: Weights) -> "Component":
    entry = weights.entry
    return _component(
        weights.name,
        "machine-learning-model",
        entry.licence if entry else NOT_STATED,
        about=entry.about if entry else "",
        sha256=weights.sha256 if weights.path.is_file() else None,
    )


def _corpora(snapshots: Iterable[Snapshot]) -> Iterator["Component"]:
    """What snapshots were built from: no row of it is in the bundle, its counts are."""
    for snapshot in snapshots:
        for source in snapshot.built_from.sources:
            about = f"counted in the snapshot {snapshot.market} {snapshot.version}; no row of it is here"
            yield _component(
                f"{snapshot.market}/{source.path}", "data", source.licence, about=about, sha256=source.sha256
            )


def _tables() -> Iterator["Component"]:
    for path in sorted(PACKAGE.rglob("*.csv")):
        content = path.read_bytes()
        rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
        sources = sorted({row["source"] for row in rows if row.get("source")})
        published = [source for source in sources if not source.startswith(OWN)]
        others = [licence for name, licence in OPEN_DATA.items() if any(name in source for source in published)]
        yield _component(
            path.relative_to(PACKAGE.parent).as_posix(),
            "data",
            " AND ".join([LICENCE, *others]),
            sha256=hashlib.sha256(content).hexdigest(),
            sources=published,
        )


def _component(
    name: str,
    kind: str,
    licence: str,
    *,
    version: str | None = None,
    about: str = "",
    sha256: str | None = None,
    index: bool = False,
    sources: Iterable[str] = (),
) -> "Component":
    """`index`: a package of the Python package index."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType, Property
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    return Component(
        name=name,
        type=ComponentType(kind),
        version=version,
        description=about or None,
        licenses=[LicenseFactory().make_from_string(licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256)] if sha256 else [],
        purl=PackageURL("pypi", name=name.lower().replace("_", "-"), version=version) if index else None,
        bom_ref=f"{kind}:{name}",
        properties=[Property(name="boses:source", value=source) for source in sources],
    )
