"""Names of large employers, beside words of every day that are written as they are."""

import pytest

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.tables import tables

_LIKE = ("employer like a word", "employer like a thing")
_SHORT = 4
# Short names, and those in names of jobs ("DHL driver"), that mean one firm or office wherever they are said.
_KNOWN_ANYWHERE = set(
    """amazon anteraja bmw centrelink dhl dpd dwp ecg evri fedex gls google hcl honda ibm jne kfc kia kplc mazda
    mcdonald's meralco pwc sassa shopify sicepat suzuki tanesco tcs tesla umeme ups viettel vw wapda""".split()
)
_NO_WORDS = {"employer", *_LIKE, "firm", "own name"}  # roles of names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lehrer mit Kind", "DE"),
        ("Bäckerin mit Kindern", "DE"),
        ("Kellner mit Kind", "AT"),
        ("Verkäufer mit Hund", "DE"),
        ("fellah farmer", "EG"),
        ("peasant farmer", "US"),
        ("peasant farmer", "NZ"),
        ("court reporter", "SG"),
        ("winners coach", "CA"),
        ("subway driver", "US"),
        ("disco dancer", "IN"),
        ("disco DJ", "AR"),
        ("jumbo pilot", "CL"),
        ("maxi taxi driver", "CA"),
        ("shell fisherman", "US"),
        ("shell craft maker", "PH"),
        ("flex printing worker", "US"),
        ("orange seller", "CI"),
        ("canvas shoe maker", "AU"),
        ("adobe brick maker", "US"),
        ("driver in Liverpool", "GB"),
        ("teacher in Bavaria", "DE"),
    ],
)
def test_a_common_word_is_no_employer(text: str, code: str) -> None:
    """Catches German "with" as a university, a train driver at a chain of sandwiches and farmers in a store."""
    theirs = {"department store", "university", "supermarket", "restaurant", "oil company", "plant", "telecom company"}
    theirs |= {"software company", "brewery"}
    wishes = read_occupation(text, code).wishes
    assert wishes
    assert not [wish for wish in wishes if (wish.workplace or "").endswith(tuple(theirs))]
    assert not any("lecturer" in row.job.title for wish in wishes for row in wish.rows)


@pytest.mark.parametrize(
    ("text", "code", "workplace"),
    [
        ("driver at Subway", "US", "a fast food restaurant"),
        ("cashier Subway", "US", "a fast food restaurant"),
        ("MIT professor", "US", "a private university"),
        ("postdoc at mit", "US", "a private university"),
        ("engineer at shell", "NG", "an oil company"),
        ("técnico del ICE", "CR", "a power utility"),
        ("cashier at Winners", "CA", "a department store"),
        ("agent commercial Orange", "SN", "a telecom company"),
        ("mail carrier USPS", "US", "a post office"),
    ],
)
def test_an_employer_is_told_where_its_name_is_said(text: str, code: str, workplace: str) -> None:
    """Catches an employer lost for the word that its name is."""
    assert {wish.workplace for wish in read_occupation(text, code).wishes} == {workplace}


def test_names_that_are_words_are_of_their_countries() -> None:
    """Catches a short name, or one that is a word of work, goods, rank, links or people, as an employer anywhere."""
    known = tables()
    phrases = [*known.english, *known.local, *known.fields]
    phrases += [words_of(each) for role, listed in known.words.items() if role not in _NO_WORDS for each in listed]
    phrases += [name for kind in ("who", "of what", "link", "left", "same") for name in known.person_first[kind]]
    common = {word for phrase in phrases for word in phrase}
    names = {words_of(name) for name in known.words["employer"]}
    anywhere = {name[0] for name in names if len(name) == 1 and name in known.abroad}
    found = {name for name in anywhere if len(name) < _SHORT or name in common}
    assert found <= _KNOWN_ANYWHERE
    like = {words_of(name) for role in _LIKE for name in known.words[role]}
    assert like <= names
    assert not like & known.abroad.keys()


def test_a_name_of_who_comes_first_means_one_thing() -> None:
    """Catches a row that another overwrites: a shoe factory and a paper mill, alike without their marks."""
    meant: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for line in table("work/person_first.csv"):
        for name in line["names"].split("|"):
            meant.setdefault((line["kind"], words_of(name)), set()).add(line["english"])
    assert not [name for name, means in meant.items() if len(means) > 1]
    assert not {name for kind, name in meant if kind == "employer" and ("where", name) in meant}


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("hawker", "KE", {"street food vendor"}),
        ("food hawker", "NG", {"street food vendor"}),
        ("fruit hawker", "KE", {"fruit vendor"}),
        ("hawker", "SG", {"hawker stall owner"}),
        ("công nhân nhà máy giày", "VN", {"shoe assembly line worker", "shoe factory stitcher"}),
        ("công nhân nhà máy giấy", "VN", {"paper mill operator"}),
        ("jubilado de Pemex", "MX", {"retired state-enterprise worker"}),
        ("IRS officer", "US", {"tax officer"}),
        ("PTT memuru", "TR", {"postal clerk"}),
    ],
)
def test_names_mean_what_they_do_there(text: str, code: str, titles: set[str]) -> None:
    """Catches a hawker who owns a stall outside Malaysia and Singapore, and shoes made of paper."""
    assert {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows} == titles


@pytest.mark.parametrize("text", ["jubilado del IMSS", "jubilada del IMSS"])
def test_who_has_a_pension_of_the_insurance_has_left_any_work(text: str) -> None:
    """Catches the payer of a pension as the employer before it."""
    assert [wish.category for wish in read_occupation(text, "MX").wishes] == ["retired"]
