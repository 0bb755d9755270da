"""Names: right for country, gender, cohort and faith, unique, reproducible, and nobody famous."""

import re
import unicodedata
from collections import Counter

import numpy as np
import pytest
from babel import Locale

from boses_engine.errors import GroupError
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.names.available import capacity, check_names, names_available, names_of
from boses_engine.grounding.names.customs import (
    customs_at_work,
    faith_of,
    patterns_for,
    plain,
    rule_for,
    rules_of,
)
from boses_engine.grounding.names.draw import Name, _acceptable, draw_name
from boses_engine.grounding.places.countries import country_codes, table

PLACES = {
    "PH": ("Roman Catholic", "Tagalog"),
    "ID": ("Islam", "Indonesian"),
    "VN": ("none", "Vietnamese"),
}
# Territories with an ISO 3166-1 code; CLDR adds a few codes of its own.
NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
ISO = sorted(c for c in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", c) and c not in NOT_ISO)

MUSLIM_ONLY = {"siti", "muhammad", "mohamad", "ahmad", "nur", "nurul", "abdul", "aisyah", "fatimah", "khadijah"}
MUSLIM_ONLY |= {"hidayat", "ramadhan", "azzahra", "khairunnisa", "rizky", "norhaya", "hadji", "syifa", "salsabila"}
CHRISTIAN_ONLY = {"maria", "yohanes", "kristina", "petrus", "paulus", "markus", "yosua", "natalia", "theresia", "grace"}
CHRISTIAN_ONLY |= {"christian", "stefanus", "joseph", "john", "mary", "jesus", "angelina", "fransiskus", "agustinus"}


def draws(
    country: str,
    gender: str,
    age: int,
    religion: str = "",
    tongue: str = "",
    region: str | None = None,
    count: int = 400,
    seed: int = 1,
) -> list[Name]:
    rng = np.random.default_rng(seed)
    religion, tongue = religion or PLACES[country][0], tongue or PLACES[country][1]
    return [draw_name(rng, country, gender, age, religion, tongue, region, set()) for _ in range(count)]  # type: ignore[arg-type]


def words(names: list[Name]) -> Counter[str]:
    return Counter(word for name in names for word in plain(name.full).split())


@pytest.mark.parametrize("gender", ["Male", "Female"])
def test_capacity_is_kept_where_it_is_least(gender: str) -> None:
    """Catches a bound that counts names twice: Mongolians, among those with the least room, are drawn up to it."""
    bound = capacity("MN", gender)  # type: ignore[arg-type]
    rng, taken = np.random.default_rng(7), set[str]()
    for _ in range(min(2000, bound)):
        name = draw_name(rng, "MN", gender, 70, "Buddhist", "Mongolian", None, taken)  # type: ignore[arg-type]
        assert name.full not in taken
        taken.add(name.full)
    assert len(taken) == 2000


def test_names_run_out_with_a_message_and_not_before_the_bound() -> None:
    """Catches a bound above the truth, and an endless loop at the end: all Ê Đê names are drawn."""
    bound = names_of("vn-ede", "Female", 40, 40)
    assert 500 < bound < 900
    rng, taken = np.random.default_rng(3), set[str]()

    def draw_all() -> None:
        for _ in range(20_000):
            taken.add(draw_name(rng, "VN", "Female", 40, "Protestant", "Ede", "Dak Lak", taken).full)

    with pytest.raises(GroupError, match=r"names run out.*VN.*lower persona_count"):
        draw_all()
    assert len(taken) >= bound


@pytest.mark.parametrize(
    ("country", "region"), [("PH", "Metro Manila"), ("ID", "Jakarta"), ("VN", "Ho Chi Minh City"), ("VN", "Ha Noi")]
)
@pytest.mark.parametrize("gender", ["All", "Female", "Male"])
def test_ten_thousand_of_a_capital_are_within_the_names(country: str, region: str, gender: str) -> None:
    """Catches a bound so low that a big group is refused for the sake of a small people in it."""
    check_names(10_000, country, gender, 18, 65, {region: 1.0})  # type: ignore[arg-type]


def test_a_group_larger_than_its_names_is_refused_at_once() -> None:
    """Catches a plan that fails at its last person: the message has the number that would do, and that number does."""
    room = names_available("MN", "Female", 18, 65)
    assert 1000 < room < 100_000
    check_names(room, "MN", "Female", 18, 65)
    with pytest.raises(GroupError, match=rf"persona_count {room + 1} .*MN.*lower persona_count to {room}"):
        check_names(room + 1, "MN", "Female", 18, 65)
    few: dict[str | None, float] = {"Dak Lak": 1.0}
    many = few | {"Ha Noi": 9.0}
    assert names_available("VN", "Male", 18, 65, few) < names_available("VN", "Male", 18, 65, many)


def test_every_country_can_fill_a_thousand() -> None:
    """Catches a table so small that an ordinary group is refused."""
    for code in country_codes():
        assert names_available(code, "All", 18, 65) >= 1000, code


def test_five_hundred_in_one_group_differ_and_share_calling_names_late() -> None:
    """Catches repeats in a group, two of a small group called alike, and a name given far beyond its frequency."""
    for country in PLACES:
        rng, taken, called = np.random.default_rng(11), set[str](), Counter[str]()
        for i in range(500):
            name = draw_name(rng, country, "Female", 20 + i % 20, *PLACES[country], None, taken, called)
            assert name.full not in taken
            taken.add(name.full)
            called[name.called] += 1
            if i == 39:
                assert max(called.values()) == 1
        assert max(called.values()) <= 25
        assert len(called) >= 120


def test_cohorts_differ_in_the_philippines() -> None:
    """Catches a table that ignores the year of birth: no young Erlinda, no old Althea."""
    old, young = words(draws("PH", "Female", 75)), words(draws("PH", "Female", 17))
    assert old["erlinda"]
    assert not young["erlinda"]
    assert young["althea"]
    assert not old["althea"]
    assert words(draws("PH", "Male", 75))["rodolfo"]
    assert not words(draws("PH", "Male", 19))["rodolfo"]
    assert words(draws("PH", "Female", 47))["maricel"]
    assert not words(draws("PH", "Female", 17))["maricel"]


def test_vietnamese_names_follow_order_and_cohort() -> None:
    """Catches given-name-first order, "Thị" on men, and middle names that do not follow the generation."""
    for gender in ("Male", "Female"):
        names = draws("VN", gender, 40)
        assert all(name.called == name.full.split()[-1] for name in names)
        assert all(2 <= len(name.full.split()) <= 4 for name in names)
        assert sum(len(name.full.split()) == 2 for name in names) < 20
    old = sum("Thị" in n.full.split() for n in draws("VN", "Female", 70))
    young = sum("Thị" in n.full.split() for n in draws("VN", "Female", 17))
    assert old > 320
    assert young < 200
    old_men = sum(n.full.split()[1] == "Văn" for n in draws("VN", "Male", 70))
    young_men = sum(n.full.split()[1] == "Văn" for n in draws("VN", "Male", 17))
    assert old_men > 220
    assert young_men < 100
    assert not any("Thị" in n.full.split() for n in draws("VN", "Male", 50))


def test_vietnamese_family_names_have_their_published_shares() -> None:
    """Catches weights that are lost on the way: Nguyễn 38 %, Trần 11 % (3,000 draws, six standard errors)."""
    family = Counter(n.full.split()[0] for n in draws("VN", "Female", 30, count=3000))
    assert 0.32 < family["Nguyễn"] / 3000 < 0.44
    assert 0.075 < family["Trần"] / 3000 < 0.15


def test_every_name_is_nfc_and_latin() -> None:
    """Catches decomposed diacritics, which break equality and search, and names left in another script."""
    for country in ("VN", "PH", "TR", "CZ", "CN", "RU", "EG", "TH", "IN", "GE"):
        for name in draws(country, "Female", 33, "none", "x", count=150):
            assert unicodedata.is_normalized("NFC", name.full)
            assert all(unicodedata.name(c).startswith("LATIN") for c in name.full if c.isalpha()), name.full


@pytest.mark.parametrize("age", [18, 33, 52, 70])
@pytest.mark.parametrize("gender", ["Male", "Female"])
@pytest.mark.parametrize("religion", ["Protestant", "Catholic", "Hindu", "Buddhist"])
def test_no_muslim_name_on_another_faith(age: int, gender: str, religion: str) -> None:
    """Catches a Siti in a Catholic family and a Muhammad in a Hindu one."""
    for tongue in ("Indonesian", "Javanese", "Batak Toba"):
        assert not MUSLIM_ONLY & set(words(draws("ID", gender, age, religion, tongue)))
    assert not {"norhaya", "hadji", "macarambon", "abdul"} & set(words(draws("PH", gender, age, religion)))


@pytest.mark.parametrize("age", [18, 33, 52, 70])
@pytest.mark.parametrize("gender", ["Male", "Female"])
def test_no_christian_name_on_a_muslim(age: int, gender: str) -> None:
    """Catches a Kristina who prays in a mosque, in Indonesia, the Philippines, Nigeria and Kenya."""
    for tongue in ("Indonesian", "Javanese", "Sundanese", "Minangkabau", "Bugis", "Batak Mandailing"):
        assert not CHRISTIAN_ONLY & set(words(draws("ID", gender, age, "Islam", tongue)))
    assert not CHRISTIAN_ONLY & set(words(draws("PH", gender, age, "Muslim", "Maranao")))
    assert not CHRISTIAN_ONLY & set(words(draws("NG", gender, age, "Muslim", "Hausa")))
    assert not CHRISTIAN_ONLY & set(words(draws("KE", gender, age, "Muslim", "Swahili")))


def test_indonesian_customs() -> None:
    """Catches Balinese without a birth order, Batak Protestants without a clan name, old Javanese with family names."""
    order = {"Wayan", "Made", "Nyoman", "Ketut", "Putu", "Kadek", "Komang", "Gede", "Luh"}
    for gender, article in (("Male", "I"), ("Female", "Ni")):
        balinese = draws("ID", gender, 60, "Hindu", "Balinese")
        assert sum(bool(order & set(n.full.split())) for n in balinese) > 365  # an Anak Agung may do without
        assert sum(n.full.startswith(article + " ") for n in balinese) > 330
        assert sum(bool({"Gusti", "Agung", "Ida", "Dewa", "Desak"} & set(n.full.split())) for n in balinese) < 60
        assert all(n.called not in order and n.called not in {"I", "Ni"} for n in balinese)
    clans = patterns_for("id-batak", "Male", 1990).options[0][-1].names.options
    assert "Simanjuntak" in clans
    assert len(clans) >= 90
    assert all(n.full.endswith(tuple(clans)) for n in draws("ID", "Male", 36, "Protestant", "Batak Toba"))
    mononyms = sum(" " not in n.full for n in draws("ID", "Male", 75, "Islam", "Javanese"))
    assert mononyms > 100
    assert not any(" " not in n.full for n in draws("ID", "Male", 25, "Islam", "Javanese"))


def test_family_name_goes_first_where_the_country_puts_it_first() -> None:
    """Catches "Béla Nagy" in Hungary and "Haruka Sato" in Japan; the calling name is the given one."""
    for country in ("HU", "JP", "CN", "KR"):
        assert all(n.full.endswith(" " + n.called) or country == "HU" for n in draws(country, "Female", 30, "x", "x"))
    assert any(n.full.startswith("Nagy ") for n in draws("HU", "Male", 30, "x", "x"))
    assert all(n.full.startswith(n.called + " ") for n in draws("DE", "Male", 30, "x", "x"))


def test_surnames_and_particles_agree_with_gender() -> None:
    """Catches "Olga Ivanov", "Jan Nováková", a Malay daughter called "bin" and a Sikh man called Kaur."""
    assert all(n.full.endswith("a") for n in draws("RU", "Female", 40, "Orthodox", "Russian"))
    assert not any(n.full.endswith("ova") for n in draws("CZ", "Male", 40, "none", "Czech"))
    assert all(" binti " in n.full for n in draws("MY", "Female", 40, "Muslim", "Malay"))
    assert all(" bin " in n.full for n in draws("MY", "Male", 40, "Muslim", "Malay"))
    assert all(" Singh" in n.full for n in draws("IN", "Male", 40, "Sikh", "Punjabi"))
    assert all(" Kaur" in n.full for n in draws("IN", "Female", 40, "Sikh", "Punjabi"))


def test_no_name_says_again_what_another_says() -> None:
    """Catches "Siti Lailatul Laila" and "Rohayati Nurhayati"."""
    for name in draws("ID", "Female", 40, count=1_500):
        said = plain(name.full).split()
        for at, word in enumerate(said[1:], start=1):
            assert not any(word.startswith(other) for other in said[:at] if len(other) > 3), name.full


def test_a_small_group_has_no_family_name_too_often() -> None:
    """Catches six of twenty called Martínez in Guadalajara, where it is a twenty-fifth of names."""
    rng, families = np.random.default_rng(3), Counter[str]()
    for _ in range(200):
        group: Counter[str] = Counter()
        for _ in range(20):
            args = "MX", "Female", 40, "Roman Catholic", "Spanish", "Jalisco", set[str](), None, group
            group.update(draw_name(rng, *args).families)  # type: ignore[arg-type]
        assert max(group.values()) <= 5
        families += group
    assert 0.02 < families["Martínez"] / families.total() < 0.06


def test_the_first_family_name_of_a_country_is_not_rare_in_a_group() -> None:
    """Catches three of twenty called Nguyễn, of whom there are 38 in 100, and twelve of them."""
    rng, found = np.random.default_rng(7), []
    for _ in range(100):
        group: Counter[str] = Counter()
        for _ in range(20):
            args = "VN", "Male", 40, "no religion", "Vietnamese", "Bac Ninh", set[str](), None, group
            group.update(draw_name(rng, *args).families)  # type: ignore[arg-type]
        found.append(group["Nguyễn"])
    assert 4 <= min(found) <= max(found) <= 13
    assert 0.33 < sum(found) / 2000 < 0.43


def test_merchants_names_are_rare_at_work_by_hand() -> None:
    """Catches "Vincent Chua" who fishes."""
    rule = rule_for("PH", "Zamboanga Peninsula", "Cebuano", "Roman Catholic")
    at_sea = customs_at_work(rule, "6222")
    assert at_sea.weights[-1] / at_sea.cumulative[-1] < 0.005 < rule.customs.weights[-1] / rule.customs.cumulative[-1]


def test_merchants_names_are_common_in_their_trades() -> None:
    """Catches hardware stores of Manila that are all of "Dela Cruz", and a title that a code goes before."""
    rule = rule_for("PH", "Metro Manila", "Tagalog", "Roman Catholic")
    in_trade, at_random = customs_at_work(rule, "5221", "hardware store owner"), customs_at_work(rule, "5221")
    assert in_trade.weights[-1] / in_trade.cumulative[-1] > 0.2 > at_random.weights[-1] / at_random.cumulative[-1]
    assert customs_at_work(rule, "52", "sari-sari store owner").weights == rule.customs.weights


@pytest.mark.parametrize(
    ("region", "tongue", "custom"),
    [
        ("Maharashtra", "Marathi", "in-marathi-learned"),
        ("West Bengal", "Bengali", "in-bengali-learned"),
        ("Delhi", "Hindi", "in-hindi-learned"),
    ],
)
def test_names_of_priests_and_scribes_are_rare_at_work_by_hand(region: str, tongue: str, custom: str) -> None:
    """Catches a cleaner of Pune called Apte and a bus conductor called Kulkarni."""
    rule = rule_for("IN", region, tongue, "Hindu")
    shares = {
        work: dict(zip(each.options, each.weights, strict=True))[custom] / sum(each.weights)
        for work, each in ((work, customs_at_work(rule, work)) for work in ("2211", "5112", "9112"))
    }
    assert shares["9112"] < 0.02 < 0.15 < shares["2211"]
    assert shares["5112"] < 0.3 * shares["2211"]


@pytest.mark.parametrize(("town", "part"), [("Mysuru", "south"), ("Kalaburagi", "north"), ("Mangaluru", "coast")])
def test_surnames_of_a_state_are_those_of_its_towns(town: str, part: str) -> None:
    """Catches a Kotian, an Alva and a Biradar among the conductors of Mysuru."""
    shares = rule_for("IN", f"Karnataka@{town}", "Kannada", "Hindu").customs
    of_part = sum(w for each, w in zip(shares.options, shares.weights, strict=True) if part in each)
    assert of_part > 0.9 * sum(shares.weights)
    assert rule_for("IN", "Karnataka@Goalpara", "Hindi", "Christian") == rule_for(
        "IN", "Karnataka", "Hindi", "Christian"
    )


def test_usual_names_are_no_echoes() -> None:
    """Catches names of Vietnam and of Egypt that are refused for having the same consonants, as "Neil Neal" is."""
    usual = (
        "Hoàng Minh Hùng",
        "Hoàng Thanh Hương",
        "Dương Thùy Dung",
        "Mohamed Mahmoud",
        "Hassan Hussein",
        "Huang Hong",
    )
    assert all(map(_acceptable, usual))
    assert not any(map(_acceptable, ("Neil Neal", "Neil Roy Neal")))


def test_no_word_comes_twice_in_a_name() -> None:
    """Catches "Putri Putri Lestari" and "Hà Thị Hà"."""
    for country in PLACES:
        for name in draws(country, "Female", 22, count=1500):
            assert len(set(name.full.casefold().split())) == len(name.full.split())


@pytest.mark.parametrize("religion", ["Muslim", "Christian", "Hindu", "none"])
def test_every_iso_country_gives_a_name(religion: str) -> None:
    """Catches a country without a rule, a rule that names a missing custom, and an age without names."""
    assert len(ISO) >= 249
    rng = np.random.default_rng(9)
    for country in [*ISO, "XK", "QQ"]:
        for gender in ("Male", "Female"):
            for age in (13, 45, 100):
                name = draw_name(rng, country, gender, age, religion, "English", None, set())
                assert name.full.strip() == name.full
                assert name.called in name.full
                assert not re.search(r"['|=*^/]{2}|  ", name.full)


def test_every_custom_of_every_rule_has_names_at_every_age() -> None:
    """Catches a hole between two cohorts and an order without a calling name."""
    customs = {custom for country in [*ISO, "ZZ"] for rule in rules_of(country) for custom in rule.customs.options}
    assert len(customs) > 120
    for custom in sorted(customs):
        for gender in ("Male", "Female"):
            for born in range(1926, 2014):
                patterns = patterns_for(custom, gender, born).options
                assert patterns, (custom, gender, born)
                for pattern in patterns:
                    assert all(part.names.options for part in pattern), (custom, gender, born)
                    assert sum(part.called for part in pattern) == 1, (custom, gender)


def test_faith_and_language_are_read_as_whole_words() -> None:
    """Catches "Malayalam" taken for Malay, and census labels that are not recognised."""
    assert [faith_of(r) for r in ("Islam", "Sunni Muslim", "Iglesia ni Cristo", "Roman Catholic")] == [
        "muslim",
        "muslim",
        "christian",
        "christian",
    ]
    assert [faith_of(r) for r in ("Hindu", "Confucian", "none", "Sikh")] == ["hindu", "buddhist", "other", "sikh"]
    assert rule_for("IN", None, "Malayalam", "Hindu").customs.options == ("in-malayalam", "in-malayalam-learned")
    assert rule_for("ID", None, "Batak Toba", "Protestant").customs.options == ("id-batak",)
    assert rule_for("ID", None, "Nias", "Protestant").customs.options == ("id-nias",)
    assert rule_for("ID", "North Sumatra", "Indonesian", "Protestant").customs.options[0] == "id-batak"


def test_tables_are_read_and_added_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches tables that are read or added up anew for each name: the same names again need neither."""
    names = {country: draws(country, "Female", 30) for country in PLACES}
    monkeypatch.setattr("csv.DictReader", None)
    monkeypatch.setattr(Weighted, "of", None)
    assert {country: draws(country, "Female", 30) for country in PLACES} == names


@pytest.mark.parametrize(
    ("language", "religion", "custom"),
    [("English", "Orthodox", "gr"), ("English", "Roman Catholic", "au"), ("Greek", "Orthodox", "gr")],
)
def test_a_rule_may_name_a_church(language: str, religion: str, custom: str) -> None:
    """Catches an Orthodox Australian called Davis."""
    assert custom in rule_for("AU", "Victoria", language, religion).customs.options


def test_protestants_of_kupang_have_no_catholic_saints_names() -> None:
    """Catches a Benediktus of Kupang who is a Protestant."""
    assert rule_for("ID", "East Nusa Tenggara", "Kupang Malay", "Protestant").customs.options == ("id-kupang",)
    assert not words(draws("ID", "Male", 36, "Protestant", "Kupang Malay", "East Nusa Tenggara"))["Benediktus"]


def test_children_of_who_came_have_family_names_of_their_parents() -> None:
    """Catches Ontario and California without anybody whose tongue is English and whose name is Wong, and as many of
    them on building sites as at the keyboard."""
    for code, region, custom in (("CA", "Ontario", "ca-chinese"), ("US", "California", "us-chinese")):
        rule = rule_for(code, region, "English", "no religion")
        shares = {
            work: dict(zip(each.options, each.weights, strict=True))[custom] / sum(each.weights)
            for work, each in ((work, customs_at_work(rule, work)) for work in ("2512", "7112"))
        }
        assert 0.02 < shares["2512"] < 0.1, code
        assert shares["7112"] < 0.4 * shares["2512"], code
    assert "ca-french" in rule_for("CA", "Quebec", "English", "Christian").customs.options


@pytest.mark.parametrize("code", ["US", "GB", "CA", "AU", "NZ", "DE", "ES", "IT", "PT", "NL", "SE"])
def test_newcomers_have_names_of_their_own_tongue(code: str) -> None:
    """Catches a Ghanaian of Leeds, a Muslim, with a name of Bangladesh: who has a tongue of elsewhere has its names."""
    (home,) = (set(row["tongues"].split("|")) for row in table("people/tongues_at_home.csv") if row["code"] == code)
    rows = [row for row in table("people/craft_tongues.csv") if code in row["code"].split("|")]
    tongues = {tongue for row in rows for tongue in row["language"].split("|")}
    tongues |= {row["name"] for row in table("places/language.csv") if row["code"] == code}
    assert {tongue for tongue in tongues if not rule_for(code, None, tongue, "Christian").languages} <= home


def test_names_of_china_are_those_of_the_years_of_birth() -> None:
    """Catches women born in 1988 who have the names of children born after 2000."""
    given = {born: set(patterns_for("cn", "Female", born).options[0][-1].names.options) for born in (1988, 2004)}
    assert "Xinyi" in given[2004] - given[1988]
    assert "Juan" in given[1988] - given[2004]


@pytest.mark.parametrize(
    ("region", "ending", "low", "high"),
    [
        ("Lviv Oblast", "enko", 0, 0.12),
        ("Lviv Oblast", ("iv", "yshyn", "skyi", "uk", "ak"), 0.4, 1),
        ("Rivne Oblast", "uk", 0.4, 0.8),
        ("Poltava Oblast", "enko", 0.35, 0.7),
    ],
)
def test_family_names_of_ukraine_follow_the_oblast(
    region: str, ending: str | tuple[str, ...], low: float, high: float
) -> None:
    """Catches a Lviv whose people are half called -enko, as those of Poltava are."""
    names = draws("UA", "Male", 40, "Orthodox", "Ukrainian", region)
    assert low < sum(name.full.endswith(ending) for name in names) / len(names) + 0.001 < high


def test_a_polish_man_has_no_womans_ending() -> None:
    """Catches a man of Poland whose family name is in -ska, and a woman's in -ski."""
    assert not [name.full for name in draws("PL", "Male", 40, "none", "Polish") if name.full.endswith(("ska", "cka"))]
    assert not [name.full for name in draws("PL", "Female", 40, "none", "Polish") if name.full.endswith(("ski", "cki"))]


def test_given_names_of_romania_are_those_of_the_years_of_birth() -> None:
    """Catches a Gheorghe of 22 and a David of 60."""
    names = {age: words(draws("RO", "Male", age, "Orthodox", "Romanian")) for age in (22, 60)}
    assert names[22]["david"] > 5 > names[60]["david"]
    assert names[60]["vasile"] > 5 * names[22]["vasile"]


def test_family_names_of_romania_follow_the_county() -> None:
    """Catches a Cluj with as many called Popescu as Pop."""
    there, elsewhere = (
        words(draws("RO", "Male", 40, "Orthodox", "Romanian", county)) for county in ("Cluj County", "Dolj County")
    )
    assert there["pop"] > 3 * there["popescu"]
    assert elsewhere["popescu"] > there["popescu"]
