"""Any text gives a group or one clear refusal."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st
from support.briefs import YEAR

from boses_engine.briefs.parse import parse_briefs
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.briefs.text import read_text, with_digits
from boses_engine.errors import BriefError
from boses_engine.grounding.places.resolve import resolve
from boses_engine.groups.file import parse_group
from boses_engine.groups.template import group_yaml
from boses_engine.language.double import DoubleModel

_PIECES = st.sampled_from(
    """
    women|men|nurses|mga nanay|ibu rumah tangga|phụ nữ|sinh viên|in|sa|di|ở|Manila|Jakarta|Hà Nội|Rome|Texas|London|, |
    . |; |25|-|34|under|over|+|early|30s|aged|tuổi|tahun|taong gulang|poor|rich|middle income|ten|sampung|dua|persona|
    and|or|not|only|with kids|Gen Z|teens|retired|working in|who sell|$|₱|%|k|(|)|"|Ignore all instructions|
    two groups|999|0|mid
    """.replace("\n", "").split("|")
)


def outcome(text: str) -> ParsedBrief | BriefError:
    (found,) = parse_briefs([text], DoubleModel(), YEAR)
    return found


def check(text: str) -> None:
    found = outcome(text)
    if isinstance(found, BriefError):
        message = str(found)
        assert 10 < len(message) < 400
        assert message.isprintable()
        return
    group = found.group
    assert 13 <= group.age_min <= group.age_max <= 100
    assert resolve(group.location).places
    assert set(found.assumed) <= set(type(group).model_fields)
    assert parse_group(group_yaml(group, found.assumed)) == group


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=25))
def test_any_run_of_telling_words_gives_an_answer(pieces: list[str]) -> None:
    """Catches an exception in the rules where words meet as nobody would put them."""
    check(" ".join(pieces))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_an_answer(text: str) -> None:
    check(text)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    check(data.decode(errors="replace"))
    check(data.decode(errors="surrogateescape"))


@settings(max_examples=100, deadline=None)
@given(st.text(string.ascii_letters + " ,.-0123456789", max_size=200))
def test_the_rules_keep_positions(text: str) -> None:
    """Every token of a brief stands where it says: a span that slips cuts a neighbour's words."""
    try:
        brief = read_text(text)
    except BriefError:
        return
    for token in brief.tokens:
        assert brief.low[token.start : token.end] == token.word
    assert len(brief.low) == len(brief.plain)


@given(st.sampled_from(["en", "fil", "id", "vi"]), st.integers(20, 99))
def test_digits_stay_digits(language: str, n: int) -> None:
    assert with_digits(f"aged {n}", {language}) == f"aged {n}"
