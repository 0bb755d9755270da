"""The codebook: the form of its themes, how its wordings read, and what is wrong with a broken one."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

from boses_engine.domain.snapshot import Market, PartOfLife, SourceKind
from boses_engine.errors import InputError
from boses_engine.grounding.places.countries import table
from boses_engine.pipeline.vocabulary import NUMBERS
from boses_engine.snapshots.codebook import Theme, load_codebook
from boses_engine.snapshots.codebook.load import PARTS, read_codebook

THEMES = load_codebook()
BRANDS = {row["brand"].lower() for row in table("market/brands.csv")}
# Brands that are words of the markets' languages or of English too; wordings have no capitals, so they mean the word.
ALSO_WORDS = frozenset(
    (
        "always at bait bango be bintang chang clear cosy dana free go happy hope leo lu modo net nt personal play "
        "ride seat servis sharp signal silence star sting top tops true yellow"
    ).split()
)
# What people call a kind of thing by, whoever makes theirs: found in texts, never written into one.
CALLED_BY = frozenset({"spaylater", "lazpaylater", "mobile legends", "free fire"})
GENDERED = re.compile(r"\b(he|she|his|her|hers|him|himself|herself|boyfriend|girlfriend)\b")
RELATIVES = re.compile(
    r"\b(mother|father|parents?|sister|brother|husband|wife|sons?|daughters?|cousin|aunt|uncle|grand\w+|relatives?)\b"
)
FIRST_OR_SECOND = re.compile(r"(?<!-)\b(i|my|me|we|our|us|you|your)\b")
PLURAL_VERBS = {"are", "were", "have", "do", "go", "use", "know", "need", "want", "like", "see"}
DEVICE = re.compile(r"\b(phone|phones|apps?|online|chat|mobile|screen|calls?|video|pictures?)\b")
TIME_OF_DAY = re.compile(r"\b(mornings?|midday|noon|afternoons?|evenings?|nights?|midnight|dawn|bedtime)\b")
LEADS_ON = re.compile(r"\b(before|after|while|until|because)\b")
PERSONAL = re.compile(r"\d{3}|@|https?:|www\.|\+\d|\b[\w-]+\.(com|net|id|ph|vn)\b")


def notes(*kinds: str) -> list[tuple[str, str]]:
    """(theme, wording) of all wordings of the kinds."""
    return [(theme.theme, note) for theme in THEMES for kind in kinds for note in getattr(theme.wordings, kind)]


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


def test_enough_habits_and_prices() -> None:
    assert sum(bool(theme.wordings.habits) for theme in THEMES) >= 40
    assert sum(bool(theme.wordings.prices) for theme in THEMES) >= 25


def test_wordings_fit_every_person() -> None:
    """Catches "her parcel", "they were", a sister, a figure: a note would say it of anybody."""
    for theme, note in notes("good", "bad", "habits", "prices"):
        assert not GENDERED.search(note), (theme, note)
        assert not RELATIVES.search(note), (theme, note)
        assert not FIRST_OR_SECOND.search(note), (theme, note)
        verbs = re.findall(r"\{they\} (\w+)", note)
        assert not PLURAL_VERBS & set(verbs), (theme, note)
        words = set(re.findall(r"[a-z'-]+", re.sub(r"\{\w+\}", "", note)))
        assert not words & (set(NUMBERS) - {"one"}), (theme, note)


def test_wordings_and_terms_name_no_brand() -> None:
    """Catches a wording that says something of a brand whichever brand was drawn."""
    for theme in THEMES:
        wordings = [note for kind in theme.wordings.model_dump().values() for note in kind]
        terms = [text for pairs in theme.terms.values() for pair in pairs for text in pair]
        for texts, names in ((wordings, BRANDS - ALSO_WORDS), (terms, BRANDS - ALSO_WORDS - CALLED_BY)):
            for text in texts:
                assert not [name for name in names if f" {name} " in f" {text.lower()} "], (theme.theme, text)


def test_what_happened_reads_on_after_with_a_brand() -> None:
    """Catches "With Shopee, came late" and "With Shopee, and nobody answered"."""
    for theme, note in notes("good", "bad"):
        first = note.split()[0]
        assert not re.fullmatch(r"(and|but|or|was|were|is|came|got|had|with|because|when|while)", first), (theme, note)
        assert note.count(",") <= 1, (theme, note)


def test_habits_and_prices_read_on_after_a_name() -> None:
    """Catches "In the morning Siti compares prices at noon" and "most of all when" after a clause of time."""
    for theme, note in notes("habits", "prices"):
        assert "," not in note, (theme, note)
        assert not TIME_OF_DAY.search(note), (theme, note)
    for theme, note in notes("habits"):
        assert DEVICE.search(note), (theme, note)
        assert not LEADS_ON.search(note), (theme, note)


def test_no_wording_stands_in_two_themes() -> None:
    """Catches two people of a group told the same thing for two different reasons."""
    for kind in ("good", "bad", "habits", "prices"):
        again = [note for note, count in Counter(note for _, note in notes(kind)).items() if count > 1]
        assert again == [], kind


def test_good_and_bad_are_told_apart() -> None:
    good, bad = ({note for _, note in notes(side)} for side in ("good", "bad"))
    assert not good & bad


def test_themes_of_a_market_share_few_terms() -> None:
    """Catches two themes that would count the same rows twice under different names."""
    for market in get_args(Market):
        words = {theme.theme: {term for term, _ in theme.terms.get(market, ())} for theme in THEMES}
        for (one, ours), (other, theirs) in combinations(words.items(), 2):
            assert len(ours & theirs) <= 5, (market, one, other, sorted(ours & theirs))


def test_nothing_personal_is_in_the_codebook() -> None:
    """Terms have at most five words, so that none can be a six-word run of anybody's text."""
    for theme in THEMES:
        for text in (theme.statement, *(term for pairs in theme.terms.values() for term, _ in pairs)):
            assert not PERSONAL.search(text), (theme.theme, text)
        assert max(len(term.split()) for pairs in theme.terms.values() for term, _ in pairs) <= 5


