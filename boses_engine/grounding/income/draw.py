"""The household's income as the sum of what its people earn and receive.

What income class a group asks for conditions the draw of all of it: of many households drawn (`household`) the
one is taken whose income stands, among those inside the class, at the quantile asked for.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import NOT_EARNED, Earning, Gender, Household, Income
from boses_engine.grounding.income.cash_aid import CASH_AID, is_beside_the_class
from boses_engine.grounding.income.classes import (
    BRING_MOST,
    band_of,
    count_who_bring,
    format_money,
    pension_beside,
    round_money,
    round_pay,
)
from boses_engine.grounding.income.earnings import (
    APART_AGAIN,
    WIVES_USUAL,
    pay_chances,
)
from boses_engine.grounding.income.household import Tries, draw_tries, others_of
from boses_engine.grounding.income.own import PREMISES
from boses_engine.grounding.income.remittances import spouse_sends
from boses_engine.grounding.income.terms import IDLE_HUSBAND, OLD, Terms, terms_of
from boses_engine.grounding.income.usual import usual_shares
from boses_engine.grounding.places.countries import country, figure_of
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.asked_titles import rank_shift
from boses_engine.grounding.work.earners import is_past_work, most_wives_work, wives_at_work
from boses_engine.grounding.work.employers import paid_at_least
from boses_engine.grounding.work.pay import least_wage
from boses_engine.grounding.work.tables import Job

IDLE_RARE = 0.04  # how much rarer homes with several of whom pay is expected, and none has it, are than they are drawn
DRAWS, DRAWS_MOST = 64, 512  # households tried for a person, and where none of these is inside the class
# Of how many households inside the class one is chosen of who has work of their own, if so many are found: of one or
# two, those that reach High are of the trade's few best paid.
_CHOICE = 8
# How far what is one's own gives way, at most, where a household is brought into a class: pay, what work of
# one's own brings and juniors' pay, and all else.
_STRETCHED, _STRETCHED_OWN, _STRETCHED_IDLE = 1.6, 1.15, 1.0
_UNDER_THE_END = (0.91, 1.0)  # of where a class ends, what those have at most who are paid by a scale (estimate)
_ROOF = 0.65  # what a home of one's own takes of usual pay at least where incomes are high (estimate)
# The same of the young elsewhere, of usual pay, and until what age: on less they stay with kin or share a room.
_ALONE, _ALONE_UNTIL = 0.5, 40
# How far from the place asked for a household may stand, of those tried inside a class, so that own pay is that of the
# trade, and how much further apart own pay is wished, in logs, than it is among the tries: the class cuts off both its
# ends (estimates: over thirty jobs and three classes the spread of own pay inside them is 0.85 of that of the trade).
_NEAR, _PAY_APART = 0.6, 2.5
_ENDS = (0.04, 0.96)  # between which quantiles of the tries it is wished (estimate)
_NEAREST = 0.08  # of those, the part from which one is taken: else many would stand at a legal minimum (estimate)
_HUNGRY = 0.03  # how often a household may have less than its food costs (estimate)
# Of homes outside rich countries in which a wife is at work, those whose husband has no money: he is ill, out of work
# or past it; until 45 and from then on, by class (estimate after inactive and unemployed men of 25 to 64, ILOSTAT).
_IDLE_HUSBANDS: dict[IncomeLevel, tuple[float, float]] = {
    "Low": (0.035, 0.09),
    "Middle": (0.03, 0.08),
    "High": (0.02, 0.06),
}
_IDLE_HUSBANDS_FROM = 45
_IDLE_FATHERS = 0.4  # of them, who have a child to bring up, over the others (estimate)
_IDLE_FITS = 0.08  # and how much rarer still: one pay fits Low and Middle oftener than two (estimate)
# The same of homes with a child of who most have work, a daughter or son who studies long, is ill or seeks work, by
# class: the poor need the wage (estimate after ILOSTAT, young people not in employment).
_IDLE_CHILDREN: dict[IncomeLevel, float] = {"Low": 0.3, "Middle": 0.4, "High": 0.5}
_GROWN_FROM = 23  # years
# How much rarer a home is, where incomes are high, with a wife who could earn and does not though no child is small,
# and until what age one is, in years (estimates: a fifth of wives of 25 to 59 are at home in Britain, France and
# Germany, OECD 2024).
_IDLE_RICH, _SMALL_UNTIL = 0.2, 6
_SMALL_WHERE_MOST_WORK = 2  # the same age outside rich countries where nearly all wives work (estimate)
# The same elsewhere: this less the chance that the wife or mother has pay, and at least (estimates after GSO labour
# force survey 2024, nine women of ten at 25 to 49 are at work, and PSA LFS and BPS Sakernas 2024, five to six).
_IDLE_WIVES, _IDLE_WIVES_WHERE_MOST_WORK, _IDLE_WIVES_LEAST = 1.3, 1.1, 0.3
_IDLE_SIBLINGS = 0.3  # the same of brothers and sisters where nobody else may have pay (estimate)
# Of homes that a class has beyond where it ends for most, because both earn or by the person's work, how many remain,
# and of those of people paid by a scale of the state: they are of it, and not its middle (estimates).
_PAST_THE_END, _PAST_THE_END_BY_SCALE = 0.25, 0.5
_CHILD_EATS, _CHILD_UNTIL = 0.65, 12  # of a head's food, and until what age (estimate after equivalence scales)
_ROUND_FROM = 100  # local money, from which pay is rounded by steps
_GRANT_DIGITS = 3  # of the cash of the state, which comes by the child: 1,160 for two
_MAIN_EARNER = 0.4  # of a High household's money, what the person brings where any such household brings it (estimate)
# Nor is anybody of High among the lowest paid of the trade, unless with so much over usual pay (estimates).
_HIGH_TRADE, _HIGH_PAID = 0.35, 1.8
# The same, whatever they have over usual pay, outside rich countries of who has premises, a firm or a practice: a small
# one makes no home well-off (ISCO-08; estimates).
_HIGH_OWNERS, _FIRMS = 0.5, (*PREMISES, "21", "22", "261")
# Where in the trade a wage outside rich countries is enough of it, whatever others bring, and work of one's own without
# premises: few who ride or sell online make a home rich, more live in one (estimates).
_HIGH_WAGE, _HIGH_OWN = 0.55, 0.7
_KEPT_BY_OTHERS = 0.1  # how much rarer homes of High are that only others make so (estimate)
_BRING_MORE = 0.1  # of homes asked for as kept by somebody away, those where others bring more (estimate)
_LEFT_WITHOUT = 0.02  # how much rarer homes are in a class to which he sends nothing: such wives are parted (estimate)


@dataclass(frozen=True)
class Drawn:
    """A household's money, and the share of its like, over all incomes, that stands in the class asked for.

    `own` is the person's, `others` what each of the others brings, a month in local money; `legal` is the minimum that
    own pay may not be rounded under, `workplace` where the person earns theirs, `part_time` whether with few hours.
    """

    own: float
    others: tuple[tuple[str, float], ...]
    legal: float
    workplace: str
    band: tuple[int, int]  # of the class, for such a household
    chance: float
    inside: bool  # whether a household inside the class was found at all
    part_time: bool
    apart: float  # how far own pay stands from where in the trade it was wished, in logs

    def income(self, place: Place, level: IncomeLevel) -> Income:
        """The amounts as records have them."""
        return _written(self, place, level)


def draw_income(
    rng: np.random.Generator,
    u: float,
    level: IncomeLevel,
    place: Place,
    job: Job,
    home: Household,
    age: int,
    schooled: float = 0.0,
    gender: Gender | None = None,
    education: str | None = None,
    wish: float | None = None,
) -> Drawn:
    """The income of a household whose class is `level`, at quantile `u` in [0, 1) of the households tried; `wish` is
    the quantile of pay in the trade that is wished for, or any.

    `schooled` is by how many levels of schooling the person stands above the mean of those who do the job; gender and
    level of schooling are the person's, None where they are not known.
    """
    widowed = home.marital_status == "widowed"  # a survivor's pension makes up for most of the gap
    terms = terms_of(place, job, level, None if widowed else gender)
    counts = range(min(len(home.members) + 1, BRING_MOST if level == "Low" else 1) + 1)
    bands = [band_of(home, job.status, place, level, n, job.isco08) for n in counts]
    (low, high), by_bring = bands[0], np.array([end for _, end in bands])
    usual_end = band_of(home, job.status, place, level)[1]
    grants = is_beside_the_class(place.country_code)
    beside = pension_beside(home, job.status, place, level)
    old = [at for at, each in enumerate(home.members) if each in OLD and is_past_work(each, age, job.status)]
    if not old:
        high, by_bring, beside = high - beside, by_bring - beside, 0
    job = terms.job
    names = others_of(home, job)
    # Those for whose money a class ends later, but a parent for whose pension Low does anyway.
    later = [at for at, each in enumerate(names) if count_who_bring((each,), place.country_code, level)]
    later = [at for at in later if not (beside and at in old)]
    most_work = terms.income_group != "high" and most_wives_work(place.country_code, place.region)
    small = any(child <= (_SMALL_WHERE_MOST_WORK if most_work else _SMALL_UNTIL) for child in home.children)
    # How many may be without pay for a reason.
    chances = pay_chances(terms, home, age, education)
    wish = float(rng.random()) if wish is None else wish
    rest = _idle_others(home, terms, chances)
    may_be_idle = rng.random() < rest * (1 + (1 - rest) * (2 * wish - 1))  # the better paid, the oftener
    minding = 1 if (small and not _trades_with_it(place)) or may_be_idle else 0
    least_idle, without = minding, False
    if terms.income_group != "high" and job.status == "working" and "husband" in home.members:
        fewer = _IDLE_FATHERS if any(child < _GROWN_FROM for child in home.children) else 1.0
        without = bool(rng.random() < fewer * _IDLE_HUSBANDS[level][age >= _IDLE_HUSBANDS_FROM])
        without = without and low <= terms.band.p90  # or her pay would be what no such work pays
        minding = IDLE_HUSBAND if without else minding
        least_idle = minding
    if terms.income_group != "high" and not without and any(each >= _GROWN_FROM for each in home.children):
        minding = IDLE_HUSBAND if rng.random() < _IDLE_CHILDREN[level] else minding
        least_idle = max(least_idle, minding)
    if idle_kin := figure_of(place.country_code, "work", "homes with idle kin"):
        minding = IDLE_HUSBAND if rng.random() < idle_kin else minding
        least_idle = max(least_idle, minding)
    line = terms.food * _heads_fed(home)
    if home.size == 1 and terms.income_group == "high" and job.status != "retired":  # whose home is mostly paid for
        line = max(line, _ROOF * terms.usual)
    if home.size == 1 and terms.income_group != "high" and job.status == "working" and age < _ALONE_UNTIL:
        line = max(line, _ALONE * terms.usual)
    owner = job.employment == "own" and (job.isco08.startswith(_FIRMS) or job.title.endswith("owner"))
    small_work = job.employment == "own" and not owner
    for draws in (DRAWS, DRAWS_MOST):
        tries = draw_tries(rng, draws, terms, home, age, schooled, education, gender, chances, without)
        totals = tries.totals
        bring = np.minimum((tries.others[:, later] > 0).sum(axis=1), len(by_bring) - 1) * (job.status == "working")
        most = by_bring[bring] + grants * tries.aid - np.where(tries.others[:, old].any(axis=1), 0, beside)
        inside = ((totals >= low) & (totals <= most)).nonzero()[0]
        fed = inside[totals[inside] >= line]
        state = tries.national[0]  # whether a first one serves the state: the class does not decide that outside Low
        of_it = fed if level == "Low" else fed[tries.national[fed] == state]
        if level == "High" and owner and terms.income_group != "high":
            of_it = of_it[tries.own[of_it] >= np.quantile(tries.own, _HIGH_OWNERS)]
        if (tries.idle[of_it] <= least_idle).sum() >= (_CHOICE if job.employment == "own" else 1):
            break
    # Of a household with a man of age without pay.
    usual = np.where(tries.idle < max(IDLE_HUSBAND, minding + 1), 1.0, IDLE_RARE)
    usual = np.where(tries.idle > minding, np.minimum(usual, _IDLE_RICH), usual)
    likely = usual_shares(tries, home, terms, age, line, level)
    if job.is_kept_from_away or spouse_sends(home, gender, job):
        likely = likely * np.where(tries.others[:, -1] > 0, 1.0, _LEFT_WITHOUT)
    if job.on_remittances or (job.is_kept_by_spouse_away and spouse_sends(home, gender, job)):
        brought = tries.others[:, : len(home.members)].max(axis=1, initial=0.0)
        brought = np.maximum(brought, tries.own) if job.on_remittances and job.status == "retired" else brought
        likely = likely * np.where(tries.others[:, -1] >= brought, 1.0, _BRING_MORE)
    usual = usual * likely * (_IDLE_FITS if without else 1.0)
    share = float((1 - _HUNGRY) * usual[fed].sum() + _HUNGRY * usual[inside].sum()) / draws
    if len(inside):  # the class must not be reached by grown people without work
        inside = fed if len(fed) and rng.random() >= _HUNGRY else inside
        hours = inside[tries.part_time[inside] == tries.part_time[0]]  # the class does not decide who works few hours
        inside = hours if len(hours) else inside
        idle = tries.idle[inside]
        inside = inside[idle <= max(minding, int(idle.min()))]
        past = np.where(tries.national[inside], _PAST_THE_END_BY_SCALE, _PAST_THE_END)
        beyond = np.where(totals[inside] - grants * tries.aid[inside] > usual_end, past, 1.0)
        kept = inside[rng.random(len(inside)) < likely[inside] * beyond]
        inside = kept if len(kept) else inside
        if level != "Low":
            same = inside[tries.national[inside] == state]
            inside = same if len(same) else inside
        ordered = inside[totals[inside].argsort(kind="stable")]
        if level == "High" and job.status == "working":  # who is asked for as well-off mostly makes the home so
            few = terms.income_group != "high"
            least = min(_HIGH_PAID * terms.usual, float(np.quantile(tries.own, _HIGH_TRADE)))
            if few and owner:
                least = float(np.quantile(tries.own, _HIGH_OWNERS))
            brings = _MAIN_EARNER * totals[ordered]
            if few and job.employment == "wage":  # others at home make up for what wages lack
                brings = np.minimum(brings, float(np.quantile(tries.own, _HIGH_WAGE)))
            makes_it = tries.own[ordered] >= np.maximum(brings, least)
            if few and small_work:
                share *= max(float(makes_it.mean()), _KEPT_BY_OTHERS)
                brings = np.minimum(brings, float(np.quantile(tries.own, _HIGH_OWN)))
            elif not makes_it.any():
                share *= _KEPT_BY_OTHERS
            main = ordered[tries.own[ordered] >= np.maximum(brings, least)]
            main = main if len(main) else ordered[tries.own[ordered] >= least]
            ordered = main if len(main) else ordered
        at = min(int(u * len(ordered)), len(ordered) - 1)
        chosen, apart = int(ordered[at]), 0.0
        if job.status == "working":
            chosen, apart = _as_the_trade(rng, ordered, at, tries, wish)
        own, others = float(tries.own[chosen]), tries.others[chosen].tolist()
    else:
        apart = 0.0
        chosen = int(np.argmin(np.maximum(low - totals, totals - most)))
        scale = tries.national[chosen] or job.status == "retired"  # a state's and a fund's give no way
        alone = home.size == 1  # nor does anybody send money to who earns well alone
        free = alone or (job.employment == "wage" and rank_shift(job.title) >= 0)
        working = _STRETCHED if free else _STRETCHED_OWN
        working = 1.0 if scale or tries.part_time[chosen] else working  # nor do few hours bring a full wage
        stretch = working if job.status == "working" else 1.0 if scale else _STRETCHED_IDLE
        top = high * float(rng.uniform(*_UNDER_THE_END)) if scale else high  # those of a scale do not stand at one sum
        own, others = _brought_in(float(tries.own[chosen]), tries.others[chosen], low, top, stretch)
    workplace = job.workplaces[int(tries.at[chosen])] if job.workplaces else job.workplace
    legal = 0.0
    if job.employment == "wage" and own > 0:
        part = paid_at_least(place.country_code, job.isco08, workplace)
        legal = float(least_wage(place, job, part, tries.national[chosen]))
    brought = min(sum(others[at] > 0 for at in later), len(by_bring) - 1) if job.status == "working" else 0
    ends_at = int(by_bring[brought] + grants * others[-2])
    paid, band = tuple(zip(names, others, strict=True)), (low, ends_at)
    return Drawn(own, paid, legal, workplace, band, share, bool(len(inside)), bool(tries.part_time[chosen]), apart)


def _trades_with_it(place: Place) -> bool:
    """Whether most mothers trade or till with a small child on their back."""
    africa = country(place.country_code).group == "sub-saharan africa"
    return africa and wives_at_work(place.country_code, place.region) >= WIVES_USUAL


def _idle_others(home: Household, terms: Terms, chances: npt.NDArray[np.float64]) -> float:
    """How many of the homes without a small child in which somebody who could earn has no pay, a wife, a mother or the
    brothers and sisters where nobody else may have pay, remain, over those drawn; `chances` are those of pay, shape
    (members,)."""
    if terms.income_group == "high":
        return _IDLE_RICH
    may_earn = [each for at, each in enumerate(home.members) if chances[at] > 0]
    if may_earn and all(each.endswith(("brother", "sister")) for each in may_earn):
        return _IDLE_SIBLINGS
    women = [float(chances[at]) for at, each in enumerate(home.members) if each in ("wife", "mother")]
    most_work = most_wives_work(terms.place.country_code, terms.place.region)
    usual = _IDLE_WIVES_WHERE_MOST_WORK if most_work else _IDLE_WIVES
    return min(max(usual - max(women, default=0.0), _IDLE_WIVES_LEAST), 1.0)


def _as_the_trade(
    rng: np.random.Generator, ordered: npt.NDArray[np.int64], at: int, tries: Tries, wish: float
) -> tuple[int, float]:
    """Of the tries inside a class, ordered by the household's income, the one near place `at` whose own pay is nearest
    to that at quantile `wish` of all tries, between the ends, and how far from it: pay goes by the trade, whoever
    is at home, and the others there bring the household into its class. Where nobody else has money, the one at that
    quantile of those inside: the class takes a part of the trade."""
    paid = np.log(np.maximum(tries.own, 1.0))
    by_pay, last = np.sort(paid), len(paid) - 1
    middle = _at_quantile(by_pay, 0.5)
    wished = middle + _PAY_APART * (_at_quantile(by_pay, wish) - middle)
    wished = min(max(wished, float(by_pay[int(_ENDS[0] * last)])), float(by_pay[int(_ENDS[1] * last)]))
    if not tries.others[ordered].any():
        chosen = int(ordered[min(int(wish * len(ordered)), len(ordered) - 1)])
        return chosen, abs(float(paid[chosen]) - wished)
    reach = _NEAR * len(ordered)
    near = ordered[max(math.ceil(at - reach), 0) : math.floor(at + reach) + 1]
    apart = np.abs(paid[near] - wished)
    nearest = near[apart.argsort(kind="stable")[: 1 + int(_NEAREST * len(near))]]
    chosen = int(nearest[int(rng.integers(len(nearest)))])
    return chosen, abs(float(paid[chosen]) - wished)


def _at_quantile(ordered: npt.NDArray[np.float64], q: float) -> float:
    """The quantile of values in order, between two of them as numpy's is, which takes twenty times as long for few."""
    below, part = divmod(q * (len(ordered) - 1), 1.0)
    low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
    return float(low + (high - low) * part)


