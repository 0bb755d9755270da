"""Brands, their attitudes and incidents."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any, get_args

import pytest
from support.slots import SLOT, a_slot

from boses_engine.domain.persona import Attitude, BrandFact, Household, Psychographics
from boses_engine.errors import NotFoundError
from boses_engine.grounding.lives.spread import Entries
from boses_engine.grounding.market.attitudes import attitude_shares
from boses_engine.grounding.market.brands import (
    POSITIVE,
    brand_evidence,
    brand_fact,
    draw_brands,
    market_brands,
    prevalence,
)
from boses_engine.grounding.market.buyers import ALL_OF, GREAT_CITIES, Buyer, bent
from boses_engine.grounding.market.stories import ANY_CATEGORY, incidents
from boses_engine.grounding.places.countries import country, country_codes, region_figures, table
from boses_engine.grounding.places.gazetteer import admin1, geonames_towns
from boses_engine.randomness import generator

ATTITUDES = get_args(Attitude)
MARKETS = ("PH", "ID", "VN", "DE")  # DE stands for the countries without a list of their own
GOOD = re.compile(
    r"\b(surprisingly good|free refill|smiling|with a smile|without any trouble|came back the same|"
    r"swears by|always finds|recommends it|came hot|calmed)\b"
)
BAD = re.compile(
    r"\b(refused|rejected|rudely|stale|burned|burnt|rash|fake|stolen|overheated|cracked|itched|rotten|shouted|"
    r"mocked|blamed)\b"
)


def minds(**changes: object) -> Psychographics:
    scores = dict.fromkeys(("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"), 50)
    attitudes = ("price_consciousness", "brand_trust", "novelty_seeking", "ad_scepticism", "social_reliance")
    base: dict[str, object] = {**scores, **dict.fromkeys(attitudes, 50), "decision_style": "recreational"}
    return Psychographics.model_validate(base | changes)


ALONE = Household(size=1, marital_status="single", children=(), members=())
BUYER = Buyer(
    country_code="PH",
    region="Metro Manila",
    gender="Female",
    age=30,
    income_level="Middle",
    religion="Roman Catholic",
    household=ALONE,
    devices=("mid-range smartphone",),
    psychographics=minds(),
    at_home=False,
)
ONE_OF_A_KIND = "public health insurance"  # a country has one fund


def many(count: int, *, used: Entries | None = None, seed: object = 0, **changes: Any) -> list[BrandFact]:
    rng, used = generator("brands", seed), Entries() if used is None else used
    buyer = replace(BUYER, **changes)
    found: list[BrandFact] = []
    for _ in range(count):
        used.begin()
        found += draw_brands(rng, buyer, used)
    return found


def categories(count: int = 300, **changes: Any) -> Counter[str]:
    """What such people talk of, among so many of them."""
    return Counter(fact.category for fact in many(count, **changes))


def test_hardly_anybody_on_the_land_books_rides() -> None:
    """Catches a maize farmer who keeps to one ride app, and has meals brought to the field."""
    town, land = categories(isco08="5223"), categories(isco08="6111")
    assert land["ride app"] + land["food delivery"] < 0.4 * (town["ride app"] + town["food delivery"])


def test_what_is_of_cities_is_rare_in_small_towns() -> None:
    """Catches an app of Lima in a town of the Andes, and suburbs of a metropolis without it."""
    lima = replace(BUYER, country_code="PE", region="Lima Province", city="Lima")
    rappi = next(brand for brand in market_brands("PE") if brand.name == "Rappi")
    away = prevalence(rappi, replace(lima, region="Cajamarca", city="Cajamarca"))
    assert 0 < away < 0.1 * prevalence(rappi, lima)
    suburb = replace(BUYER, city="Pateros")
    foodpanda = next(brand for brand in market_brands("PH") if brand.name == "foodpanda")
    assert prevalence(foodpanda, suburb) == prevalence(foodpanda, replace(suburb, city="Quezon City"))
    assert prevalence(foodpanda, replace(suburb, region="Northern Mindanao", city="Maramag")) < 0.1
    suburb = replace(lima, city="Miraflores")  # of a country without figures of its divisions
    assert prevalence(rappi, suburb) == prevalence(rappi, lima)


def test_nobody_is_loyal_to_what_people_like_them_hardly_have() -> None:
    """Catches a pensioner with primary school who keeps to a wallet, which few of the young lack."""
    old: dict[str, Any] = {"age": 66, "education": "primary school", "country_code": "VN", "region": "Nghe An"}
    wallets = [fact for fact in many(1_200, **old) if fact.category == "e-wallet"]
    assert wallets
    assert not any(fact.attitude == "loyal" for fact in wallets)


def test_who_has_more_than_others_pawns_nothing() -> None:
    """Catches a well-off owner who is loyal to a pawnshop, and a mother of a baby who smokes."""
    f88 = next(brand for brand in market_brands("VN") if brand.name == "F88")
    home = replace(BUYER, country_code="VN", region="Hanoi", household_monthly=6_000_000)
    assert prevalence(f88, replace(home, household_monthly=60_000_000)) < 0.5 * prevalence(f88, home)
    marlboro = next(brand for brand in market_brands("FR") if brand.name == "Marlboro")
    baby = Household(size=3, marital_status="married", children=(0,), members=("husband",))
    assert bent(replace(BUYER, country_code="FR", household=baby), marlboro.category) < 0.5 * bent(
        replace(BUYER, country_code="FR"), marlboro.category
    )


def test_work_on_the_land_and_crafts_have_brands_of_their_own() -> None:
    """Catches a rice farmer without seeds and a carpenter without tools, and a nurse who talks of fertiliser."""
    land, craft = categories(isco08="6111", gender="Male"), categories(isco08="7115", gender="Male")
    ward = categories(isco08="2221")
    assert land["seeds and fertiliser"] > 20
    assert craft["tools"] > 20
    assert ward["seeds and fertiliser"] + ward["tools"] < 5


def test_nobody_is_a_customer_of_their_own_trade() -> None:
    """Catches the owner of a drugstore who is loyal to a chain of them, and a small shop that buys no stock."""
    assert categories(isco08="1420", title="pharmacy owner")["pharmacy"] == 0 < categories()["pharmacy"]
    assert categories(isco08="4211", title="bank teller")["bank"] == 0
    shop = Counter(fact.brand for fact in many(1_200, isco08="5221", title="sari-sari store owner"))
    assert shop["7-Eleven"] == shop["Alfamart"] == 0 < shop["Puregold"]


def test_money_comes_to_who_has_somebody_elsewhere() -> None:
    """Catches a woman loyal to a remittance company to whom nobody sends money."""
    (western,) = [brand for brand in market_brands("PH") if brand.name == "Western Union"]
    with_kin, alone = (replace(BUYER, kin_elsewhere=each) for each in (True, False))
    assert prevalence(western, alone) < 0.2 * prevalence(western, with_kin)
    money = [fact for fact in many(1_500, kin_elsewhere=False) if fact.brand == "Western Union"]
    assert not any(fact.attitude == "loyal" for fact in money)


def test_a_wallet_of_one_make_is_on_a_phone_of_that_make() -> None:
    """Catches who is loyal to Samsung and to Apple Pay, and a cheap phone with either."""
    where: dict[str, Any] = {"country_code": "US", "region": None, "income_level": "Middle"}
    rng, used = generator(3, "phones"), Entries()
    for _ in range(1_500):
        held = {fact.category: fact.brand for fact in draw_brands(rng, replace(BUYER, **where), used)}
        if held.get("e-wallet") == "Apple Pay":
            assert held.get("phone", "Apple") == "Apple"
    cheap = replace(BUYER, **where, devices=("entry-level smartphone",))
    (pay,) = [brand for brand in market_brands("US") if brand.name == "Apple Pay"]
    assert prevalence(pay, cheap) == 0


def test_every_category_has_six_incidents_per_attitude() -> None:
    """Catches a brand category without incidents, which would stop a run, and a thin one, which repeats."""
    categories = {row["category"] for row in table("market/brands.csv")}
    assert categories == {row["category"] for row in table("market/brands_categories.csv")}
    assert len(categories) >= 12
    for code in country_codes():
        here = incidents(code)
        assert {category for category, _ in here} == categories, code
        assert len(here) == 5 * len(categories), code
        assert min(len(notes) for notes in here.values()) >= 6, code


def test_incidents_mean_what_their_attitude_says() -> None:
    """Catches a bad experience under "loyal" and a good one under "avoids"."""
    for row in table("market/incidents.csv"):
        assert row["attitude"] in ATTITUDES, row
        assert row["attitude"] not in POSITIVE or not BAD.search(row["note"]), row
        assert row["attitude"] in POSITIVE or not GOOD.search(row["note"]), row
        assert row["attitude"] != "indifferent" or not BAD.search(row["note"]), row


@pytest.mark.slow
def test_incidents_name_no_brand_and_no_relative() -> None:
    """Catches a rival's name in a brand's story, and relatives that somebody may not have, as all have cousins."""
    # Compared with their capitals: "signal" is also a word.
    names = sorted({re.escape(row["brand"]) for row in table("market/brands.csv") if not row["brand"].islower()})
    brand = re.compile(rf"(?<!\w)({'|'.join(names)})(?!\w)")
    relative = re.compile(r"\b(mother|father|wife|husband|son|daughter|brother|sister|grand\w+)\b")
    for row in table("market/incidents.csv"):
        assert not relative.search(row["note"]), row
        assert not brand.search(row["note"], 1), row  # "Three" is a network, and begins a sentence


def test_incidents_happen_where_they_can() -> None:
    """Catches a code of no country, and an incident of one market told in another."""
    places = {row["group"] for row in table("places/countries.csv")} | set(country_codes())
    rows = [row for row in table("market/incidents.csv") if row["markets"]]
    assert rows
    for row in rows:
        assert set(row["markets"].split("|")) <= places, row
        for code in MARKETS:
            here = {code, country(code).group} & set(row["markets"].split("|"))
            assert (row["note"] in incidents(code)[row["category"], row["attitude"]]) == bool(here), (row, code)


def test_markets_have_ten_categories_of_four_brands() -> None:
    """Catches a market that was cut down, and a slug that two brands of a market share."""
    for market in ("PH", "ID", "VN"):
        counts = Counter(brand.category for brand in market_brands(market))
        assert len(counts) >= 20
        assert min(count for category, count in counts.items() if category != ONE_OF_A_KIND) >= 4
    ids = [brand.id for market in MARKETS for brand in market_brands(market)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"grounding:brands/([A-Z]{2}|any)/[a-z0-9-]+", found) for found in ids)


def test_every_country_has_a_choice_of_brands() -> None:
    """Catches a country whose restrictions leave a boy of 13 or an old woman without three categories to speak of."""
    for code in country_codes():
        brands = market_brands(code)
        counts = Counter(brand.category for brand in brands)
        assert len(counts) >= 10, code
        assert min(count for category, count in counts.items() if category != ONE_OF_A_KIND) >= 2, code
        for gender, age in (("Male", 13), ("Female", 100)):
            open_to = {b.category for b in brands if b.age_min <= age <= b.age_max and b.gender in ("", gender)}
            assert len(open_to) >= 5, (code, gender, age)


def test_places_named_in_the_table_exist() -> None:
    """Catches a misspelt region or code, which would silently sell a brand nowhere, and one sold nowhere at all."""
    places = {row["group"] for row in table("places/countries.csv")} | set(country_codes())
    for row in table("market/brands.csv"):
        for column in ("only_in", "not_in"):
            assert set(filter(None, row[column].split("|"))) <= places, row["brand"]
        assert row["market"] == "any" or not row["only_in"] + row["not_in"], row["brand"]
    others = {brand.id for code in country_codes() for brand in market_brands(code)}
    assert others >= {brand.id for code in ("PH", "ID", "VN") for brand in market_brands(code)}
    assert sum(brand.startswith("grounding:brands/any/") for brand in others) == sum(
        row["market"] == "any" for row in table("market/brands.csv")
    )


@pytest.mark.parametrize(
    ("market", "absent"),
    [
        # who left, when, or is not let in; written from the news, apart from the table
        ("VN", ["Gojek", "Baemin", "Uber", "Foodpanda", "Sendo", "Temu", "SHEIN", "K+", "VinID", "Beamin"]),
        ("ID", ["Temu", "SHEIN", "JD.ID", "Uber", "Bukalapak", "Giant", "Uniqlo", "iflix"]),
        ("PH", ["Uber", "Zalo", "Gojek", "Tokopedia", "PayMaya", "Coins", "iWantTFC", "Sun", "Foodpanda Mall"]),
        ("RU", ["McDonald's", "KFC", "Nike", "adidas", "H&M", "Zara", "UNIQLO", "Coca-Cola", "Netflix", "Heineken"]),
        ("CN", ["Amazon", "Uber", "Netflix", "Shopee", "Lazada", "Disney+"]),
        ("IN", ["Temu", "AliExpress", "Shopee", "TikTok Shop"]),
        ("PK", ["Uber", "Careem", "AliExpress"]),
        ("JP", ["Kotex", "Whisper", "Colgate", "NAN", "Huggies"]),
        ("KR", ["Kotex", "Colgate", "NAN"]),
        ("BR", ["Kotex", "7UP"]),
        ("GB", ["NAN", "Lay's", "Huggies"]),
        ("US", ["Xiaomi", "Flipkart", "OMO", "Maggi", "Vivo", "C&A", "NAN", "Aptamil"]),
        ("DE", ["Folgers", "Jumia", "Flipkart", "Grab", "Huggies", "Vittel", "Nokia"]),
        ("MX", ["Cabify", "Wish"]),
        ("DZ", ["Jumia"]),
        ("RO", ["Telekom", "Cora"]),
        ("HU", ["Digi"]),
        ("NG", ["Takealot", "McDonald's", "Folgers", "Persil"]),
    ],
)
def test_no_brand_where_it_is_not_sold(market: str, absent: list[str]) -> None:
    """Catches a marketplace, a chain or an app that has left the country, or never came, by 2026."""
    names = {brand.name for brand in market_brands(market)}
    assert not names & set(absent)


@pytest.mark.parametrize(
    ("market", "present"),
    [
        ("PH", ["GCash", "LANDBANK", "Jollibee", "Lucky Me!", "Angkas", "iWant", "UNIQLO", "adidas", "DITO", "TECNO"]),
        ("ID", ["Gojek", "GoPay", "XL", "AXIS", "Bank Syariah Indonesia", "Tehbotol Sosro", "Shinzu'i", "HokBen"]),
        (
            "VN",
            ["Xanh SM", "VinaPhone", "Zalopay", "VNPAY", "MBBank", "VietinBank", "Bách hóa XANH", "Hảo Hảo", "Biti's"],
        ),
        ("RU", ["Ozon", "Wildberries", "Vkusno i tochka", "Yandex Go"]),
        ("IN", ["Flipkart", "Ola", "JioHotstar", "YiPPee!", "Hero"]),
        ("NG", ["Jumia", "Indomie", "Bolt", "TECNO"]),
        ("BR", ["Mercado Livre", "Havaianas", "Globoplay", "99"]),
        ("US", ["Amazon", "Tide", "Folgers", "Uber"]),
        ("KR", ["Coupang", "Kakao T", "TVING"]),
        ("ZA", ["Takealot", "MAQ", "Nando's"]),
    ],
)
def test_brands_stand_as_their_owners_write_them(market: str, present: list[str]) -> None:
    """Catches a spelling of the press ("XanhSM", "Vinaphone", "Uniqlo") and a leader that is missing at home."""
    names = [brand.name for brand in market_brands(market)]
    assert set(present) <= set(names)
    assert len({name.casefold().replace(" ", "") for name in names}) == len(set(names))  # no two spellings of one


def test_evidence_of_every_draw_resolves() -> None:
    """Catches a cited brand that the table does not hold, or another brand under its id."""
    for market in MARKETS:
        for fact in many(200, country_code=market, seed=market):
            row = brand_evidence(fact.prevalence)
            assert (row.name, row.category) == (fact.brand, fact.category)
            assert fact.incident in incidents(market)[fact.category, fact.attitude]
    with pytest.raises(NotFoundError, match="grounding:brands/PH/nobody"):
        brand_evidence("grounding:brands/PH/nobody")


@pytest.mark.parametrize("gender", ["Male", "Female"])
@pytest.mark.parametrize("age", [13, 16, 35, 70, 100])
def test_a_person_has_fitting_brands_of_different_categories(gender: str, age: int) -> None:
    """Catches a bank account at 13, make-up for a man, two phones, and somebody who likes or mistrusts everything."""
    for market in MARKETS:
        rng, used = generator(market, gender, age), Entries()
        trusting = minds(brand_trust=100, ad_scepticism=0)
        buyer = replace(
            BUYER,
            country_code=market,
            region=None,
            gender=gender,  # type: ignore[arg-type]
            age=age,
            income_level="Low",
            devices=("entry-level smartphone",),
            psychographics=trusting,
        )
        for _ in range(60):
            used.begin()
            facts = draw_brands(rng, buyer, used)
            assert 3 <= len(facts) <= 6
            assert len({fact.category for fact in facts}) == len(facts)
            liked = [fact.attitude in POSITIVE for fact in facts]
            assert any(liked)
            assert not all(liked)
            for fact in facts:
                row = brand_evidence(fact.prevalence)
                assert row.gender in ("", gender)
                assert row.age_min <= age <= row.age_max
                assert not (fact.category == "bank" and age < 18)
                assert not (fact.category == "make-up" and gender == "Male")


@pytest.mark.slow
def test_what_is_inside_a_brand_does_not_undo_the_balance() -> None:
    """Catches a pay later that is liked as its shop is, whose owner had been made to mistrust one thing: that one."""
    trusting = minds(brand_trust=100, ad_scepticism=0)
    for market in ("ID", "VN"):
        for seed in range(20):
            for held in people(60, market, trusting, seed):
                assert len({fact.attitude in POSITIVE for fact in held}) == 2, held


def people(count: int, market: str, mind: Psychographics, seed: int) -> list[tuple[BrandFact, ...]]:
    rng, used = generator(market, seed), Entries()
    buyer = replace(BUYER, country_code=market, region=None, psychographics=mind)
    found = []
    for _ in range(count):
        used.begin()
        found.append(draw_brands(rng, buyer, used))
    return found


def test_what_happened_goes_with_their_attitude() -> None:
    """Catches somebody who avoids a brand and buys it ever since, and a category with incidents of another."""
    rows = {row["note"]: row for row in table("market/incidents.csv")}
    assert len(rows) == len(table("market/incidents.csv"))
    for fact in many(400):
        assert (rows[fact.incident]["attitude"], rows[fact.incident]["category"]) == (fact.attitude, fact.category)


def test_sentences_of_since_are_whole() -> None:
    """Catches a placeholder that nobody fills, a stop left out, and a category or attitude that nobody knows."""
    rows = table("market/since.csv")
    own = [sentence for row in table("market/incidents.csv") for sentence in row["since"].split("|")]
    for sentence in own + [row["sentence"] for row in rows]:
        places = set(re.findall(r"\{(.*?)\}", sentence))
        assert places <= {"They", "they", "them", "themself", "their", "Their", "brand"}, sentence
        assert sentence.endswith("."), sentence
        assert re.match(r"[A-Z]|\{(They|Their|brand)\}", sentence), sentence
    kinds = {ANY_CATEGORY, *(each["category"] for each in table("market/brands_categories.csv"))}
    assert {row["category"] for row in rows} <= kinds
    assert {row["attitude"] for row in rows} <= set(ATTITUDES)


def test_attitudes_follow_the_psychographics() -> None:
    """Catches a sign turned round: trust must make loyal, scepticism must make sceptical, novelty must unmake loyal."""
    plain = attitude_shares(minds())
    assert tuple(plain) == ATTITUDES
    assert attitude_shares(minds(brand_trust=90))["loyal"] > plain["loyal"]
    assert attitude_shares(minds(brand_trust=90))["avoids"] < plain["avoids"]
    assert attitude_shares(minds(ad_scepticism=90))["sceptical"] > plain["sceptical"]
    assert attitude_shares(minds(novelty_seeking=90))["loyal"] < plain["loyal"]
    assert attitude_shares(minds(price_consciousness=90))["indifferent"] > plain["indifferent"]
    loyal = {
        style: sum(fact.attitude == "loyal" for fact in many(600, psychographics=minds(decision_style=style)))
        for style in ("habitual and brand loyal", "recreational")
    }
    # About 2,460 brands each; expected shares .33 and .17: the gap is some twelve standard errors.
    assert loyal["habitual and brand loyal"] > 1.4 * loyal["recreational"]


@pytest.mark.slow
def test_brands_follow_their_market_share_and_income() -> None:
    """Catches weights of another income level, and spreading that flattens a market leader."""
    wallets = Counter(fact.brand for fact in many(1_500) if fact.category == "e-wallet")
    assert 0.78 < wallets["GCash"] / wallets.total() < 0.95  # 89 of 97 by the table
    phones = {
        level: Counter(fact.brand for fact in many(1_500, income_level=level) if fact.category == "phone")
        for level in ("Low", "High")
    }
    assert phones["Low"]["Apple"] / phones["Low"].total() < 0.05 < phones["High"]["Apple"] / phones["High"].total()


def test_a_group_spreads_over_categories_and_incidents() -> None:
    """Catches a group of five in which everybody talks of phones, and an incident used again before others."""
    few = many(5, seed="few")
    assert max(Counter(fact.category for fact in few).values()) <= 3
    incident_counts = Counter(fact.incident for fact in many(400, seed="spread"))
    apart = {row["category"] for row in table("market/brands_goods.csv")}  # where brands differ in what befalls them
    for notes in (notes for (category, _), notes in incidents("PH").items() if category not in apart):
        assert max(incident_counts[note] for note in notes) - min(incident_counts[note] for note in notes) <= 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("device", "absent"),
    [("entry-level smartphone", "premium"), ("recent flagship smartphone", "value")],
)
def test_nobody_is_tied_to_a_phone_that_is_not_theirs(device: str, absent: str) -> None:
    """Catches an Apple owner with the cheapest of phones, and the bearer of a flagship loyal to a cheap make."""
    for market in MARKETS:
        facts = many(400, country_code=market, region=None, income_level="High", devices=(device,), seed=device)
        phones = [brand_evidence(fact.prevalence) for fact in facts if fact.category == "phone"]
        assert phones, market
        assert absent not in {brand.tier for brand in phones}, market


@pytest.mark.slow
def test_what_a_household_needs_is_talked_of_where_it_is_needed() -> None:
    """Catches nappies without a baby, and a category that its own people never speak of."""
    baby = Household(size=3, marital_status="married", children=(1,), members=("husband", "son"))
    grown = Household(size=3, marital_status="married", children=(17,), members=("husband", "son"))
    needs = {
        row["category"]: set(filter(None, row["needs"].split("|"))) for row in table("market/brands_categories.csv")
    }
    known = {"child under 4", "child", "menstruating woman", "home internet", "car", "credit", "an account"}
    assert set().union(*needs.values()) <= known
    for changes in (
        {"household": baby},
        {"household": grown},
        {"gender": "Male"},
        {"age": 70},
        {"income_level": "Low"},
    ):
        buyer = replace(BUYER, **changes)
        for category in categories(**changes):
            assert not needs[category] or needs[category] & buyer.has, (category, changes)
    for need, changes in {
        "child under 4": {"household": baby},
        "menstruating woman": {},
        "home internet": {},
    }.items():
        wanted = {category for category, own in needs.items() if own == {need}}
        sold = {brand.category for brand in market_brands("PH")}
        assert not wanted & sold or wanted & set(categories(1_000, **changes)), need


def test_who_fears_debts_pays_for_nothing_later() -> None:
    """Catches a vendor who wishes to owe nobody anything and opens a credit app when cash is short."""
    later = {fact.category for fact in many(600, seed="debt")}
    assert "pay later" in later
    assert "pay later" not in {fact.category for fact in many(600, seed="debt", fears_debt=True)}
    owing = SLOT.life.model_copy(update={"wish": "{They} would like to owe nobody anything in the evening."})
    assert Buyer.of(SLOT, SLOT.digital, owing).fears_debt
    assert not Buyer.of(SLOT, SLOT.digital, SLOT.life.model_copy(update={"worry": "", "value": ""})).fears_debt


def test_lenders_ask_for_pay() -> None:
    """Catches a waste picker loyal to Kredivo, a housewife without money with a loan app, and a bank of hers."""
    small = replace(BUYER, country_code="ID", region="North Sumatra", income_level="Low", personal_monthly=1_400_000)
    (kredivo,) = [brand for brand in market_brands("ID") if brand.name == "Kredivo"]
    assert prevalence(kredivo, small) == 0 < prevalence(kredivo, replace(small, personal_monthly=4_000_000))
    without = {fact.category for fact in many(300, seed="pay", income_level="Low", personal_monthly=0)}
    assert without.isdisjoint({"pay later", "bank"})


def test_nobody_without_a_smartphone_has_what_is_in_one() -> None:
    """Catches insurance inside a wallet, clothes of an online shop and home internet of people who are not online."""
    for code, region in (
        ("PH", "Calabarzon"),
        ("ID", "West Java"),
        ("VN", "Ha Noi"),
        ("KR", "Seoul"),
        ("GB", "London"),
    ):
        drawn = many(300, seed=code, country_code=code, region=region, age=62, devices=("feature phone",))
        rows = [brand_evidence(fact.prevalence) for fact in drawn]
        assert not [row.name for row in rows if row.needs_device in ("smartphone", "computer", "YouTube")], code
        assert "home internet" not in {row.category for row in rows}
    inside = {brand.name: brand.needs_device for code in ("PH", "ID", "VN") for brand in market_brands(code)}
    assert {inside[name] for name in ("GInsure", "GOMO", "by.U", "Jiniso", "Coolmate", "Halodoc")} == {"smartphone"}


@pytest.mark.slow
def test_faiths_keep_from_what_they_forbid() -> None:
    """Catches a Muslim with a favourite beer."""
    forbidden = [row for row in table("market/brands_categories.csv") if row["faiths_not"]]
    assert forbidden
    faiths = {row["name"] for row in table("places/religion.csv")}
    for row in forbidden:
        assert set(row["faiths_not"].split("|")) <= faiths, row
        for faith in row["faiths_not"].split("|"):
            assert not categories(gender="Male", religion=faith)[row["category"]], (row["category"], faith)


def test_who_keeps_house_talks_more_of_the_house() -> None:
    """Catches a column that is not read."""
    weights = {row["category"]: float(row["homemakers"]) for row in table("market/brands_categories.csv")}
    home = {category for category, weight in weights.items() if weight > 1}
    assert home

    def share(at_home: bool) -> float:
        found = categories(600, at_home=at_home)
        return sum(found[category] for category in home) / found.total()

    assert share(True) > 1.1 * share(False)


@pytest.mark.slow
def test_apps_with_riders_are_of_towns_and_of_passengers() -> None:
    """Catches a ride app in a village without one, and a driver who rides with the app that pays him."""
    riders = {"ride app", "food delivery"}
    assert sum(categories(400)[each] for each in riders) > 40
    assert sum(categories(400, in_town=False)[each] for each in riders) < 20
    assert not categories(400, isco08="8321")["ride app"]


def test_the_cheapest_is_no_dear_make() -> None:
    """Catches a premium make that was taken because nothing cost less."""
    dear = [brand for brand in market_brands("ID") if brand.tier == "premium"]
    rng, used = generator("dear"), Entries()
    for brand in dear:
        used.begin()
        assert "cheapest" not in brand_fact(rng, brand, "indifferent", used, "ID").incident


@pytest.mark.slow
def test_regional_brands_stay_in_their_regions() -> None:
    """Catches a bank of one island on another, and a misspelt region, where nobody would know the brand."""
    rows = [row for row in table("market/brands.csv") if row["regions"]]
    assert rows
    drawn: dict[tuple[str, str | None], set[str]] = {}
    for row in rows:
        market = row["only_in"] or row["market"]
        known = list(region_figures(market)) or [name for name, _ in admin1(market).values()]
        assert set(row["regions"].split("|")) <= set(known), row["brand"]
        elsewhere = next(region for region in known if region not in row["regions"].split("|"))
        for region in (elsewhere, None):
            place = (market, region)
            if place not in drawn:
                drawn[place] = {fact.brand for fact in many(150, country_code=place[0], region=region, seed=region)}
            assert row["brand"] not in drawn[place], (row["brand"], region)


def test_a_planned_person_is_a_buyer() -> None:
    """Catches facts of a slot in each other's place: a story refused would be told by somebody else."""
    slot = a_slot(work={"status": "keeping house"}, religion="Muslim")
    buyer = Buyer.of(slot, slot.digital, slot.life)
    where = (slot.location.country_code, slot.location.region)
    assert (buyer.country_code, buyer.region, buyer.gender, buyer.age) == (*where, slot.gender, slot.age)
    assert (buyer.religion, buyer.household, buyer.devices) == ("Muslim", slot.household, slot.digital.devices)
    assert buyer.at_home
    assert not Buyer.of(SLOT, SLOT.digital, SLOT.life).at_home


