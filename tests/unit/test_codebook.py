"""The codebook: the form of its themes, how its wordings read, and what is wrong with a broken one."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

from boses_engine.domain.snapshot import OTHER_CATEGORIES, Direction, Market, PartOfLife, SourceKind
from boses_engine.errors import InputError
from boses_engine.grounding.market.buyers import SERVICES
from boses_engine.grounding.places.countries import table
from boses_engine.snapshots.codebook import Theme, load_codebook
from boses_engine.snapshots.codebook.load import PARTS, read_codebook
from boses_engine.snapshots.themes.known import OF_NOTHING, Basis

THEMES = load_codebook()
SOLD = {*get_args(Market), "any"}  # where talk of the three markets could mean the brand
BRANDS = {row["brand"] for row in table("market/brands.csv") if row["market"] in SOLD}
# Brands that are words of the markets' languages or of English too.
ALSO_WORDS = frozenset(
    (
        "always at bait bango be bintang bit chang clear cosy dana free go happy hope leo lu modo net nt personal play "
        "noon ride rider seat servis shark sharp signal silence star sting top tops true yellow"
    ).split()
)
# What people call a kind of thing by, whoever makes theirs: found in texts, never written into one.
CALLED_BY = frozenset({"spaylater", "lazpaylater", "mobile legends", "free fire"})
NAMES = {name for name in BRANDS if name.lower() not in ALSO_WORDS}
LONG_NAMES = {name for name in NAMES if name.lower() not in CALLED_BY}
GENDERED = re.compile(r"\b(he|she|his|her|hers|him|himself|herself|boyfriend|girlfriend)\b")
RELATIVES = re.compile(r"\b(mother|father|parents?|sister|brother|husband|wife|sons?|daughters?|grand\w+)\b")
NUMBERS = frozenset(
    (
        "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
        "millions billion dozen dozens decade decades tenth thrice percent"
    ).split()
)
FIRST_OR_SECOND = re.compile(r"(?<!-)\b(i|my|me|we|our|us|you|your)\b")
PLURAL_VERBS = {"are", "were", "have", "do", "go", "use", "know", "need", "want", "like", "see"}
TIME_OF_DAY = re.compile(r"\b(mornings?|midday|noon|afternoons?|evenings?|nights?|midnight|dawn|bedtime)\b")
PERSONAL = re.compile(r"\d{3}|@|https?:|www\.|\+\d|\b[\w-]+\.(com|net|id|ph|vn)\b")


def notes(*uses: str) -> list[tuple[str, str]]:
    """(theme, wording) of all wordings of the uses, in all markets."""
    told = [(theme.theme, wordings.by_use()) for theme in THEMES for wordings in theme.wordings.values()]
    return [(theme, note) for theme, by_use in told for use in uses for note in by_use[use]]


def by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by the letters they begin with."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(re.split(r"\W", name, maxsplit=1)[0], []).append(name)
    return found


def brands_in(text: str, names: dict[str, list[str]]) -> list[str]:
    """The names that stand in a text as whole words."""
    starts = [(match.start(), match[0]) for match in re.finditer(r"(?<!\S)\w*", text)]
    return [
        name
        for at, word in starts
        for name in names.get(word, [])
        if text.startswith(name, at) and not re.match(r"\w", text[at + len(name) :])
    ]


def test_every_part_of_life_is_told_of() -> None:
    """Catches a part of life whose signals would come from a theme or two."""
    counts = Counter(theme.part_of_life for theme in THEMES)
    assert set(counts) == set(get_args(PartOfLife))
    assert min(counts.values()) >= 4
    assert 80 <= len(THEMES) <= 110
    assert len({theme.theme for theme in THEMES}) == len(THEMES)


def test_enough_themes_for_every_market() -> None:
    """Catches a market whose snapshot could not reach its forty signals."""
    told = Counter(market for theme in THEMES for market in theme.terms)
    assert set(told) == set(get_args(Market))
    assert min(told.values()) >= 60


def test_enough_wordings_in_every_market() -> None:
    """Catches a market whose people would all be told the same few things."""
    for market in get_args(Market):
        told = [theme.wordings[market] for theme in THEMES if market in theme.wordings]
        assert sum(bool(each.habits) for each in told) >= 40, market
        assert sum(bool(each.prices) for each in told) >= 25, market
        assert sum(bool(each.good) for each in told) >= 15, market
        assert sum(bool(each.bad) for each in told) >= 35, market


def test_wordings_fit_every_person() -> None:
    """Catches "her parcel", "they were", a sister, a figure: a note would say it of anybody."""
    for theme, note in notes("good", "bad", "habits", "prices"):
        assert not GENDERED.search(note), (theme, note)
        assert not RELATIVES.search(note), (theme, note)
        assert not FIRST_OR_SECOND.search(note), (theme, note)
        verbs = re.findall(r"\{they\} (\w+)", note)
        assert not PLURAL_VERBS & set(verbs), (theme, note)
        words = set(re.findall(r"[a-z'-]+", re.sub(r"\{\w+\}", "", note.lower())))
        assert not words & NUMBERS, (theme, note)


def test_wordings_and_terms_name_no_brand() -> None:
    """Catches a wording that says something of a brand whichever brand was drawn."""
    named, named_small = by_first_word(NAMES), by_first_word(name.lower() for name in LONG_NAMES)
    for theme in THEMES:
        told = [texts for wordings in theme.wordings.values() for texts in wordings.by_use().values()]
        wordings = [note.replace("{brand}", "") for texts in told for note in texts]
        terms = [text for pairs in theme.terms.values() for pair in pairs for text in pair]
        for text in terms:
            assert brands_in(text, named_small) == [], text
        for text in wordings:
            assert brands_in(text, named) == [], text  # a name has its capitals in a wording


def test_a_habit_has_no_time_of_day() -> None:
    """Catches "In the evening, … asks at noon": a habit is told at one of three times of a day."""
    for theme, note in notes("habits"):
        assert not TIME_OF_DAY.search(note), (theme, note)


def test_no_wording_stands_twice() -> None:
    """Catches a market that is told of in another's words, and two people told the same for different reasons."""
    again = [note for note, count in Counter(notes("good", "bad", "habits", "prices")).items() if count > 1]
    assert again == []


