"""Own money of who has no work: pensions, allowances, sidelines."""

import math

import numpy as np
import numpy.typing as npt

from boses_engine.grounding.places.countries import country
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.pay import (
    PENSION_FROM,
    SOCIAL_PENSIONER,
    Band,
    as_pension,
    earned_least,
    least_pension,
    pay_at_work,
    pensioned,
    social_pension,
    studies_beside_work,
    wage_level,
    with_tail,
)
from boses_engine.grounding.work.tables import Job

# At most, over usual pay: what who is not at work has of their own; at least: what a student has (estimates).
_NOT_AT_WORK_MOST, _ALLOWANCE_LEAST = 0.7, 0.1
_BESIDE_STUDY_MOST = 1.05  # the same of who studies beside work, with fewer hours (estimate)
# The same of students where incomes are high: evenings and weekends (estimate after Eurostudent 8 and NCES).
_STUDENTS_MOST_RICH = 0.3
_AT_HOME_MOST = 0.4  # the same of who keeps house without a sideline (estimate)
# From what ratio to mean earnings on a title of who keeps house names a sideline, and what that brings at least, over
# usual pay (estimates).
_SIDELINE_FROM, _SIDELINE_LEAST = 0.08, 0.07
_PENSIONED_FROM = 66  # years of who keeps house
_NEXT_TO_NOTHING = 0.04  # over usual pay: under it nobody would say to have anything (estimate)
# Standard deviations of log pensions by which a level of schooling above the mean is paid: rank at the end of a career
# goes by it (estimate).
_SCHOOLING_PENSIONS = 0.4
_OWN_AT_HOME = 0.3  # of those who keep house without a sideline, how many have money of their own (estimate)
# Of z beyond the 90th percentile (estimate).
_THIN_TAIL = 0.25
# And of pensions where incomes are high: firms, savings and rents add to the state's (estimate after OECD Pensions at a
# Glance 2023: occupational transfers and capital are a fifth of the income of people of 65 and over).
_RICH_PENSION_TAIL = 0.4


def draw_without_work(
    rng: np.random.Generator,
    band: Band,
    place: Place,
    job: Job,
    age: int,
    z: npt.NDArray[np.float64],
    schooled: float,
    standing: float = 0.0,
) -> npt.NDArray[np.float64]:
    """Pensions, allowances, sidelines: the class must not make a fortune of them; `standing` is by how many standard
    deviations its pensions are above others, and in logs what a wife has of her own."""
    usual = pay_at_work(place.country_code) * wage_level(place)
    if job.status == "retired":
        if SOCIAL_PENSIONER in (job.title, job.like) and (social := social_pension(place.country_code)):
            return np.full(len(z), social)
        z = z + _SCHOOLING_PENSIONS * schooled + standing
        rich = country(place.country_code).income_group == "high"
        pension = band.at_each(with_tail(z, _RICH_PENSION_TAIL if rich else _THIN_TAIL))
        pension = np.maximum(pension, band.p50 / 2 if job.title.endswith("pensioner") else 0.0)
        by_work = job.pay_ratio >= PENSION_FROM
        if by_work:  # it is no social pension
            pension = np.maximum(pension, earned_least(place.country_code))
        pension = as_pension(pension, place.country_code, age, by_work)
        return np.where(pension < _NEXT_TO_NOTHING * usual, 0.0, pension)
    pay = band.at_each(with_tail(z, _THIN_TAIL))
    pay = np.where(pay < _NEXT_TO_NOTHING * usual, 0.0, pay)
    if studies_beside_work(place.country_code, job):
        most = _BESIDE_STUDY_MOST * usual
        return np.where(pay > most, most * (1 - 0.3 * rng.random(len(z))), pay)
    most, least = _NOT_AT_WORK_MOST * usual, _ALLOWANCE_LEAST * usual if job.status == "studying" else 0.0
    if job.status == "studying" and country(place.country_code).income_group == "high":
        most = _STUDENTS_MOST_RICH * usual
    if job.status == "keeping house" and job.pay_ratio >= _SIDELINE_FROM:
        least = _SIDELINE_LEAST * usual
    elif job.status == "keeping house":
        most = _AT_HOME_MOST * usual
        if rng.random() >= _OWN_AT_HOME:  # for all tries alike: the class must not decide on it
            pay = np.zeros_like(pay)
        else:
            pay = np.where(pay < _SIDELINE_LEAST * usual, _SIDELINE_LEAST * usual * (1 + 2 * rng.random(len(z))), pay)
            pay, most = pay * math.exp(standing), most * math.exp(standing)  # rents and shares, or eggs and sewing
    pay = np.where(pay > most, most * (1 - 0.4 * rng.random(len(z))), pay)
    pay = np.where(pay < least, least * (1 + rng.random(len(z))), pay)
    if job.status == "keeping house" and age >= _PENSIONED_FROM:  # the state's, where it pays who never earned one
        paid = rng.random(len(z)) < pensioned(place.country_code)
        pay = np.where(paid, np.maximum(pay, least_pension(place.country_code)), pay)
    return pay