def test_chains_of_some_towns_stay_in_them() -> None:
    """Catches SM Supermarket in Dumaguete, and a misspelt brand or town, where nobody would know the chain."""
    at = replace(BUYER, region="Central Visayas")
    (sm,) = [brand for brand in market_brands("PH") if brand.name == "SM Supermarket"]
    assert prevalence(sm, replace(at, city="Dumaguete")) == 0 < prevalence(sm, replace(at, city="Cebu City"))
    assert prevalence(sm, replace(BUYER, city="Pasig")) > 0  # all of Metro Manila
    sold = {(row["brand"], row["category"]): row["only_in"].split("|") for row in table("market/brands.csv")}
    listed = {each["city"] for name in ("cities", "more_towns") for each in table(f"places/{name}.csv")}
    for row in table("market/brands_towns.csv"):
        known = row["brand"], row["category"]
        codes = [row["market"]]
        if row["market"] == "any":  # of one country, or of many where it is in great cities alone
            codes = [code for code in sold[known] if len(code) == 2] or list(country_codes())
        assert any(known in {(each.name, each.category) for each in market_brands(code)} for code in codes), row
        places = listed.union(*({town.place.city for town in geonames_towns(code)} for code in codes))
        divisions = {
            name for code in codes for name in (*region_figures(code), *(each for each, _ in admin1(code).values()))
        }
        places |= divisions
        places |= {f"{ALL_OF}{name}" for name in divisions}
        assert set(row["places"].split("|")) <= places | set(GREAT_CITIES), row["brand"]