def test_themes_of_a_market_share_few_terms() -> None:
    """Catches two themes that would count the same rows twice under different names."""
    for market in get_args(Market):
        words = {theme.theme: {term for term, _ in theme.terms.get(market, ())} for theme in THEMES}
        for (one, ours), (other, theirs) in combinations(words.items(), 2):
            assert len(ours & theirs) <= 5, (market, one, other, sorted(ours & theirs))


def test_nothing_personal_is_in_the_codebook() -> None:
    """Terms have at most five words, so that none can be a six-word run of anybody's text."""
    for theme in THEMES:
        for text in (theme.about, *(term for pairs in theme.terms.values() for term, _ in pairs)):
            assert not PERSONAL.search(text), (theme.theme, text)
        assert max(len(term.split()) for pairs in theme.terms.values() for term, _ in pairs) <= 5


ENTRY = """\
- theme: late-parcel
  about: parcels that come later than promised
  polarity: bad
  categories: [online shop]
  terms:
    PH: {matagal: long, late: late, tagal: long time, delay: delay}
"""


TOLD = """\
theme,kind,category,wording
late-parcel,bad,online shop,The parcel from {brand} came long after the feast.
late-parcel,bad,online shop,What {they} ordered from {brand} never came at all.
late-parcel,bad,online shop,"With {brand}, the parcel went to another street."
late-parcel,habit,online shop,"{They} looks up the parcel in the app, because it is often late."
late-parcel,habit-bad,any,"When a parcel is late, {they} asks the seller in the chat."
late-parcel,habit,online shop|none,Before the holidays {they} orders weeks ahead of the feast.
"""


def folder(path: Path, text: str = ENTRY, told: str = TOLD) -> Path:
    """A codebook of a theme for each part of life, the first of them as given, with wordings of it."""
    (path / "wordings_PH.csv").write_text(told, encoding="utf-8")
    for number, part in enumerate(PARTS):
        entry = ENTRY.replace("late-parcel", f"late-{part}") if number else text
        (path / f"{part}.yaml").write_text(entry, encoding="utf-8")
    return path


