"""What work pays: bands, places, legal minimums, employers, years in a career."""

import dataclasses
import math
from collections import Counter

import numpy as np
import numpy.typing as npt
import pytest
from support.work import job, place

from boses_engine.grounding.income.own import draw_own
from boses_engine.grounding.income.state_pay import draw_on_scale, on_scale, paid_by_scale
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.asked_titles import rank_shift
from boses_engine.grounding.work.employers import (
    draw_workplaces,
    find_employer,
    paid_at_least,
    state_posts,
    workplace_shares,
)
from boses_engine.grounding.work.part_time import part_time
from boses_engine.grounding.work.pay import (
    as_pension,
    food_line,
    household_level,
    level_of_pay,
    minimum_wage,
    money_of,
    old_age_pensions,
    paid_alike,
    pay_band,
    wage_level,
)
from boses_engine.grounding.work.regions import workplaces_of
from boses_engine.grounding.work.tables import tables


@pytest.mark.parametrize(
    ("code", "better", "worse", "least"),
    [
        ("PH", "company director", "call center agent", 4.0),
        ("ID", "surgeon", "hospital nurse", 2.0),
        ("VN", "bank branch manager", "bank teller", 2.0),
        ("KE", "software developer", "office cleaner", 2.0),
    ],
)
def test_better_jobs_pay_more(code: str, better: str, worse: str, least: float) -> None:
    """Catches a sum that is split among the people of a household, which gave nurses and directors much the same."""
    assert pay_band(code, job(better)).p50 > least * pay_band(code, job(worse)).p50


@pytest.mark.parametrize("code", ["PH", "ID", "IN", "TR", "GB", "FR", "US"])
@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("ship captain", "chief mate"),
        ("chief mate", "second mate"),
        ("second mate", "third mate"),
        ("head nurse", "hospital nurse"),
        ("news editor", "news reporter"),
        ("bus driver", "bus conductor"),
    ],
)
def test_ranks_are_paid_in_order(code: str, higher: str, lower: str) -> None:
    """Catches captains who have hardly more than their mates, for one group of the classification holds both."""
    assert pay_band(code, job(higher)).p50 > 1.05 * pay_band(code, job(lower)).p50


@pytest.mark.parametrize(
    ("code", "higher", "lower", "at"),
    [
        ("GB", "police inspector", "police sergeant", "a city police station"),
        ("IN", "division head", "government administrative officer", "a national ministry"),
        ("IN", "deputy principal", "primary school teacher", "a public primary school"),
    ],
)
def test_a_state_pays_ranks_in_order(code: str, higher: str, lower: str, at: str) -> None:
    """Catches inspectors on the scale of clerks, and heads without any scale below their staff."""
    found = [on_scale(code, job(title), (at,), "bachelor's degree") or () for title in (higher, lower)]
    above, below = (scale.start for (scale,) in found if scale)
    assert above > 1.05 * below


@pytest.mark.parametrize(("title", "band"), [("machine operator", 3.8e6), ("household helper", 1.5e6)])
def test_work_in_other_countries_does_not_lower_what_the_same_work_pays_at_home(title: str, band: float) -> None:
    assert pay_band("ID", job(title)).p50 > 0.88 * band  # the middle of the group there


def test_who_is_paid_at_most_so_much_as_another_has_no_scale_by_it() -> None:
    """Catches research assistants of state universities on a scale that begins at nothing."""
    for code in ("ID", "PH", "IN"):
        scales = on_scale(code, job("university research assistant"), ("a state university",), "bachelor's degree")
        assert not any(each and not each.start for each in scales or ())


@pytest.mark.parametrize(
    ("name", "keys", "figures"),
    [
        ("work/pay", ("market", "key"), ("p50",)),
        ("work/employers", ("market", "isco08", "workplace"), ("factor", "growth", "minimum", "share")),
        ("income/state_pay", ("market", "isco08", "workplace", "schooling"), ("start",)),
    ],
)
def test_no_figure_is_told_twice(name: str, keys: tuple[str, ...], figures: tuple[str, ...]) -> None:
    """Catches two rows that know the same figure of the same, of which one is never read."""
    told = Counter(
        (*(row[key] for key in keys), figure) for row in table(f"{name}.csv") for figure in figures if row[figure]
    )
    assert [each for each, times in told.items() if times > 1] == []


def test_every_job_has_a_band_everywhere() -> None:
    """Catches a title without pay in some country, and percentiles in the wrong order."""
    for rows in tables().rows.values():
        for row in rows:
            for code in ("PH", "ID", "VN", "IN", "DE", "CD"):
                band = pay_band(code, row.job)
                assert 0 <= band.p10 <= band.p50 <= band.p90, (row.job.title, code)
                assert band.source
                assert row.job.status != "working" or band.p10 > 0, (row.job.title, code)