def test_a_town_is_no_division_because_others_are() -> None:
    """Catches a name of a town that came to mean its province when a province was added to the row of a brand."""
    at = replace(BUYER, country_code="VN", region="Thanh Hoa", city="Bim Son")
    assert not at.is_in(frozenset(("Thanh Hoa", "Dong Nai")))
    assert at.is_in(frozenset(("all of Thanh Hoa",)))
    assert replace(at, city="Thanh Hoa").is_in(frozenset(("Thanh Hoa",)))
    assert not replace(at, region="Nghe An", city="Vinh").is_in(frozenset(("all of Thanh Hoa",)))
    assert replace(BUYER, country_code="ID", region="Banten", city="Cilegon").is_in(frozenset(("Banten", "Bengkulu")))


def test_a_suburb_of_a_metropolis_is_a_town_of_some_size() -> None:
    """Catches people of Pateros and of a quarter of Berlin with no ride app, and an islet of the Riau Islands with."""

    def in_town(code: str, city: str, region: str | None) -> bool:
        place = {"city": city, "region": region, "country": country(code).name, "country_code": code}
        slot = a_slot(location=place)
        return Buyer.of(slot, slot.digital, slot.life).in_town

    assert in_town("PH", "Pateros", "Metro Manila")
    assert in_town("DE", "Mahlsdorf", "Berlin")
    assert not in_town("PH", "Basco", "Cagayan Valley")
    assert not in_town("ID", "Natuna", "Riau Islands")


