"""Who does a kind of work by where their people came from (`grounding/people/newcomers_at_work`)."""

from collections import Counter

import pytest

from boses_engine.grounding.people.newcomers_at_work import at_work, tongues_at_home
from boses_engine.grounding.people.tongues import draw_language, draw_religion, tongues_at
from boses_engine.grounding.places.countries import table
from boses_engine.randomness import generator

_PEOPLE = 800


def _drawn(
    place: tuple[str, str | None, str | None], *work: str, age: int = 36
) -> tuple[float, Counter[str], Counter[str]]:
    """The share of people whose tongue came from elsewhere, their tongues and their faiths, of those who do some work
    in a town of a division."""
    code, region, town = place
    rng = generator("at work", *place, *work)
    tongues, faiths = Counter[str](), Counter[str]()
    for _ in range(_PEOPLE):
        faith = draw_religion(rng, code, region, town, None, work=work, age=age)
        tongues[draw_language(rng, code, region, town, None, religion=faith, work=work, age=age)] += 1
        faiths[faith] += 1
    home = tongues_at_home(code)
    return sum(n for tongue, n in tongues.items() if tongue not in home) / _PEOPLE, tongues, faiths


@pytest.mark.parametrize(
    ("place", "many", "few"),
    [
        (("AU", "Victoria", "Bendigo"), ("dentist", "health professional", "2261"), ("farmer", "farmer", "6121")),
        (
            ("CA", "Nova Scotia", "Halifax"),
            ("developer", "IT professional", "2512"),
            ("police officer", "guard", "5412"),
        ),
        (("GB", "England", "Exeter"), ("nurse", "nurse", "2221"), ("primary teacher", "teacher", "2341")),
        (("DE", "Bavaria", "Regensburg"), ("cook", "cook", "5120"), ("notary", "legal professional", "2619")),
        (("ES", "Andalusia", "Seville"), ("housekeeper", "domestic worker", "9111"), ("judge", "judge", "2612")),
        (("MY", "Kuala Lumpur", None), ("waiter", "service worker", "5131"), ("rider", "delivery rider", "8321")),
        (("TH", "Chiang Mai", None), ("mason", "construction worker", "7112"), ("taxi driver", "driver", "8322")),
        (("KR", "South Jeolla", None), ("hand", "farm worker", "9211"), ("clerk", "office worker", "4110")),
    ],
)
def test_who_came_does_some_work_and_hardly_other(
    place: tuple[str, str, str | None], many: tuple[str, ...], few: tuple[str, ...]
) -> None:
    """Catches twenty dentists of Bendigo with English names, and farmers of it as often from India as its people."""
    assert _drawn(place, *many)[0] > 0.14
    assert _drawn(place, *few)[0] < 0.06


def test_work_of_foreigners_and_of_citizens() -> None:
    """Catches maids of Singapore with the names of its citizens, and police and taxi drivers of the Gulf who came from
    India."""
    for code, work, least, most in (
        ("SG", ("live-in housekeeper", "domestic worker", "9111"), 0.9, 1.0),
        ("SG", ("police officer", "guard", "5412"), 0.0, 0.02),
        ("KW", ("waiter", "food worker", "5131"), 0.8, 1.0),
        ("KW", ("firefighter", "guard", "5411"), 0.0, 0.1),
        ("OM", ("taxi driver", "driver", "8322"), 0.0, 0.3),
    ):
        assert least <= _drawn((code, None, None), *work)[0] <= most, (code, work)


def test_schools_of_a_tongue_have_teachers_who_grew_up_with_it() -> None:
    """Catches Malays at the Tamil schools of Malaysia, and as many Chinese at the national ones as in the people."""
    place = "MY", "Selangor", None
    _, national, _ = _drawn(place, "primary school teacher", "teacher", "2341")
    _, chinese, _ = _drawn(place, "SJKC teacher", "teacher", "2341")
    _, tamil, faiths = _drawn(place, "SJKT teacher", "teacher", "2341")
    assert national["Malay"] > 5 * national["Mandarin"]
    assert chinese["Malay"] < chinese["Mandarin"]
    assert tamil["Tamil"] > 10 * tamil["Malay"]
    assert faiths["Hindu"] > 10 * faiths["Muslim"]


def test_tongues_and_faiths_of_work_go_together() -> None:
    """Catches Indian developers and taxi drivers in a country whose Hindus and Muslims stay as few as ever."""
    _, tongues, faiths = _drawn(("CA", "Ontario", "Toronto"), "developer", "IT professional", "2512")
    _, of_nurses, nurses = _drawn(("CA", "Ontario", "Toronto"), "nurse", "nurse", "2221")
    assert tongues["Hindi"] + tongues["Gujarati"] > 3 * (of_nurses["Hindi"] + of_nurses["Gujarati"])
    assert of_nurses["Tagalog"] > 2 * tongues["Tagalog"]
    assert faiths["Hindu"] > 1.5 * nurses["Hindu"]