def _heads_fed(home: Household) -> float:
    """As how many grown people a household eats."""
    if set(home.members) <= {"roommate"}:
        return 1.0
    return home.size - (1 - _CHILD_EATS) * sum(child < _CHILD_UNTIL for child in home.children)


def _brought_in(
    own: float, others: npt.NDArray[np.float64], low: int, high: float, stretch: float
) -> tuple[float, list[float]]:
    """A household brought just inside the class: earners go rather than earn next to nothing, and what comes from
    elsewhere fills what is missing."""
    if own + float(others.sum()) > high:
        own, room = min(own, 0.97 * high), 0.97 * high
        kept = np.zeros_like(others)
        for at in np.argsort(-others):
            if own + float(kept.sum() + others[at]) <= room:
                kept[at] = others[at]
        others = kept
    total = own + float(others.sum())
    if total >= low:
        return own, others.tolist()
    wanted = 1.03 * low
    stretched = min(wanted - float(others.sum()), stretch * own)
    return stretched, [*others[:-1].tolist(), wanted - stretched - float(others[:-1].sum())]


def _told_apart(personal: int, earnings: list[Earning], apart: float) -> list[Earning]:
    """The same, but that no two at home who earn have the very same: the later of them has so many times that."""
    taken, found = {personal}, list[Earning]()
    for each in earnings:
        monthly = each.monthly
        while each.who not in NOT_EARNED and monthly in taken:
            monthly = round_pay(apart * monthly, 2) if monthly >= _ROUND_FROM else monthly + 1
        taken.add(monthly)
        found.append(Earning(who=each.who, monthly=monthly))
    return found