def test_a_band_meets_its_percentiles() -> None:
    """Catches a curve that does not pass through the figures of the table, and tails that run away."""
    band = pay_band("PH", job("call center agent"))
    assert [round(band.at(z)) for z in (-1.2816, 0, 1.2816)] == [round(band.p10), round(band.p50), round(band.p90)]
    assert band.at(9) == band.at(3.1) > band.p90
    assert math.isclose(band.moved(1.5).at(1.0), 1.5 * band.at(1.0))


def test_own_account_work_is_not_paid_as_wages() -> None:
    """Catches a smallholder or a market trader with the wage of a farm or shop employee."""
    for title in ("rice farmer", "ojek driver"):
        own = job(title)
        assert own.employment == "own"
        assert pay_band("ID", own).p90 / pay_band("ID", own).p10 > 3


@pytest.mark.parametrize("code", ["IN", "TH", "CO", "UG", "TZ", "KE"])
def test_owners_of_schools_of_driving_are_not_paid_as_heads_of_schools(code: str) -> None:
    """Catches owners of driving schools and language centres with twice what other owners have."""
    for title in ("driving school owner", "language centre owner", "tutorial centre owner"):
        assert pay_band(code, job(title)).p50 < 1.3 * pay_band(code, job("restaurant owner")).p50


def test_boats_of_rivers_pay_less_than_ships() -> None:
    """Catches boatmen with the wages of ratings."""
    for title in ("river boatman", "river ferry operator", "ferry crew member"):
        assert pay_band("TZ", job(title)).p50 < 0.5 * pay_band("TZ", job("able seaman")).p50


def test_work_that_no_title_has_on_its_own_account_is_paid() -> None:
    """Catches a KeyError for self-employed welders, whose trade has pay on its own account but no such title."""
    wage = job("welder")
    own = pay_band("GB", dataclasses.replace(wage, employment="own"))
    assert 0.5 < own.p50 / pay_band("GB", wage).p50 < 2


def test_places_differ() -> None:
    """Catches national bands in rich cities: Surabaya paid as the villages of its province."""
    assert wage_level(place("Metro Manila")) > 1.15 > wage_level(place("Bicol Region, Philippines"))
    assert wage_level(place("Surabaya, Indonesia")) > 1.15
    assert household_level(place("Jakarta, Indonesia")) > 1.5
    assert household_level(place("Nairobi, Kenya")) > 1.2
    assert wage_level(place("Berlin, Germany")) < 1.1


@pytest.mark.parametrize(("location", "title"), [("Warsaw, Poland", "security guard"), ("Paris, France", "cashier")])
def test_wages_near_the_national_minimum_follow_the_place_less(location: str, title: str) -> None:
    """Catches guards of Warsaw a quarter over those of the country, as its developers are, whose law is one minimum."""
    where = place(location)
    of_trade, of_desk = level_of_pay(where, job(title)), level_of_pay(where, job("software developer"))
    assert of_desk == wage_level(where)
    assert 1 < of_trade < 1 + 0.65 * (of_desk - 1)


@pytest.mark.parametrize(
    ("location", "isco", "least", "most"),
    [
        ("Quezon City, Philippines", "4222", 18_000, 18_300),
        ("Quezon City, Philippines", "9111", 7_000, 9_000),
        ("Surabaya, Indonesia", "5223", 5_200_000, 5_400_000),
        ("Hanoi, Vietnam", "4226", 5_300_000, 5_400_000),
        ("São Paulo, Brazil", "2221", 4_700, 4_800),
        ("Kinshasa, DR Congo", "5223", 0, 0),
    ],
)
def test_legal_minimums(location: str, isco: str, least: int, most: int) -> None:
    """Catches a floor of the wrong place, of another trade's, or one made up where none is known."""
    assert least <= minimum_wage(place(location), isco) <= most


def test_words_of_rank_move_pay() -> None:
    """Catches a senior executive who is paid as an executive in the first year."""
    assert rank_shift("senior welder") > 0 > rank_shift("junior welder")
    assert rank_shift("welder") == 0


def test_who_leads_has_more_than_who_learns() -> None:
    """Catches a manager or senior with the pay of staff because they are young for it, and trainees above agents."""
    where = place("Jakarta, Indonesia")

    def drawn(title: str, age: int) -> npt.NDArray[np.float64]:
        known = job(title)
        there = draw_workplaces(np.random.default_rng(1), 400, (known.workplace or "a contact centre",), "ID", "")
        return draw_own(
            np.random.default_rng(2), 400, pay_band("ID", known).moved(wage_level(where)), where, known, age, 0.0, there
        ).pay

    trainee, agent, senior = (
        drawn(title, 25) for title in ("call centre trainee", "call center agent", "senior call center agent")
    )
    assert np.median(trainee) < 0.95 * np.median(agent) < 0.9 * np.median(senior)
    assert drawn("marketing manager", 29).min() > 1.8 * minimum_wage(where, "1221")


