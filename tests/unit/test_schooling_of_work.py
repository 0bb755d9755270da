"""Schooling within a job: by town and countryside, and what work that is licensed or written asks for."""

import pytest

from boses_engine.grounding.people.demographics import BACHELOR, MASTER, UPPER, never_among
from boses_engine.grounding.work.schooling import reads, schooling
from boses_engine.grounding.work.tables import Job, tables


def _job(title: str) -> Job:
    return next(row.job for row in tables().all_rows if row.job.title == title)


@pytest.mark.parametrize(("title", "code"), [("mama mboga", "KE"), ("coastal fisher", "ID")])
def test_the_young_of_towns_still_do_what_asks_for_no_school_after_primary_school(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Female", 30, urban=True)
    assert shares is not None
    assert 0.2 < shares[0] < 0.5


def test_who_was_at_school_under_a_law_of_eight_years_seldom_left_after_five() -> None:
    """Catches taxi drivers of Turkey born after 1986 with primary school alone as often as those of 45."""
    young, older = (schooling(_job("taxi driver"), "TR", "Male", age, urban=True) for age in (38, 45))
    assert young is not None
    assert older is not None
    assert young[0] < 0.15 < older[0]


@pytest.mark.parametrize(("title", "code"), [("sari-sari store owner", "PH"), ("tailor", "VN"), ("tailor", "IN")])
def test_who_does_a_job_in_the_countryside_left_school_earlier(title: str, code: str) -> None:
    town, country = (schooling(_job(title), code, "Female", 56, urban=urban) for urban in (True, False))
    assert town is not None
    assert country is not None
    assert country[0] > town[0]
    assert country[UPPER:].sum() < town[UPPER:].sum()


def test_a_shop_is_kept_by_those_of_primary_school_where_most_left_after_it() -> None:
    shares = schooling(_job("grocery store owner"), "TZ", "Male", 44, urban=True)
    assert shares is not None
    assert shares[0] > 0.6


@pytest.mark.parametrize("title", ["electronics shop owner", "camera shop owner", "paint shop owner"])
def test_shares_of_schooling_may_be_of_several_titles(title: str) -> None:
    """Catches owners of shops of a trade with the schooling of sari-sari stores: one row is of all of them."""
    of_trade, of_stall = (
        schooling(_job(each), "PH", "Male", 44, urban=True) for each in (title, "sari-sari store owner")
    )
    assert of_trade is not None
    assert of_stall is not None
    assert of_trade[BACHELOR:].sum() > 2 * of_stall[BACHELOR:].sum()


def test_drivers_guards_and_clerks_have_been_at_school() -> None:
    assert all(reads(_job(title)) for title in ("truck driver", "security guard", "billing clerk"))
    assert not any(reads(_job(title)) for title in ("fish vendor", "rice farmer"))


@pytest.mark.parametrize(("title", "code"), [("baker", "DE"), ("electrician", "GB"), ("hairdresser", "AT")])
def test_trades_are_learnt_for_a_diploma_where_the_people_have_such(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Male", 45)
    assert shares is not None
    assert shares[UPPER + 1] > 0.5


@pytest.mark.parametrize(
    ("title", "code"), [("baker", "FR"), ("hairdresser", "IT"), ("electrician", "PL"), ("train driver", "RO")]
)
def test_certificates_of_a_trade_stand_where_the_schooling_of_all_people_counts_them(title: str, code: str) -> None:
    """Catches a barber with a qualifica who has a diploma, where the table of all people has hardly any."""
    shares = schooling(_job(title), code, "Male", 45)
    assert shares is not None
    assert shares[UPPER + 1] < 0.2
    assert shares[UPPER] > 0.6


@pytest.mark.parametrize(("title", "code"), [("senior civil servant", "JP"), ("school director", "VN")])
def test_who_leads_offices_and_schools_has_no_masters_degree_everywhere(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Male", 50)
    assert shares is not None
    assert 0.1 < shares[MASTER] < 0.5
    assert shares[UPPER + 2 :].sum() > 0.8


def test_a_titles_own_shares_of_those_who_left_early_hold_where_few_do() -> None:
    """Catches brick makers of Egypt and waste pickers of Romania who nearly all finished school."""
    for code, title in (("EG", "brick maker"), ("RO", "waste picker")):
        shares = schooling(_job(title), code, "Male", 35)
        assert shares is not None
        assert shares[0] > 0.35, code


def test_fewer_of_a_town_never_went_to_school() -> None:
    town, unknown, country = (never_among("ET", "Female", 40, 0.6, urban) for urban in (True, None, False))
    assert town < 0.8 * unknown < unknown < country


@pytest.mark.parametrize(("title", "code"), [("driving school owner", "PH"), ("sari-sari store owner", "PH")])
def test_owners_of_small_firms_need_no_degree(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Male", 45)
    assert shares is not None
    assert shares[UPPER + 2 :].sum() < 0.6


@pytest.mark.parametrize(("title", "code"), [("agronomist", "AU"), ("newspaper journalist", "CA"), ("lawyer", "IE")])
def test_where_many_graduates_go_on_they_do_so_for_all_kinds_of_work(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Female", 40)
    assert shares is not None
    assert 0.1 < shares[MASTER] < 0.36


@pytest.mark.parametrize(("title", "code"), [("retired nurse", "TR"), ("retired technician", "TR")])
def test_the_retired_trained_for_their_work_at_the_schools_of_their_day(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Female", 71)
    assert shares is not None
    assert shares[UPPER] > 0.4
    assert shares[UPPER + 2 :].sum() < 0.2


@pytest.mark.parametrize(("title", "code"), [("garment cutter", "TR"), ("knitting machine operator", "EG")])
def test_where_many_of_a_group_left_early_so_did_those_of_its_titles(title: str, code: str) -> None:
    shares = schooling(_job(title), code, "Female", 40, urban=True)
    assert shares is not None
    assert shares[0] > 0.09


@pytest.mark.parametrize(
    ("title", "code", "age", "least", "most"),
    [
        ("clinical psychologist", "PH", 34, MASTER, MASTER),  # law asks a master's degree
        ("optometrist", "ID", 34, UPPER, UPPER + 1),
        ("former construction worker seeking work", "ID", 40, 0, UPPER),
        ("seafood exporter", "VN", 45, UPPER + 1, MASTER),
        ("retired security guard", "PH", 64, UPPER, MASTER),
        ("general practitioner", "CI", 34, MASTER, MASTER),  # a doctorate after seven years
        ("security guard", "SN", 45, 0, UPPER - 1),
    ],
)
def test_those_of_a_title_have_the_schooling_that_leads_to_it(
    title: str, code: str, age: int, least: int, most: int
) -> None:
    shares = schooling(_job(title), code, "Male", age)
    assert shares is not None
    assert shares[least : most + 1].sum() > 0.65


def test_a_country_may_have_lecturers_without_a_masters_degree() -> None:
    shares = schooling(_job("university lecturer"), "PH", "Male", 40)
    elsewhere = schooling(_job("university lecturer"), "VN", "Male", 40)
    assert shares is not None
    assert elsewhere is not None
    assert shares[MASTER] < 0.9 < elsewhere[MASTER]


def test_few_who_keep_house_and_help_on_the_farm_have_a_degree() -> None:
    of_any, of_farms = (
        schooling(_job(title), "ID", "Female", 34) for title in ("homemaker", "homemaker who helps on the family farm")
    )
    assert of_any is not None
    assert of_farms is not None
    assert of_farms[UPPER + 1 :].sum() < 0.6 * of_any[UPPER + 1 :].sum()


def test_who_keeps_house_in_town_stayed_to_the_end_of_school_and_not_to_a_degree() -> None:
    """Catches poor housewives of Bogor of whom as many have a degree as primary school."""
    housewife = tables().categories["homemaker"].job
    town, country = (schooling(housewife, "ID", "Female", 30, urban=urban) for urban in (True, False))
    assert town is not None
    assert country is not None
    assert town[:2].sum() < country[:2].sum() - 0.05
    assert town[UPPER] > country[UPPER] + 0.05
    assert town[UPPER + 1 :].sum() == pytest.approx(country[UPPER + 1 :].sum())


def test_the_police_of_a_land_have_its_own_schooling() -> None:
    """Catches police of Köln of whom a third has a degree, as in Länder that train for the middle grade too."""
    there, elsewhere = (
        schooling(_job("police officer"), "DE", "Male", 38, region=land)
        for land in ("North Rhine-Westphalia", "Saxony")
    )
    assert there is not None
    assert elsewhere is not None
    assert there[UPPER + 2 :].sum() > 0.7 > elsewhere[UPPER + 2 :].sum()


@pytest.mark.parametrize(("code", "least"), [("FR", 0.12), ("IT", 0.2)])
def test_some_at_tills_left_after_lower_secondary_school(code: str, least: float) -> None:
    """Catches tills whose figures for the country were bent again to what the title usually asks."""
    shares = schooling(_job("supermarket checkout operator"), code, "Female", 48)
    assert shares is not None
    assert least < shares[:UPPER].sum() < 0.4
