"""Reading the codebook, from text to checked themes or one clear message.

One YAML file for each part of life holds its themes and the words that tell of them; `wordings_PH.csv` and so on hold
what they come to for a person of the market: theme, kind, category, wording. What happens with a brand is "good" or
"bad", of one category. A "habit" or a "price" names the categories of signals that it can rest on, parted by "|", with
"none" for signals about nothing in particular, or "any"; "habit-good" rests on praise, "price-bad" on complaints.
"""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, get_args

import yaml
from pydantic import ValidationError

from boses_engine.domain.snapshot import MARKETS, Market, PartOfLife, SourceKind, Wordings
from boses_engine.errors import InputError
from boses_engine.snapshots.codebook.theme import Theme
from boses_engine.snapshots.themes.known import Basis

PARTS: tuple[PartOfLife, ...] = get_args(PartOfLife)
_COLUMNS = ("theme", "kind", "category", "wording")
_LISTS = {"habit": "habits", "price": "prices"}
_SIDES: dict[str, Literal["good", "bad"] | None] = {"": None, "good": "good", "bad": "bad"}
_ANY = "any"
_ALL: tuple[SourceKind, ...] = get_args(SourceKind)
_GOODS: tuple[SourceKind, ...] = ("marketplace", "reddit", "mixed")
_APPS: tuple[SourceKind, ...] = ("app store", "reddit", "mixed")
# The kinds of source in which the words of a part of life mean that part; a theme can say otherwise.
SOURCES: dict[PartOfLife, tuple[SourceKind, ...]] = {
    "delivery": ("marketplace", "app store", "reddit", "mixed"),
    "quality": ("marketplace", "app store", "reddit", "mixed"),
    "app": _APPS,
    "identity": _APPS,
    "food": (*_GOODS, "service"),
    "beauty": _GOODS,
    "phones": _GOODS,
    "fashion": _GOODS,
}


_Told = tuple[Wordings, dict[str, Basis]]  # of a theme in a market


@cache
def load_codebook() -> tuple[Theme, ...]:
    """The shipped themes, by part of life and then in the order of the files."""
    return read_codebook(files("boses_engine.snapshots.codebook") / "data")


def read_codebook(folder: Traversable) -> tuple[Theme, ...]:
    """The themes of a folder that holds a file for every part of life; InputError names file, theme and field."""
    told = {market: _read_wordings(folder, market) for market in MARKETS}
    themes = tuple(theme for part in PARTS for theme in _read_part(folder, part, told))
    for market, wordings in told.items():
        if unknown := sorted(set(wordings) - {theme.theme for theme in themes}):
            raise InputError(f"codebook {_file(market)}: {unknown[0]!r} is no theme of the codebook; correct its name")
    first: dict[str, Theme] = {}
    for theme in themes:
        if (other := first.setdefault(theme.theme, theme)) is not theme:
            raise _error(theme.part_of_life, theme.theme, f"is there twice, first in {other.part_of_life}.yaml")
    return themes


def _file(market: Market) -> str:
    return f"wordings_{market}.csv"


def _read_wordings(folder: Traversable, market: Market) -> dict[str, _Told]:
    """The wordings of a market by theme; none where the folder has no such file."""
    file = folder / _file(market)
    if not file.is_file():
        return {}
    listed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    sides: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    bases: dict[str, dict[str, Basis]] = defaultdict(dict)
    for line, row in enumerate(csv.DictReader(file.read_text(encoding="utf-8").splitlines()), 2):
        theme, kind, category, wording = (row.get(column) or "" for column in _COLUMNS)
        use, _, side = kind.partition("-")
        if use in _LISTS and side in _SIDES and category:
            listed[theme][_LISTS[use]].append(wording)
            categories = () if category == _ANY else tuple(category.split("|"))
            bases[theme][wording] = Basis(categories, _SIDES[side])
        elif kind in ("good", "bad") and category:
            sides[theme][kind][category].append(wording)
        else:
            raise InputError(
                f"codebook {_file(market)}, line {line}: give good or bad with a category, habit or price (-good, "
                f"-bad) with the categories it can rest on, or {_ANY}"
            )
    return {
        theme: (Wordings.model_validate({**listed.get(theme, {}), **sides.get(theme, {})}), bases[theme])
        for theme in dict.fromkeys((*listed, *sides))
    }


def _read_part(folder: Traversable, part: PartOfLife, told: dict[Market, dict[str, _Told]]) -> list[Theme]:
    try:
        text = (folder / f"{part}.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise _error(part, "", f"cannot be read ({exc}); give a UTF-8 file of themes") from exc
    try:
        entries = _parse(text)
    except yaml.YAMLError as exc:
        raise _error(part, "", f"is not valid YAML ({' '.join(str(exc).split())}); correct it there") from exc
    if not isinstance(entries, list) or not entries:
        raise _error(part, "", "must be a list of themes; begin each with: - theme: NAME")
    return [_theme(part, number, entry, told) for number, entry in enumerate(entries, 1)]


def _theme(part: PartOfLife, number: int, entry: object, told: dict[Market, dict[str, _Told]]) -> Theme:
    fields = entry if isinstance(entry, dict) else {}
    name = fields.get("theme")
    own = {market: texts[str(name)] for market, texts in told.items() if str(name) in texts}
    known = {  # what the names of the files and the other files say
        "part_of_life": part,
        "wordings": {market: wordings for market, (wordings, _) in own.items()},
        "bases": {note: basis for _, bases in own.values() for note, basis in bases.items()},
    }
    if wrong := sorted(known.keys() & fields.keys()):
        raise _error(part, str(name), f"{wrong[0]}: is said elsewhere; take it out")
    try:
        return Theme.model_validate({"sources": SOURCES.get(part, _ALL), **fields, **known} if fields else entry)
    except ValidationError as exc:
        first = exc.errors()[0]
        field = ".".join(str(step) for step in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        raise _error(part, str(name or f"theme {number}"), f"{field}: {problem}" if field else problem) from exc


def _error(part: PartOfLife, theme: str, problem: str) -> InputError:
    return InputError(": ".join(text for text in (f"codebook {part}.yaml", theme, problem) if text))


def _parse(text: str) -> object:
    """The plain values of a YAML text; a key that stands twice is an error, where YAML would keep the last."""
    # The parser in C takes a tenth of the time; it comes with the published wheels, not with every build.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    _refuse_double_keys(yaml.compose(text, Loader=loader))
    return yaml.load(text, Loader=loader)


def _refuse_double_keys(node: yaml.Node | None) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_double_keys(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[object] = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value!r} is there twice", problem_mark=key.start_mark)
            seen.add(key.value)
            _refuse_double_keys(value)