def test_who_looks_after_few_children_has_less_than_a_full_wage() -> None:
    """Catches childminders of France who all have more than the minimum wage, which most are known to be under."""
    where, known = place("Nantes, Pays de la Loire, France"), job("childminder")
    band = pay_band("FR", known).moved(wage_level(where))
    there = draw_workplaces(np.random.default_rng(1), 400, (known.workplace or "a home daycare",), "FR", "")
    pay = draw_own(np.random.default_rng(2), 400, band, where, known, 40, 0.0, there).pay
    assert np.median(pay) < minimum_wage(where, known.isco08)


@pytest.mark.parametrize(
    ("title", "location"),
    [("tailor", "Sevilla, Spain"), ("street food vendor", "Seoul, South Korea"), ("fruit vendor", "Patras, Greece")],
)
def test_work_of_ones_own_has_no_minimum_wage(title: str, location: str) -> None:
    """Catches tailors and vendors of rich countries the lowest tenth of whom have just what the law keeps wages to."""
    known, where = job(title), place(location)
    there = draw_workplaces(np.random.default_rng(1), 400, (known.workplace,), where.country_code, known.isco08)
    pay = draw_own(np.random.default_rng(2), 400, pay_band(where.country_code, known), where, known, 40, 0.0, there).pay
    assert 0.3 < np.quantile(pay, 0.1) / minimum_wage(where, known.isco08) < 0.8


@pytest.mark.parametrize(
    ("title", "location", "least"),
    [
        ("barber", "Tijuana, Mexico", 0.48),
        ("dressmaker", "Bogotá, Colombia", 0.42),
        ("street food vendor", "Puebla, Mexico", 0.36),
        ("barber", "Rosario, Argentina", 0.85),
    ],
)
def test_full_days_of_ones_own_bring_some_part_of_the_minimum_wage(title: str, location: str, least: float) -> None:
    """Catches barbers of the northern border of Mexico with a third of what any employer there has to pay."""
    known, where = job(title), place(location)
    there = draw_workplaces(np.random.default_rng(1), 400, (known.workplace,), where.country_code, known.isco08)
    band = pay_band(where.country_code, known).moved(level_of_pay(where, known))
    pay = draw_own(np.random.default_rng(2), 400, band, where, known, 25, 0.0, there).pay
    assert pay.min() > 0.98 * least * minimum_wage(where, "")


@pytest.mark.parametrize(
    ("location", "follows"),
    [("Curitiba, Brazil", True), ("Fortaleza, Brazil", True), ("Cebu City, Philippines", False)],
)
def test_work_of_ones_own_follows_the_place_more_than_wages_do_where_it_is_known_to(
    location: str, follows: bool
) -> None:
    """Catches barbers of rich and poor cities of Brazil who earn as near together as clerks."""
    where = place(location)
    own, wage = level_of_pay(where, job("barber")), level_of_pay(where, job("cashier"))
    assert (abs(math.log(own)) > 1.2 * abs(math.log(wage))) == follows


@pytest.mark.parametrize("where", ["Nairobi, Kenya", "Mumbai, India", "Berlin, Germany"])
def test_ranks_hold_in_every_class(where: str) -> None:
    """Catches a junior accountant with more than the senior one, whom the class asked for had moved."""
    ends = {
        title: draw_own(
            np.random.default_rng(2),
            400,
            pay_band(place(where).country_code, job(title)).moved(wage_level(place(where))),
            place(where),
            job(title),
            28,
            0.0,
            draw_workplaces(np.random.default_rng(1), 400, ["a retail group"], place(where).country_code, "2411"),
        ).pay
        for title in ("junior accountant", "accountant", "senior accountant")
    }
    low = 0.3 if where.endswith("Germany") else 0.05  # a quarter of the seniors of Berlin have part of a week
    assert np.quantile(ends["junior accountant"], 0.95) < np.quantile(ends["senior accountant"], low)
    assert np.median(ends["junior accountant"]) < np.median(ends["accountant"]) < np.median(ends["senior accountant"])


def test_money_that_is_no_pay() -> None:
    """Catches pensions and remittances that are missing in a country without rows of its own."""
    for kind in ("status:retired", "status:studying", "other:remittances"):
        assert money_of("PH", kind).p50 > 0
        assert money_of("CH", kind).p50 > 0


def own(title: str, location: str, workplace: str, age: int) -> float:
    """The middle of what people of a title, a workplace and an age have."""
    where, work = place(location), job(title)
    there = draw_workplaces(np.random.default_rng(1), 400, [workplace], where.country_code, work.isco08)
    band = pay_band(where.country_code, work).moved(wage_level(where))
    return float(np.median(draw_own(np.random.default_rng(2), 400, band, where, work, age, 0.0, there).pay))