def test_chains_and_makes_are_where_people_have_them() -> None:
    """Catches Matahari in Bojonegoro, Starbucks in Padang Sidempuan, Dutch Bros in New York, Korek in Baghdad, and
    people loyal to a bank of Lebanon, whose accounts are locked."""

    def share(code: str, brand: str, category: str, region: str | None, city: str, **changes: Any) -> float:
        (found,) = [each for each in market_brands(code) if (each.name, each.category) == (brand, category)]
        return prevalence(found, replace(BUYER, country_code=code, region=region, city=city, **changes))

    matahari = "Matahari", "clothing"
    assert share("ID", *matahari, "East Java", "Bojonegoro") == 0 < share("ID", *matahari, "East Java", "Surabaya")
    starbucks = "Starbucks", "coffee shop"
    sumatra = "North Sumatra"
    assert share("ID", *starbucks, sumatra, "Padang Sidempuan") == 0 < share("ID", *starbucks, sumatra, "Medan")
    dutch = "Dutch Bros", "coffee shop"
    assert share("US", *dutch, "New York", "New York City") == 0 < share("US", *dutch, "Oregon", "Portland")
    costa = "Costa Coffee", "coffee shop"
    assert share("IN", *costa, "Telangana", "Warangal") == 0 < share("IN", *costa, "Telangana", "Hyderabad")
    uber = "Uber", "ride app"  # a row of the country under the rule of all
    assert share("IN", *uber, "Telangana", "Mahbubnagar") == 0 < share("IN", *uber, "Telangana", "Hyderabad")
    cable = "J:COM", "home internet"
    assert share("JP", *cable, "Nagano", "Matsumoto") == 0 < share("JP", *cable, "Osaka", "Osaka")
    chicken = "KFC", "fast food"  # of the city, not of the province of its name
    assert share("VN", *chicken, "Thanh Hoa", "Bim Son") == 0 < share("VN", *chicken, "Thanh Hoa", "Thanh Hoa")
    assert share("VN", *chicken, "Hanoi", "Son Tay") > 0
    korek = "Korek", "telecom"
    assert share("IQ", *korek, "Baghdad", "Baghdad") == 0 < share("IQ", *korek, "Erbil", "Erbil")
    lebanese = many(300, country_code="LB", region=None, city="Beirut")
    assert not [fact for fact in lebanese if (fact.category, fact.attitude) == ("bank", "loyal")]


def test_who_drives_a_car_for_a_living_has_to_do_with_makes_of_cars() -> None:
    """Catches Grab drivers of Manila who talk of motorcycles alone, and cars of others who could own none."""
    toyota = next(brand for brand in market_brands("PH") if brand.name == "Toyota")
    assert prevalence(toyota, replace(BUYER, gender="Male", isco08="8322")) > 0
    assert prevalence(toyota, replace(BUYER, gender="Male", isco08="8321")) == 0
