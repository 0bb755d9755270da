"""Money that households have from relatives elsewhere, and who rather sends it."""

from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender, Household, is_live_in
from boses_engine.grounding.income.terms import Terms, kin_of, thinned
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.pay import (
    PENSION_FROM,
    money_of,
)
from boses_engine.grounding.work.tables import Job

# Share of households that receive money from relatives elsewhere, where income/remittances.csv has neither the division
# nor the country (estimates).
_RECEIVES_ELSEWHERE = {"low": 0.1, "lower middle": 0.1, "upper middle": 0.05, "high": 0.0}
# With whom the unmarried and the migrants live whose parents are elsewhere.
_AWAY = frozenset(("roommate", "older brother", "older sister", "younger brother", "younger sister", "cousin"))
_RECEIVES_ON_FARMS = 1.7  # over others at work, how often they have it on farms, whose children went away (estimate)
_SENT_BY_HUSBANDS = 0.97  # of wives whose husbands are away, who are sent money (estimate)
_HUSBANDS_APART = 0.4  # how far apart the least of it is (estimate)
_SENT_APART = 0.8  # of the spread of log money from elsewhere, over which hardly anything is sent
# Share of the retired, with a pension that work earned, a small one or none, whom children elsewhere send money, and
# how much over usual pay (estimates).
_SENT_TO_EARNERS, _SENT_TO_RETIRED, _SENT_TO_UNPENSIONED, _SENT_PAY = 0.1, 0.35, 0.7, 0.35
_SENT_TO_LIVE_ON = 0.8  # the same of those who are said to live on it (estimate)
# From what pay over the usual on the best paid of a home sends money rather than have it, as which part of the home's
# pay that of several counts, how fast it gets rarer, and what is sent to who works at least, over the usual
# (estimates).
_WELL_PAID, _PAID_TOGETHER, _SENT_FALLS, SENT_LEAST = 1.2, 0.6, 3.0, 0.14


def spread_sent(rng: np.random.Generator, n: int) -> npt.NDArray[np.float64]:
    """What is sent from elsewhere, over the usual of it."""
    found: npt.NDArray[np.float64] = np.exp(0.5 * thinned(rng.standard_normal(n), _SENT_APART))
    return found


def draw_received(
    rng: np.random.Generator, n: int, terms: Terms, home: Household, gender: Gender | None
) -> npt.NDArray[np.float64]:
    """Money from relatives elsewhere, in the share of households that has any; the retired have it from children."""
    code, job = terms.place.country_code, terms.job
    if job.status == "retired":
        earned = _SENT_TO_EARNERS if job.pay_ratio >= PENSION_FROM else _SENT_TO_RETIRED
        share = earned if terms.band.p10 > 0 else _SENT_TO_UNPENSIONED
        share = max(share, _receives(code, terms.place.region, terms.income_group))  # a child of theirs went away, too
        if terms.income_group == "high":
            share = 0.0
        share, pay = (1.0, _SENT_TO_LIVE_ON) if job.on_remittances else (share, _SENT_PAY)
        return np.where(rng.random(n) < share, pay * terms.usual * spread_sent(rng, n), 0.0)
    share, level = _receives(code, terms.place.region, terms.income_group), terms.level
    afar = job.is_kept_from_away or spouse_sends(home, gender, job)
    if afar:
        share, level = 1.0 if gender == "Male" else _SENT_BY_HUSBANDS, _sent_by_spouses(code, job)[0] * level
    elif job.status == "working":
        at_work = float(_terms_of(code)["at_work"])
        at_work = min(at_work * (_RECEIVES_ON_FARMS if is_farm(job.isco08) else 1.0), 1.0)
        share *= 0.0 if _sends_home(home) else at_work
    share = 1.0 if job.on_remittances else share
    z, has = rng.standard_normal(n), rng.random(n) < share
    if not has.any():
        return np.zeros(n)
    amount = money_of(code, "other:remittances").moved(level).at_each(thinned(z, _SENT_APART))
    if afar:
        least = _sent_by_spouses(code, job)[1] * terms.usual * (1 + _HUSBANDS_APART * rng.random(n))
        amount = np.maximum(amount, least)
    return np.where(has, amount, 0.0)


def _sent_by_spouses(code: str, job: Job) -> tuple[float, float]:
    """What a husband or wife away sends, over what other kin do, and over usual pay at least."""
    row, asked = _terms_of(code), "_asked" if job.is_kept_by_spouse_away else ""
    return float(row[f"spouse{asked}"]), float(row[f"spouse{asked}_least"])


@cache
def _terms_of(code: str) -> dict[str, str]:
    """Of a country, by income/remittance_terms.csv: how much rarer money from relatives is where the person works, and
    what a spouse away sends, to those who are asked for as kept by one too."""
    rows = {row["code"]: row for row in table("income/remittance_terms.csv")}
    return rows.get(code, rows["any"])


def still_sent(
    rng: np.random.Generator, own: npt.NDArray[np.float64], brought: npt.NDArray[np.float64], usual: float
) -> npt.NDArray[np.bool_]:
    """Whether money comes from relatives at all, shape (n,): who earns well, or at whose home people do, sends it."""
    best = np.maximum(own, brought.max(axis=1, initial=0.0))
    best = np.maximum(best, _PAID_TOGETHER * (own + brought.sum(axis=1)))
    found: npt.NDArray[np.bool_] = rng.random(len(own)) < np.minimum(
        (_WELL_PAID * usual / np.maximum(best, 1.0)) ** _SENT_FALLS, 1.0
    )
    return found


def spouse_sends(home: Household, gender: Gender | None, job: Job) -> bool:
    """Whether it is the home that a husband or wife away for work left, she with the children: migrants themselves live
    with roommates or alone, and who lives in the house they work in sends money home."""
    left = home.marital_status == "married" and kin_of(home.members).spouse is None
    left = left and not is_live_in(job.title)
    return left and (gender != "Male" or bool(home.children)) and "roommate" not in home.members


def _sends_home(home: Household) -> bool:
    """Whether somebody at work lives as those do who send money to their people rather than have it from them."""
    return home.marital_status in ("single", "married") and not home.children and _AWAY.issuperset(home.members)


@cache
def _receives(code: str, region: str | None, income_group: str) -> float:
    """The share of households of a division that receive money from relatives elsewhere."""
    known = {(row["code"], row["region"]): float(row["share"]) for row in table("income/remittances.csv")}
    return known.get((code, region or ""), known.get((code, ""), _RECEIVES_ELSEWHERE[income_group]))