def test_cities_above_their_division() -> None:
    """Catches Iloilo City with the income of its villages, and another division's city of the same name."""
    for city in ("Iloilo City", "Bacolod", "Cebu City", "Davao City", "Cagayan de Oro"):
        assert household_level(place(f"{city}, Philippines")) > 1, city
    assert household_level(place("Aklan, Philippines")) < 0.9
    assert household_level(place("Naga, Cebu, Philippines")) < household_level(place("Naga, Bicol, Philippines"))
    assert food_line(place("Iloilo City, Philippines")) > 2_000
    assert food_line(place("Berlin, Germany")) == 0


@pytest.mark.parametrize(
    ("code", "isco", "workplace", "least", "most"),
    [
        ("ID", "5223", "a neighbourhood shop", 0.3, 0.5),
        ("ID", "5223", "a department store", 1, 1),
        ("PH", "5131", "a carinderia", 0.3, 0.6),
        ("VN", "5223", "a supermarket", 1, 1),
        ("ID", "2431", "a marketing agency", 1, 1),
        ("ID", "5131", "a mall cinema", 0.9, 1),
        ("DE", "7231", "a roadside workshop", 1, 1),
        ("DE", "5223", "a neighbourhood shop", 1, 1),  # the law is kept there
    ],
)
def test_small_employers_do_not_pay_the_minimum(
    code: str, isco: str, workplace: str, least: float, most: float
) -> None:
    """Catches a corner shop of Makassar that pays what the law asks of a chain, and a chain that does not."""
    assert least <= paid_at_least(code, isco, workplace) <= most


def test_pay_of_shops_in_makassar() -> None:
    """Catches a corner shop, a clothing shop and a department store that all pay the same."""
    pay = [
        own("sales clerk", "Makassar, Indonesia", each, 28)
        for each in ("a neighbourhood shop", "a clothing shop", "a department store")
    ]
    assert 1_500_000 <= pay[0] <= 2_500_000 < 3_200_000
    assert pay[0] < pay[1] <= 3_200_000
    assert 4_148_719 <= pay[2] <= 4_800_000


def test_careers_pay_more_with_the_years() -> None:
    """Catches a banker of 45 and a state teacher of 55 with the pay of a beginner."""
    bank = [own("accountant", "Cairo, Egypt", "a commercial bank", age) for age in (26, 35, 46)]
    assert 14_000 <= bank[0] <= 20_000 <= bank[1] <= 30_000
    assert 28_000 <= bank[2] <= 45_000
    school = [own("primary school teacher", "Vinh, Vietnam", "a public primary school", age) for age in (23, 41, 55)]
    assert 7_000_000 <= school[0] <= 9_500_000
    assert 12_500_000 <= school[1] <= 16_000_000
    assert 17_500_000 <= school[2] <= 23_000_000
    for title in ("software developer", "hospital nurse", "payroll clerk"):
        workplace = job(title).workplace
        young, old = (own(title, "Manila, Philippines", workplace, age) for age in (24, 45))
        assert old > 1.15 * young, title


def test_technicians_of_balikpapan() -> None:
    """Catches pay that is flat over age: 4 to 5 million at first, 5 to 7.5 in the thirties, 6.5 to 10 from 45 on."""
    for workplace in ("a mining contractor", "a refinery contractor", "an oil-service base"):
        first, middle, last = (
            own("mechanical technician", "Balikpapan, Indonesia", workplace, age) for age in (22, 35, 48)
        )
        assert 3_900_000 <= first <= 5_100_000
        assert 5_000_000 <= middle <= 7_500_000
        assert 6_500_000 <= last <= 10_000_000


@pytest.mark.parametrize(
    ("title", "workplace", "age", "least", "most"),
    [
        ("front desk officer", "a dental clinic", 28, 15_000, 20_500),
        ("office administrator", "a trading company", 24, 18_000, 22_500),
        ("HR assistant", "a bank head office", 28, 21_000, 28_000),
        ("records clerk", "an insurance company", 30, 18_000, 24_000),
    ],
)
def test_desk_jobs_of_metro_manila(title: str, workplace: str, age: int, least: int, most: int) -> None:
    """Catches 27,000 for an administrator of 24 and 25,000 at the front desk of a dentist."""
    assert least <= own(title, "Taguig, Philippines", workplace, age) <= most