ENTRY = """\
- theme: late-parcel
  statement: Many say that parcels come later than promised.
  polarity: bad
  categories: [online shop]
  bad: [the parcel came late, the parcel never came, the parcel went astray]
  terms:
    PH: {matagal: long, late: late, tagal: long time, delay: delay}
"""


def folder(path: Path, text: str = ENTRY) -> Path:
    """A codebook of a theme for each part of life, the first of them as given."""
    for number, part in enumerate(PARTS):
        entry = ENTRY.replace("late-parcel", f"late-{part}") if number else text
        (path / f"{part}.yaml").write_text(entry, encoding="utf-8")
    return path


def test_a_small_codebook_is_read(tmp_path: Path) -> None:
    themes = read_codebook(folder(tmp_path))
    assert [theme.part_of_life for theme in themes] == list(PARTS)
    assert themes[0].terms["PH"][0] == ("matagal", "long")
    assert themes[0].wordings.bad == ("the parcel came late", "the parcel never came", "the parcel went astray")
    assert isinstance(themes[0], Theme)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("the parcel came late", "the parcel came late after more than many days", "has 9 words"),
        ("the parcel came late", "the parcel took 3 days", "without figures"),
        ("the parcel came late", "the parcel came late.", "without figures and stops"),
        ("the parcel came late", "a Shopee parcel came late", "lower case"),
        ("the parcel came late", '"{she} waited for it"', "use {their}, {them}, {they}"),
        ("the parcel came late, ", "", "needs at least 3"),
        ("polarity: bad", "polarity: good", "good: 0 wordings"),
        ("polarity: bad", "polarity: sad", "polarity"),
        ("[online shop]", "[online store]", "is no brand category"),
        ("late: late", "Late: late", "lower case"),
        ("late: late", "matagal: late", "is there twice"),
        ("late: late, ", "", "give 4 to 20"),
        ("late: late", "one two three four five six: late", "one to 5 words"),
        ("late: late", "late: 遅い", "a few English words"),
        ("PH:", "XX:", "terms.XX"),
        ("promised.", "promised by 30 %.", "one sentence"),
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


def test_a_theme_in_two_files_is_refused(tmp_path: Path) -> None:
    folder(tmp_path)
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
