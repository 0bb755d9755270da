"""Every error the engine raises on purpose.

BosesError                    exit status 1, never raised itself
├── InputError            2   something the user gave is wrong
│   ├── FileError             a file that the user wrote, or one of its fields
│   │   ├── GroupError        the group file or one of its fields
│   │   ├── StudyError        a study file or one of its questions
│   │   └── SourceError       a file or folder of exports of consumer talk
│   ├── BriefError            a brief in plain words that is no group
│   ├── LocationError         a place that cannot be resolved
│   ├── NotFoundError         no such group, persona or model
│   ├── ModelError            a model file is missing, damaged or unusable
│   ├── SnapshotError         a cultural snapshot is missing, damaged, or breaks its rules
│   ├── BundleError           a bundle is damaged, does not fit the machine, or cannot be made
│   ├── SignatureError        a file is not signed by the key that it must be signed by
│   └── ConflictError         it does not go with the state that something is in
├── QueueFullError        3   too many runs are waiting
├── StoreBusyError        3   another process holds the store
├── StoreError            4   the store cannot be opened or is damaged
│   └── DiskFullError         its disk has no space left
├── GenerationError       4   a run ended without all of its people
├── PaintingError         4   an image model gave no portrait
└── Interrupted         130   the user stopped the work
"""

_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a symbol of Unicode that show nothing


def unshown(text: str) -> str | None:
    """The first sign of a text that shows nothing, or that a terminal would act on; None where there is none."""
    return next((sign for sign in text if not sign.isprintable() or sign in _FILLERS), None)


def one_line(exc: Exception) -> str:
    """What another library's error says, its first line, with escapes for what a terminal should not be sent."""
    line = next(iter(str(exc).strip().splitlines()), "") or type(exc).__name__
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line[:300])


class BosesError(Exception):
    """Base of all: its text is one message saying what is wrong, where, and what to do."""

    exit_status = 1


class InputError(BosesError):
    """Something the user gave is wrong."""

    exit_status = 2


class FileError(InputError):
    """A file is wrong; `fields` has each wrong field, such as "questions.1.options", with what is wrong with it."""

    def __init__(self, text: str, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(text)
        self.fields = fields


class GroupError(FileError):
    """A group file or one of its fields is wrong; the text names file, line and field."""


class StudyError(FileError):
    """A study file, one of its questions, or whom it asks is wrong; the text names file, line and field."""


class BriefError(InputError):
    """A brief in plain words that cannot become a group; `kind` is why, in a word or two."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class LocationError(InputError):
    """A place that cannot be resolved; the text lists the nearest known ones."""


class NotFoundError(InputError):
    """No group, persona or model of that name or id; `shown` is what one may read who does not see the whole store."""

    def __init__(self, text: str, *, shown: str = "") -> None:
        super().__init__(text)
        self.shown = shown or text


class ModelError(InputError):
    """A model file is missing, damaged, or does not fit."""


class SourceError(FileError):
    """A file or folder of exports that cannot be read; the text names it and what to do."""


class SnapshotError(InputError):
    """A cultural snapshot is missing, damaged, or breaks its rules; the text names the file."""


class BundleError(InputError):
    """A bundle is damaged, does not fit the machine, or cannot be made; the text names what, and where."""


class SignatureError(InputError):
    """A file is not signed as it must be, or cannot be signed; the text names the file and what to do."""


class ConflictError(InputError):
    """What was asked for does not go with the state that a group is in."""


class QueueFullError(BosesError):
    """Too many runs are waiting already."""

    exit_status = 3


class StoreBusyError(BosesError):
    """Another process holds the store."""

    exit_status = 3


class StoreError(BosesError):
    """The store cannot be opened or is damaged."""

    exit_status = 4


class DiskFullError(StoreError):
    """The store's disk has no space left; what was there stays, and the same call works once there is space."""


class GenerationError(BosesError):
    """A run ended without all of its people."""

    exit_status = 4


class PaintingError(BosesError):
    """An image model gave no portrait that can be shown."""

    exit_status = 4


class Interrupted(BosesError):
    """The user stopped the work; what was finished is kept."""

    exit_status = 130