@pytest.mark.parametrize(
    ("title", "location", "workplace", "least", "most"),
    [
        ("registered nurse", "Iloilo City, Philippines", "a public hospital", 40_000, 46_000),
        ("registered nurse", "Manila, Philippines", "a public hospital", 40_000, 46_000),
        ("registered nurse", "Iloilo City, Philippines", "a private hospital", 15_000, 22_000),
        ("registered nurse", "Davao City, Philippines", "a private hospital", 15_000, 22_000),
        ("registered nurse", "Manila, Philippines", "a private hospital", 20_000, 28_000),
        ("primary school teacher", "Iloilo City, Philippines", "a public primary school", 31_700, 37_000),
        ("primary school teacher", "Iloilo City, Philippines", "a private primary school", 14_000, 20_000),
        ("contract teacher", "Kupang, Indonesia", "a public primary school", 500_000, 2_500_000),
        ("civil servant teacher", "Surabaya, Indonesia", "a public primary school", 4_000_000, 7_000_000),
        ("registered nurse", "Vinh, Vietnam", "a public hospital", 7_500_000, 10_500_000),
        ("youth corps member", "Lagos, Nigeria", "a public secondary school", 76_000, 83_000),
        ("registered nurse", "Kampala, Uganda", "a public hospital", 1_000_000, 2_200_000),
        ("registered nurse", "Kampala, Uganda", "a private hospital", 350_000, 800_000),
        ("customs officer", "Padang, Indonesia", "a customs bureau", 7_000_000, 11_500_000),
        ("tax office examiner", "Padang, Indonesia", "a tax office", 9_000_000, 17_500_000),
        ("division head", "Padang, Indonesia", "a provincial government office", 12_000_000, 18_000_000),
        ("resident doctor", "Padang, Indonesia", "a university hospital", 3_000_000, 7_500_000),
        ("pharmacy assistant", "Iloilo City, Philippines", "a neighbourhood pharmacy", 12_900, 15_000),
        ("police officer", "Shanghai, China", "a city police station", 12000, 22500),
    ],
)
def test_what_the_state_pays(title: str, location: str, workplace: str, least: int, most: int) -> None:
    """Catches a public nurse on private pay, a state's scale that follows the wages of the place, and honorary
    teachers who are paid what the law asks of firms."""
    assert least <= own(title, location, workplace, 35) <= most


@pytest.mark.parametrize(
    ("title", "location", "workplace", "least", "most"),
    [
        ("bank teller", "Cagayan de Oro, Philippines", "a commercial bank", 15_000, 22_000),
        ("data entry clerk", "Cagayan de Oro, Philippines", "an insurance company", 13_000, 17_000),
        ("front desk officer", "Cagayan de Oro, Philippines", "an office tower", 13_000, 17_000),
        ("accounts payable clerk", "Cagayan de Oro, Philippines", "a retail group", 14_000, 19_500),
        ("bank teller", "Nairobi, Kenya", "a commercial bank", 40_000, 65_000),
        ("front desk officer", "Nairobi, Kenya", "an office tower", 20_000, 32_000),
        ("front desk officer", "Mumbai, India", "an office tower", 14_000, 20_000),
        ("bank teller", "Mumbai, India", "a commercial bank", 18_000, 28_500),
        ("front desk officer", "Guadalajara, Mexico", "an office tower", 9_500, 12_000),
        ("cashier", "Izmir, Turkey", "a supermarket", 33_000, 40_000),
    ],
)
def test_clerks_elsewhere(title: str, location: str, workplace: str, least: int, most: int) -> None:
    """Catches clerks of Cagayan de Oro paid as in Manila, and bank clerks of Nairobi as those of a shop."""
    assert least <= own(title, location, workplace, 31) <= most


def test_a_scale_has_a_first_step() -> None:
    """Catches a teacher of a public school under the first salary grade that teachers have, also in the first year."""
    where, work = place("Roxas City, Capiz, Philippines"), job("secondary school teacher")
    there = draw_workplaces(np.random.default_rng(1), 400, ["a public high school"], "PH", work.isco08)
    band = pay_band("PH", work).moved(wage_level(where))
    pay = draw_own(np.random.default_rng(2), 400, band, where, work, 23, 0.0, there).pay
    assert pay.min() >= 31_705


def test_pensions_are_what_funds_pay() -> None:
    """Catches 1,700 a month, which no Philippine fund pays, and an officer with the pension of a clerk."""
    paid = as_pension(np.array([0.0, 300.0, 700.0, 1_500.0, 1_700.0, 2_199.0, 9_000.0]), "PH", 70)
    assert paid.tolist() == [0, 0, 1_000, 1_000, 2_200, 2_200, 9_000]
    assert as_pension(np.array([10.0]), "AU", 70).tolist() == [1_925]
    assert as_pension(np.array([10.0]), "IN", 70).tolist() == [10]
    assert as_pension(np.array([500_000.0] * 2), "VN", np.array([62, 75])).tolist() == [0, 500_000]
    police, clerk = (pay_band("PH", job(f"retired {each}")) for each in ("police officer", "local government clerk"))
    assert police.p10 >= 18_000 > clerk.p90
    assert pay_band("PH", job("retired senior civil servant")).p10 >= 30_000


