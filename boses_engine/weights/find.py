"""From what the user named to a model file that can be loaded."""

from dataclasses import dataclass, replace
from pathlib import Path

from boses_engine.errors import ModelError, NotFoundError
from boses_engine.settings import Settings
from boses_engine.weights.apart import run_apart
from boses_engine.weights.digest import sha256_of, size_of
from boses_engine.weights.folder import check_folder, is_folder
from boses_engine.weights.gguf import Header, read_header
from boses_engine.weights.manifest import Entry, Role, load_manifest, manifest_path

PROBE_LIMIT_S = 60
OPTION: dict[Role, str] = {"avatar": "--avatar-model", "embedding": "BOSES_EMBEDDING"}
PATTERNS: dict[Role, tuple[str, ...]] = {  # what a model of a role is known by in the models folder
    "avatar": ("*.safetensors", "*/model_index.json"),
    "embedding": ("*/modules.json",),
}
PULL = "python -m boses_engine models pull"
# Architectures of llama.cpp that do not write text from left to right: for embeddings, pictures, sound; diffusion.
# Asked to write, some of them end the process instead of giving an error (llama.cpp, llama-arch.cpp, 2025).
NOT_WRITING = {
    "bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3", "eurobert",
    "gemma-embedding", "llama-embed", "t5", "t5encoder", "clip", "wavtokenizer-dec",
    "dream", "llada", "llada-moe", "rnd1",
}  # fmt: skip


@dataclass(frozen=True)
class Weights:
    """A model file or folder on disk; `entry` is None for one that the manifest does not know."""

    name: str
    path: Path
    entry: Entry | None
    role: Role = "language"
    sha256: str | None = None  # None until asked for with `hashed`

    def hashed(self, settings: Settings) -> "Weights":
        """The same with its SHA-256, read from the file or remembered, and fit to be loaded.

        Raises ModelError when the hash is not the one in the manifest, since what such a file writes is anybody's
        guess, and when llama.cpp, asked in another process, fails or aborts on a file that the manifest does not know.
        """
        if self.sha256:
            return self
        digest = sha256_of(self.path, settings)
        if self.entry and digest != self.entry.sha256:
            raise ModelError(
                f"{self.path} is damaged: its SHA-256 is {digest}, not {self.entry.sha256}; "
                f"run `{PULL} {self.entry.name}`"
            )
        if (
            self.entry is None
            and self.role == "language"
            and not self.path.is_dir()
            and (problem := run_apart("probe", str(self.path), limit_s=PROBE_LIMIT_S))
        ):
            raise ModelError(
                f"{self.path} cannot be loaded by this llama.cpp ({problem}): copy the file again, or choose another"
            )
        return replace(self, sha256=digest)


def find_model(name_or_path: str | None, role: Role, settings: Settings) -> Weights:
    """The model of that name in the manifest, at that path, or of that file name in the models folder.

    None stands for the role's default, for a writer where there is none the default language model. A writer is a
    language model, and may be named wherever one is wanted. What vLLM runs is a folder, and has no default.

    :raises NotFoundError: nothing goes by that name.
    :raises ModelError: the file is missing, damaged, cut off or of another role.
    """
    entries = load_manifest(settings)
    entry: Entry | None
    folder = settings.backend == "vllm" and role in ("language", "writer")
    if name_or_path is None and folder:
        raise NotFoundError("vLLM has no default model: name a folder of safetensors with --model")
    if name_or_path is None:
        defaults = {entry.role: entry for entry in entries if entry.default}
        entry = defaults.get(role) or (defaults.get("language") if role == "writer" else None)
        if entry is None:
            raise NotFoundError(
                f"{manifest_path(settings)} has no default {role} model: name one with {OPTION.get(role, '--model')}"
            )
    else:
        entry = next((entry for entry in entries if entry.name == name_or_path), None)
    path = entry.path(settings) if entry else _locate(str(name_or_path), role, entries, settings)
    if entry is None:
        entry = next((known for known in entries if known.path(settings).resolve() == path.resolve()), None)
    role = "language" if role == "writer" else role
    if entry and entry.role not in (role, "writer" if role == "language" else role):
        raise ModelError(f"{entry.name} is a model for the role {entry.role}; a {role} model is needed")
    if folder:
        check_folder(path)
    else:
        _check(path, entry, role)
    return Weights(entry.name if entry else path.name if path.is_dir() else path.stem, path, entry, role)


def _locate(text: str, role: Role, entries: list[Entry], settings: Settings) -> Path:
    """Where a model of that name or path lies; NotFoundError names what there is."""
    if text.strip():
        bare = Path(text).name == text  # a bare name is first looked for in the models folder
        places = [settings.models / text, Path(text).absolute()] if bare else [_expanded(text)]
        if bare and role == "avatar":
            places.insert(1, settings.models / f"{text}.safetensors")
        for path in places:
            if path.exists():
                return path
        known = next((entry for entry in entries if bare and entry.file == text), None)
        if known:
            return known.path(settings)
    vllm = settings.backend == "vllm" and role in ("language", "writer")
    patterns = ("*/generation_config.json",) if vllm else PATTERNS.get(role, ("*.gguf",))
    found = [
        path.relative_to(settings.models).parts[0] for pattern in patterns for path in settings.models.glob(pattern)
    ]
    fitting = [entry for entry in entries if entry.role == role or (entry.role, role) == ("writer", "language")]
    names = [entry.name for entry in fitting] + sorted(set(found) - {entry.file for entry in entries})
    raise NotFoundError(
        f"no model {text!r}: it is no name in {manifest_path(settings)}, no file in {settings.models} and no path; "
        f"known: {', '.join(names) or 'none'}"
    )


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:  # "~nobody/x": no such user, so no such path either
        return Path(text).absolute()


def _check(path: Path, entry: Entry | None, role: Role) -> None:
    """Raises ModelError where a file is missing, cut off, or of another kind."""
    again = f"run `{PULL} {entry.name}`" if entry and not entry.shipped else "copy it again"
    if not path.exists():
        raise ModelError(f"the {role} model {entry.name if entry else path.name} is missing at {path}: {again}")
    if path.is_dir() and role == "language":
        other = ", or --backend vllm, which runs folders of safetensors" if is_folder(path) else ""
        raise ModelError(f"{path} is a folder: give the GGUF file in it{other}")
    if role == "embedding" and not (path / "config.json").is_file():
        raise ModelError(f"{path} is no folder of a sentence-transformers model (it holds no config.json): {again}")
    size = size_of(path)
    if entry and size != entry.bytes:
        what = "empty" if size == 0 else "cut off" if size < entry.bytes else "not the file the manifest means"
        raise ModelError(f"{path} is {what} ({size:,} bytes, not {entry.bytes:,}): {again}")
    if role == "language":
        try:
            header = read_header(path)
        except OSError as exc:
            raise ModelError(f"cannot read {path}: {exc.strerror}") from exc
        if problem := _unfit(header):
            raise ModelError(f"{path} {problem}")


def _unfit(header: Header) -> str:
    """Why a whole GGUF file is no model to write with; "" when nothing speaks against it."""
    if header.parts > 1:
        return f"is one of {header.parts} parts of a model: join them with `llama-gguf-split --merge` first"
    if header.architecture in NOT_WRITING or header.pooling > 0:
        return f"({header.architecture}) is a model for embeddings, pictures or sound: choose one that writes text"
    if not header.architecture:
        return "does not say its model's architecture: fetch or copy the file again"
    if not header.tensors:
        return "holds no weights, at most a vocabulary: choose the file that has the model itself"
    return ""