def _rounded(who: str, amount: float, digits: int) -> int:
    """What somebody brings to so many digits; the state's cash is a sum of grants that the law tells to three."""
    if who == CASH_AID:
        return round_money(amount, max(digits, _GRANT_DIGITS))
    return (round_money if who in NOT_EARNED else round_pay)(amount, digits)


def _written(drawn: Drawn, place: Place, level: IncomeLevel) -> Income:
    """Whole units of local money, rounded to two digits or a few more: rounding carries neither pay under the legal
    minimum nor a sum out of its class. A sum that is in no class anyway is round like others."""
    code, (low, high) = place.country_code, drawn.band
    own, legal = drawn.own, drawn.legal
    more, less = APART_AGAIN, 1 / APART_AGAIN  # less where a little more would be out of the class
    for digits, apart in ((2, more), (3, more), (4, more), (15, more), (15, less), (2, more)):
        personal = round_pay(own, digits)
        if personal < legal <= own:
            personal = math.ceil(legal / 10_000) * 10_000 if legal > 1_000_000 else math.ceil(legal / 10) * 10
        earnings = [
            Earning(who=who, monthly=sum_) for who, each in drawn.others if (sum_ := _rounded(who, each, digits)) > 0
        ]
        earnings = _told_apart(personal, earnings, apart)
        total = personal + sum(each.monthly for each in earnings)
        if low <= total <= high:
            break
    currency = country(code).currency
    return Income(
        level=level,
        household_monthly=total,
        personal_monthly=personal,
        others=tuple(earnings),
        currency=currency,
        household_text=format_money(total, currency, code),
        personal_text=format_money(personal, currency, code),
    )