def test_pensions_are_what_a_country_publishes() -> None:
    """Catches 390,000 forints in Szeged, and pensions of Odesa, Gyumri and Kazan twice as high as those paid."""
    for code, middle in (("HU", 226_000), ("UA", 4_700), ("AM", 48_000), ("RU", 24_500), ("RO", 2_650)):
        workers, officers = (pay_band(code, job(f"retired {each}")).p50 for each in ("factory worker", "civil servant"))
        assert 0.75 * middle < workers < 1.1 * middle < 1.05 * officers < 1.7 * middle
        assert old_age_pensions(code).p50 == middle


def test_pensions_of_work_that_no_table_knows_are_those_of_the_country() -> None:
    """Catches a "retired industrial worker" of Sweden, who is taken like another title, on the least pension."""
    known = job("retired factory worker")
    like = dataclasses.replace(known, title="retired industrial worker", like=known.title, match="as asked")
    assert pay_band("SE", like).p50 == pay_band("SE", known).p50
    unlike = dataclasses.replace(like, like="")
    assert 0.8 < pay_band("SE", unlike).p50 / old_age_pensions("SE").p50 < 1.2


def test_jeepneys() -> None:
    """Catches relief drivers with the pay of those who own the week, and a cooperative that pays no wage."""
    usual, relief, modern = (
        own(title, "Batangas City, Philippines", job(title).workplace, 40)
        for title in ("jeepney driver", "relief jeepney driver", "modern jeepney driver")
    )
    assert relief < 9_000 < usual < 13_500
    assert 15_000 <= modern <= 20_000


def test_few_work_at_private_schools() -> None:
    """Catches private primary schools as often as public ones in Vinh, and as rarely in Hanoi as there."""
    places = ("a public primary school", "a private primary school")
    rare, capital = (workplace_shares("VN", "2341", places, region)[1] for region in ("Nghe An", "Hanoi"))
    assert 0.01 <= rare <= 0.02
    assert 0.08 <= capital <= 0.1
    there = draw_workplaces(np.random.default_rng(1), 2_000, places, "VN", "2341", "Nghe An")
    assert 0.005 < float(np.mean(there.at == 1)) < 0.03
    private = own("primary school teacher", "Vinh, Vietnam", places[1], 41)
    assert 0.8 * own("primary school teacher", "Vinh, Vietnam", places[0], 41) < private


@pytest.mark.parametrize(
    ("code", "region", "least", "most"),
    [
        ("CO", "Bogota D.C.", 0.3, 0.45),
        ("CO", "Antioquia", 0.1, 0.2),
        ("AR", "Autonomous City of Buenos Aires", 0.4, 0.5),
        ("MX", "Nuevo León", 0.1, 0.2),
        ("MX", "Chiapas", 0.0, 0.1),
    ],
)
def test_private_schools_are_commoner_in_capitals(code: str, region: str, least: float, most: float) -> None:
    """Catches hardly any teacher of Bogotá at a private school, as in the country."""
    state, private = workplace_shares(code, "2341", ("a public primary school", "a private primary school"), region)
    assert least < private / (state + private) < most


def test_state_owned_banks_pay_as_banks() -> None:
    """Catches a teller of a bank of the state on the scale of the clerks of town halls."""
    teller = job("bank teller")
    assert on_scale("BR", teller, ("a state-owned bank",), "bachelor's degree") in (None, (None,))


@pytest.mark.parametrize(("code", "isco08"), [("KE", "2341"), ("UG", "2221"), ("EG", "2330"), ("TR", "2221")])
def test_posts_of_the_state_are_waited_for(code: str, isco08: str) -> None:
    """Catches permanent posts of the state at 23 and the old in private schools."""
    places = ("a public hospital", "a private hospital")

    def of_the_state(age: int) -> float:
        posts = state_posts(code, isco08, age)
        there = draw_workplaces(np.random.default_rng(1), 2_000, places, code, isco08, of_state=posts)
        return float((there.at == 0).mean())

    assert of_the_state(23) < 0.7 * of_the_state(35) < 0.7 * 1.2 * of_the_state(50)


def test_private_schools_of_rich_countries_are_few() -> None:
    """Catches a quarter of English teachers at private schools, and state schools that are called public ones."""
    (row,) = (each for rows in tables().rows.values() for each in rows if each.job.title == "primary school teacher")
    places = workplaces_of(row, "GB", None)
    assert places == ("a state primary school", "a private prep school")
    state, private = workplace_shares("GB", "2341", places, None)
    assert 0.05 <= private / (state + private) <= 0.08


def test_departments_of_a_city_of_its_own_are_of_the_city() -> None:
    """Catches a provincial department in Hanoi, which is in no province."""
    row = next(each for each in tables().rows["government worker"] if each.job.title == "planning officer")
    assert "a provincial department" in workplaces_of(row, "VN", "Nghe An")
    assert workplaces_of(row, "VN", "Hanoi") == ("a city department", "a commune People's Committee office")


