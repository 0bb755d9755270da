"""The manifest: which model files the engine knows, and where each comes from."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from boses_engine.domain.value import Value
from boses_engine.errors import InputError, NotFoundError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.signature import require_signed

Role = Literal["language", "writer", "embedding", "avatar", "vocabulary"]  # a writer is a language model too
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$")]  # safe as a file name


class Part(Value):
    """One piece of a model file: a member of one wheel."""

    package: str
    version: str
    member: str


class Source(Value):
    """Wheels of the package index that hold the file in pieces; {n} stands for a piece's number, from 1.

    A `member` that ends with "/" is a folder of one wheel: the model is all that lies in it.
    """

    package: str
    version: Word
    member: str
    parts: int = Field(ge=1, le=999)

    @model_validator(mode="after")
    def _templates_fit(self) -> "Source":
        try:
            self.pieces()
        except (KeyError, IndexError, ValueError, AttributeError) as exc:
            raise ValueError(f"package and member may only hold {{n}} or {{n:02}} ({exc!r})") from exc
        if self.folder and self.parts != 1:
            raise ValueError("a folder comes from one wheel")
        return self

    @property
    def folder(self) -> bool:
        """Whether the model is a folder."""
        return self.member.endswith("/")

    def pieces(self) -> tuple[Part, ...]:
        """The pieces in the order in which they are joined."""
        return tuple(
            Part(package=self.package.format(n=n), version=self.version, member=self.member.format(n=n))
            for n in range(1, self.parts + 1)
        )


class Made(Value):
    """A file that no index holds: llama.cpp makes it on this machine from another entry's file, requantised.

    With an `adapter`, a .safetensors file that the checkout ships in its models folder, the layers that were trained
    are merged into it.
    """

    of: Word = Field(alias="from")  # the other entry's name
    quantisation: Literal["q4_0"]
    adapter: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+\.safetensors$")] | None = None

    def adapter_path(self, settings: Settings) -> Path | None:
        """Where the adapter lies: in the models folder, else in the checkout's."""
        if self.adapter is None:
            return None
        own = settings.models / self.adapter
        return own if own.exists() else CHECKOUT / "models" / self.adapter


class Entry(Value):
    """One model file, or folder, from exactly one of `source`, `made` and `shipped`."""

    name: Word
    about: str
    role: Role
    file: Word
    bytes: int = Field(gt=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    licence: str = Field(min_length=1)  # SPDX identifier
    default: bool = False
    source: Source | None = None
    made: Made | None = None
    shipped: bool = False  # it comes with the engine's own checkout; a folder may

    @model_validator(mode="after")
    def _one_origin(self) -> "Entry":
        if (self.source is not None) + (self.made is not None) + self.shipped != 1:
            raise ValueError(f"{self.name!r} needs exactly one of source, made and shipped")
        return self

    def path(self, settings: Settings) -> Path:
        """Where the file lies or will lie; what is shipped may lie in another models folder too."""
        own = settings.models / self.file
        return own if own.exists() or not self.shipped else CHECKOUT / "models" / self.file


class _Manifest(Value):
    model: tuple[Entry, ...]

    @model_validator(mode="after")
    def _nothing_twice(self) -> "_Manifest":
        once: dict[str, list[str]] = {
            "name": [entry.name for entry in self.model],
            "file": [entry.file for entry in self.model],
            "default for role": [entry.role for entry in self.model if entry.default],
        }
        for what, values in once.items():
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                raise ValueError(f"{what} {twice[0]!r} stands there twice")
        return self

    @model_validator(mode="after")
    def _made_from_what_is_fetched(self) -> "_Manifest":
        fetched = {entry.name for entry in self.model if entry.source}
        for entry in self.model:
            if entry.made and entry.made.of not in fetched:
                raise ValueError(f"{entry.name!r} is made from {entry.made.of!r}, which is no entry with a source")
        return self


def manifest_path(settings: Settings) -> Path:
    """The models folder's manifest, else the one this checkout ships (for a BOSES_MODELS folder without one)."""
    own = settings.models / "manifest.toml"
    return own if own.exists() else CHECKOUT / "models" / "manifest.toml"


def load_manifest(settings: Settings) -> list[Entry]:
    """All entries, in the manifest's order.

    Raises InputError naming file and field when the manifest is missing or wrong; SignatureError where it is not signed
    by the key of the settings.
    """
    path = manifest_path(settings)
    try:
        content = path.read_bytes()
        if settings.signed_by:
            require_signed(path, settings.signed_by, content)
        return list(_Manifest.model_validate(tomllib.loads(content.decode("utf-8"))).model)
    except OSError as exc:
        raise InputError(
            f"cannot read the model manifest {path} ({exc.strerror}): set BOSES_MODELS to the `models` folder "
            "of a checkout"
        ) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise InputError(f"{path} is not valid TOML: {exc}") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise InputError(f"{path}: {where}: {first['msg']}" if where else f"{path}: {first['msg']}") from exc


def origin(entry: Entry, settings: Settings) -> Entry:
    """The entry whose file has to be fetched to have this one: itself, or the one it is made from.

    Raises NotFoundError when the manifest does not hold it.
    """
    return entry if entry.made is None else named([entry.made.of], settings)[0]


def named(names: list[str], settings: Settings) -> list[Entry]:
    """The entries of these names; with no names, the defaults of all roles.

    Raises NotFoundError for a name the manifest does not hold.
    """
    entries = load_manifest(settings)
    if not names:
        return [entry for entry in entries if entry.default]
    known = {entry.name: entry for entry in entries}
    for name in names:
        if name not in known:
            raise NotFoundError(f"no model {name!r} in {manifest_path(settings)}; it holds: {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)]