def test_children_of_who_came_are_half_as_much_apart() -> None:
    """Catches British Muslims who drive taxis no more often than others once English is their tongue."""
    rng, place = generator("children"), ("GB", "England", "London", None)
    taxi, police = ("taxi driver", "driver", "8322"), ("police officer", "guard", "5412")

    def muslims(work: tuple[str, ...]) -> int:
        drawn = (draw_religion(rng, *place, work=work, age=30) for _ in range(_PEOPLE))
        return sum(
            draw_language(rng, *place, religion=faith, work=work, age=30) == "English"
            for faith in drawn
            if faith == "Muslim"
        )

    assert muslims(taxi) > 2 * muslims(police)


def test_people_of_no_known_work_are_those_of_the_place() -> None:
    """Catches a bend by work that moves everybody."""
    rng = generator("no work")
    drawn = Counter(draw_language(rng, "AU", "Victoria", "Melbourne", None, age=36) for _ in range(4000))
    shares = dict(tongues_at("AU", "Victoria", "Melbourne", None, age=36))
    assert drawn["English"] / 4000 == pytest.approx(shares["English"] / sum(shares.values()), abs=0.025)
    assert at_work("AU", ("", "", "")) is None
    assert at_work("PH", ("nurse", "nurse", "2221")) is None


def test_a_more_particular_row_goes_before() -> None:
    """Catches rows of any country that hide those of one, and rows of a whole group those of a work."""
    doctors, all_others = at_work("US", ("", "", "2211")), at_work("US", ("", "", "2999"))
    assert doctors
    assert all_others
    assert doctors.newcomers > all_others.newcomers
    assert doctors.times("Spanish") < 0.5 < doctors.times("Hindi")
    homemaker = at_work("DE", ("housewife", "homemaker", ""))
    assert homemaker
    assert homemaker.newcomers > 1


def test_rows_name_tongues_that_somebody_has() -> None:
    """Catches a tongue that is misspelt and a row that is there twice."""
    known = {row["name"] for row in table("places/language.csv")}
    named = {row["tongue"] for row in table("lives/origins.csv")} | known
    seen = set[tuple[str, str, str]]()
    for row in table("people/newcomers_at_work.csv"):
        assert set(filter(None, row["tongues"].split("|"))) <= named, row
        keys = {(row["codes"], each, row["tongues"]) for each in row["work"].split("|")}
        assert not keys & seen, row
        seen |= keys


def test_rows_of_a_country_hold_there() -> None:
    """Catches rows of countries of which nobody knows who came."""
    codes = {code for row in table("people/newcomers_at_work.csv") for code in row["codes"].split("|")} - {"any"}
    assert not {code for code in codes if not tongues_at_home(code)}


def test_a_faith_of_a_craft_keeps_its_part_among_newcomers() -> None:
    """Catches crop workers from Mexico of whom fewer are Catholic than of all who speak Spanish there, for the table
    names that faith and newcomers multiply the others."""
    work = ("crop picker", "farm worker", "9211")
    _, tongues, faiths = _drawn(("US", "California", "Fresno"), *work)
    assert tongues["Spanish"] > 0.6 * _PEOPLE
    assert faiths["Roman Catholic"] > 0.55 * _PEOPLE


def test_posts_of_the_state_in_malaysia_are_mostly_of_malays() -> None:
    """Catches as many Chinese at government counters of Perak as in its shops."""
    _, clerks, _ = _drawn(("MY", "Perak", "Taiping"), "clerk", "office worker", "state post", "4110")
    _, others, _ = _drawn(("MY", "Perak", "Taiping"), "clerk", "office worker", "4110")
    assert clerks["Malay"] > 0.7 * _PEOPLE > others["Malay"]


def test_who_rides_and_drives_in_malaysia_is_seldom_chinese() -> None:
    """Catches as many Chinese at wheels in Kuala Lumpur as in its shops, and guards from countries that may not send
    any."""
    chinese = "Cantonese", "Hakka", "Hokkien", "Mandarin", "Teochew"
    place = "MY", "Kuala Lumpur", None
    _, riders, _ = _drawn(place, "food delivery rider", "delivery rider", "8321")
    assert sum(riders[each] for each in chinese) < 0.25 * _PEOPLE < 0.55 * _PEOPLE < riders["Malay"]
    _, guards, _ = _drawn(place, "security guard", "uniformed or security worker", "5414")
    assert guards["Nepali"] > 0.07 * _PEOPLE > 0.01 * _PEOPLE > guards["Bengali"]


@pytest.mark.parametrize(
    ("town", "work", "faith", "least", "most"),
    [
        ("Leeds", ("taxi driver", "driver", "8322"), "Muslim", 0.38, 0.6),
        ("Manchester", ("farm labourer", "farm worker", "9211"), "Muslim", 0.0, 0.08),
        ("Manchester", ("lorry driver", "driver", "8332"), "Muslim", 0.08, 0.22),
    ],
)
def test_work_of_british_muslims_is_not_all_work_of_newcomers(
    town: str, work: tuple[str, ...], faith: str, least: float, most: float
) -> None:
    """Catches farm hands about Manchester of whom a third are Muslims, as if those who pick came from Pakistan, and
    cabs of Leeds that few of them drive."""
    assert least <= _drawn(("GB", "England", town), *work, age=40)[2][faith] / _PEOPLE <= most