def test_who_would_have_less_than_the_minimum_does_not_all_have_the_same() -> None:
    """Catches room attendants of Bali who all have 3.6 to 4.0 million, whatever hotel and age."""
    where, work = place("Denpasar, Indonesia"), job("hotel room attendant")
    there = draw_workplaces(np.random.default_rng(1), 400, ("a city hotel", "a resort hotel"), "ID", "9112")
    band = pay_band("ID", work).moved(wage_level(where))
    pay = draw_own(np.random.default_rng(2), 400, band, where, work, 35, 0.0, there).pay
    assert np.quantile(pay, 0.9) >= 1.5 * np.quantile(pay, 0.1)


def test_civil_servants_of_indonesia_have_pensions_by_rank_wherever_they_live() -> None:
    """Catches pensions under the least that the law pays, those of a city by its wages, and officers with a clerk's."""
    clerk, officer = (
        pay_band("ID", job(f"retired {each}")) for each in ("local government clerk", "senior civil servant")
    )
    assert clerk.p10 >= 1_750_000
    assert officer.p50 >= 1.4 * clerk.p50
    assert [paid_alike("ID", job(f"retired {each}")) for each in ("civil servant", "farmer")] == [True, False]


def test_firms_of_indonesia_pay_a_sum_once() -> None:
    """Catches a cook with a monthly pension of the size of a civil servant's, first due in 2030."""
    cook, official = (pay_band("ID", job(f"retired {each}")) for each in ("cook", "town hall employee"))
    assert cook.p10 < 200_000 < cook.p50 < 700_000
    assert official.p10 > 1_750_000


def test_work_abroad_is_paid_as_it_is_there() -> None:
    """Catches helpers in Hong Kong with a maid's pay at home, and pay abroad that follows the home town's level."""
    helper, factory = (job(each) for each in ("Hong Kong domestic helper", "Korea-based factory worker"))
    assert pay_band("PH", helper).p50 > 2 * pay_band("PH", job("part-time maid")).p50
    assert pay_band("VN", factory).p50 > 2 * pay_band("VN", job("garment line sewer")).p50
    assert paid_alike("PH", helper)
    assert pay_band("BR", job("able seaman")).p50 > 0  # where no exchange rate is known, as others of the kind


@pytest.mark.parametrize("code", ["NG", "PH", "KE", "UG", "TH"])
def test_state_pays_by_schooling_and_years(code: str) -> None:
    """Catches public pay that does not follow the grade: school leavers above graduates, the old below the young."""
    rows = tables().rows["government worker"]
    clerk = next(row.job for row in rows if row.job.title == "local government clerk")
    scales = [
        on_scale(code, clerk, ("a municipal office",), each)
        for each in ("upper secondary school", "vocational diploma", "bachelor's degree")
    ]
    found = [each[0] for each in scales if each and each[0]]
    assert len(found) == 3
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert all(each.end > 1.2 * each.start and each.spread < 0.15 for each in found)
    assert on_scale(code, clerk, ("a state-owned company",), None) is None


@pytest.mark.parametrize(
    ("code", "title", "workplace", "least"),
    [
        ("UG", "registered nurse", "a city health office", 1_000_000),
        ("UG", "police constable", "a city police station", 570_000),
        ("NG", "hospital pharmacist", "a public hospital", 200_000),
        ("NG", "primary school teacher", "a public primary school", 85_000),
        ("ID", "ministry officer", "a national ministry", 5_000_000),
        ("ID", "statistics officer", "a regency statistics office", 5_000_000),
        ("PH", "coast guard officer", "a coast guard station", 38_000),
    ],
)
def test_offices_of_the_state_pay_their_professions_by_one_scale(
    code: str, title: str, workplace: str, least: float
) -> None:
    """Catches nurses of a health office on half of what hospitals pay, and pharmacists of 43 under those of 34."""
    (scale,) = on_scale(code, job(title), (workplace,), "vocational diploma") or (None,)
    assert scale is not None
    assert least <= scale.start < 0.8 * scale.end


def test_who_has_half_a_wage_is_said_to_work_part_time() -> None:
    """Catches nurses of Chicago on half of the scale who are told of as if that were pay for a full month."""
    where, work = place("Chicago, USA"), job("registered nurse")
    there = draw_workplaces(np.random.default_rng(1), 2000, ("a private hospital",), "US", work.isco08)
    band = pay_band("US", work).moved(wage_level(where))
    drawn = draw_own(np.random.default_rng(2), 2000, band, where, work, 40, 0.0, there, "Female")
    assert drawn.part_time.any()
    assert drawn.pay[~drawn.part_time].min() >= 0.9 * band.p10
    assert np.median(drawn.pay[drawn.part_time]) < 0.8 * np.median(drawn.pay)


def test_part_time_work_is_known_by_title_before_its_kind() -> None:
    """Catches drivers of school buses who have full weeks as often as those of lines."""
    assert part_time("US", job("school bus driver"), "Female") > 2 * part_time("US", job("bus driver"), "Female") > 0