def test_a_small_codebook_is_read(tmp_path: Path) -> None:
    themes = read_codebook(folder(tmp_path))
    assert [theme.part_of_life for theme in themes] == list(PARTS)
    assert themes[0].terms["PH"][0] == ("matagal", "long")
    wordings = themes[0].wordings["PH"]
    assert wordings.happened(False, "online shop")[1] == "What {they} ordered from {brand} never came at all."
    assert wordings.habits[2] == "Before the holidays {they} orders weeks ahead of the feast."
    assert [themes[0].bases[note] for note in wordings.habits] == [
        Basis(("online shop",)),
        Basis((), "bad"),
        Basis(("online shop", OF_NOTHING)),
    ]
    assert themes[1].wordings == {}
    assert isinstance(themes[0], Theme)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("polarity: bad", "polarity: good", "PH, bad: polarity 'good' has no wordings"),
        ("polarity: bad", "polarity: sad", "polarity"),
        ("[online shop]", "[online store]", "is no category"),
        ("late: late", "Late: late", "lower case"),
        ("late: late", "matagal: late", "is there twice"),
        ("late: late, ", "", "give 4 to 40"),
        ("late: late", "one two three four five six: late", "one to 5 words"),
        ("late: late", "late: 遅い", "a few English words"),
        ("PH:", "XX:", "terms.XX"),
        ("than promised", "than 30 % of the time", "a phrase of 4 to 80 letters"),
        ("theme: late-parcel", "theme: Late Parcel", "theme"),
        ("  polarity: bad", "  polarity: bad\n  mood: low", "mood"),
        ("- theme", "theme", "YAML"),
        (ENTRY, "[]", "must be a list of themes"),
    ],
)
def test_a_broken_codebook_says_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ENTRY
    with pytest.raises(InputError, match=re.escape(said)) as caught:
        read_codebook(folder(tmp_path, ENTRY.replace(old, new)))
    assert str(caught.value).startswith(f"codebook {PARTS[0]}.yaml: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("came long after the feast", "came", "has 5 words"),
        ("long after", "3 days after", "without figures"),
        ("long after the feast.", "long after the feast", "a capital and a full stop"),
        ("The parcel from {brand}", "The parcel from {shop}", "has {shop}; use"),
        ("The parcel from {brand}", "The parcel that {they} bought", "does not say where {brand} stands"),
        ("{They} looks up", "From {brand} {they} looks up", "has {brand}; use"),
        ("late-parcel,bad,online shop,What {they} ordered from {brand} never came at all.\n", "", "fewer than 3"),
        ("online shop,The", "phone,The", "'phone' is none of the theme's categories"),
        ("habit,online shop|none,Before", "habit,,Before", "line 7: give good or bad with a category"),
        ("habit,online shop|none,Before", "habit-sad,any,Before", "line 7: give good or bad with a category"),
        ("habit,online shop|none,Before", "habit,phone,Before", "'phone' is none of the theme's categories"),
        ("habit-bad", "habit-good", "polarity 'bad' has no habits and prices after good talk"),
        ("late-parcel,habit", "late-post,habit", "'late-post' is no theme"),
        ("bad,online shop,The", "poor,online shop,The", "line 2: give good or bad"),
    ],
)
def test_broken_wordings_say_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TOLD
    with pytest.raises(InputError, match=re.escape(said)) as caught:
        read_codebook(folder(tmp_path, told=TOLD.replace(old, new)))
    assert str(caught.value).startswith("codebook ")


def test_what_a_shop_does_is_told_of_no_make(tmp_path: Path) -> None:
    """Catches "the seller sent a used one" told of a make of phones."""
    entry = ENTRY.replace("[online shop]", "[online shop, phone]")
    told = TOLD.replace("bad,online shop", "bad,phone")
    assert read_codebook(folder(tmp_path, entry, told))
    with pytest.raises(InputError, match="PH, bad: no make of phone does what a shop does"):
        read_codebook(folder(tmp_path, f"{entry}  of_sellers: true\n", told))


@pytest.mark.parametrize("part", ["delivery", "payment", "identity", "trust"])
def test_what_is_of_shops_says_so(part: str) -> None:
    """Catches a theme of parcels or sellers whose wordings could be written for makes of goods."""
    themes = [theme for theme in THEMES if theme.part_of_life == part and not theme.general]
    assert all(theme.of_sellers for theme in themes if set(theme.categories) - SERVICES - {*OTHER_CATEGORIES})


@pytest.mark.parametrize(
    ("basis", "categories", "direction", "bears"),
    [
        (Basis(), (), "bad", True),
        (Basis(("phone", "shoes")), ("clothing", "shoes"), "bad", True),
        (Basis(("phone",)), ("skin care",), "bad", False),  # the smell of a cream is none of shoes
        (Basis(("phone",)), (), "bad", False),
        (Basis((OF_NOTHING,)), (), "good", True),
        (Basis((OF_NOTHING,)), ("phone",), "good", False),
        (Basis((), "good"), (), "bad", False),  # praise is no evidence of what goes wrong
        (Basis((), "bad"), (), "both", True),
    ],
)
def test_what_a_wording_can_rest_on(
    basis: Basis, categories: tuple[str, ...], direction: Direction, bears: bool
) -> None:
    assert basis.bears(categories, direction) is bears


def test_a_theme_in_two_files_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, told="theme,kind,category,wording\n")
    for part in PARTS[:2]:
        (tmp_path / f"{part}.yaml").write_text(ENTRY.replace("late-parcel", "late-delivery"), encoding="utf-8")
    with pytest.raises(InputError, match=r"payment\.yaml: late-delivery: is there twice, first in delivery\.yaml"):
        read_codebook(tmp_path)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    (folder(tmp_path) / "money.yaml").unlink()
    with pytest.raises(InputError, match=r"codebook money\.yaml: cannot be read"):
        read_codebook(tmp_path)


def test_words_mean_a_theme_only_where_they_are_about_it() -> None:
    """Catches reviews of an app that count as talk of hotel rooms, because they name a car park."""
    by_name = {theme.theme: theme for theme in load_codebook()}
    assert set(by_name["hotel-room-comfort"].sources) == {"service", "reddit", "mixed"}
    assert "service" not in by_name["battery-drains"].sources
    assert set(by_name["vouchers"].sources) == set(get_args(SourceKind))