@pytest.mark.parametrize(("code", "equal"), [("VN", True), ("PH", False)])
def test_steps_of_a_scale_are_sums_where_its_row_says_so(code: str, equal: bool) -> None:
    """Catches Vietnamese steps that add a part of the last, and Philippine ones that add the same sum."""
    clerk = next(row.job for row in tables().rows["government worker"] if row.job.title == "local government clerk")
    scales = on_scale(code, clerk, ("a municipal office",), None)
    assert scales
    assert [scale.equal_sums for scale in scales if scale] == [equal]


@pytest.mark.parametrize(
    ("code", "town", "least", "most"), [("ID", "Wonosobo", 0.7, 0.9), ("PH", "Legazpi", 0.85, 1.0)]
)
def test_women_have_less_for_a_day_on_land(code: str, town: str, least: float, most: float) -> None:
    """Catches day labourers of farms of whom women are paid what men are."""
    where, work = place(f"{town}, {'Indonesia' if code == 'ID' else 'Philippines'}"), job("farm labourer")
    work = dataclasses.replace(work, employment="casual")
    there = draw_workplaces(np.random.default_rng(1), 2000, work.workplaces or (work.workplace,), code, work.isco08)
    band = pay_band(code, work).moved(wage_level(where))
    hers, his = (
        np.median(draw_own(np.random.default_rng(2), 2000, band, where, work, 35, 0.0, there, each).pay)
        for each in ("Female", "Male")
    )
    assert least < hers / his < most


def test_contracts_are_paid_by_the_town() -> None:
    """Catches contract nurses of a dear city on what a poor town has, while the scale is the same in both."""
    nurse, hospital = job("hospital nurse"), ("a public hospital",)
    scales = on_scale("ID", nurse, hospital, "vocational diploma")
    assert scales
    there = paid_by_scale(draw_workplaces(np.random.default_rng(1), 2000, hospital, "ID", nurse.isco08), scales)
    poor, dear = (
        draw_on_scale(
            np.random.default_rng(3), np.ones(2000), there, scales, 26, "vocational diploma", np.ones(2000), at
        )
        for at in (1.0, 1.4)
    )
    rises = dear / poor
    assert set(np.round(rises, 6)) == {1.0, 1.4}


@pytest.mark.parametrize(
    ("code", "isco08", "workplace", "over"),
    [
        ("ID", "2145", "an oil refinery", 1.8),
        ("VN", "2145", "an oil refinery", 1.7),
        ("ID", "8160", "a palm oil refinery", 1.0),
        ("PH", "2151", "a power plant", 1.25),
    ],
)
def test_oil_and_power_pay_engineers_more(code: str, isco08: str, workplace: str, over: float) -> None:
    """Catches refineries that pay like any works of the town, and mills of palm oil that pay like them."""
    found = find_employer(code, isco08, workplace)
    assert found
    assert found.factor
    assert over <= found.factor <= 1.3 * over


def test_who_sold_or_ploughed_seldom_has_the_least_pension_of_work() -> None:
    """Catches farmers of Yen Bai of whom a third have the least pension of social insurance."""
    amounts = np.array([1_500_000.0, 2_600_000.0])
    assert as_pension(amounts, "VN", 68, by_work=False).tolist() == [0, 2_600_000]
    assert as_pension(amounts, "VN", 68)[0] > 2_000_000


def test_hands_are_slower_with_age() -> None:
    """Catches a weaver of 68 who has as much from her loom as at 45."""
    weaver = job("basket weaver")
    assert own(weaver.title, "Hanoi, Vietnam", "a home workshop", 68) < 0.75 * own(
        weaver.title, "Hanoi, Vietnam", "a home workshop", 45
    )


def test_who_owns_a_shop_with_staff_has_about_a_wage() -> None:
    """Catches a meat shop whose owner has less than who cuts the meat; a home's own small shop may bring less."""
    here, rng = place("San Fernando, Pampanga, Philippines"), np.random.default_rng(3)
    least = {
        title: draw_own(
            rng,
            200,
            pay_band("PH", job(title)),
            here,
            job(title),
            40,
            0.0,
            draw_workplaces(rng, 200, ("",), "PH", "5221"),
        ).pay.min()
        / minimum_wage(here, "")
        for title in ("meat shop owner", "sari-sari store owner")
    }
    assert least["meat shop owner"] > 0.6 > least["sari-sari store owner"]


def test_work_of_ones_own_follows_the_place_where_agreements_are_national() -> None:
    """Catches an architect of a poor region paid as in the capital, at home or in a shared studio."""
    architect = next(
        row.job for row in tables().all_rows if row.job.title == "architect" and row.job.employment == "own"
    )
    south = place("Bari, Italy")
    assert level_of_pay(south, architect) == pytest.approx(household_level(south) ** 0.6)
    assert level_of_pay(south, architect) < wage_level(south)
