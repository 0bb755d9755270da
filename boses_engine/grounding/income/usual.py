"""How usual it is that a household's people have the money that they are drawn with, beside each other."""

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Household
from boses_engine.grounding.income.earnings import WIVES_USUAL
from boses_engine.grounding.income.household import Tries
from boses_engine.grounding.income.own import PREMISES
from boses_engine.grounding.income.terms import OLD, Terms, kin_of
from boses_engine.grounding.work.earners import is_past_work, stopped_work, wives_at_work
from boses_engine.grounding.work.employers import keeps_minimum
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.part_time import works_full_weeks
from boses_engine.grounding.work.pay import poor_line_over
from boses_engine.grounding.work.pay_by_sex import pay_by_sex

# Outside rich countries: of the homes tried, how many remain for each child of so many years without pay (estimate
# after enrolment by income, PSA APIS 2022, BPS Susenas 2024 and VHLSS 2022: of poor homes one in five or six studies).
_YOUNG_FROM, _IDLE_YOUNG = 19, 0.15
# Outside rich countries: over a husband's pay, what a wife's is seldom more than, where he and where she is the person,
# and how many of such homes remain: men are paid more, and couples in a class must not stand there upside down
# (estimates after ILO Global Wage Report 2024).
_WIFE_OVER, _OUTEARNED = 1.0, 0.3
_OWN_OVER = (1.0, 0.1)  # where no wife goes out to work, and what is added where as many as usual do, by the square
# Where incomes are high: the share of couples in which she earns more as pay is drawn without a gap between the sexes,
# how much less it is by a gap, and how fast homes get rarer the more hers is over his, in logs (estimates); left
# is the country's own share.
_DRAWN_OVER, _DRAWN_LESS, _FAR_OVER_RICH = 0.47, 0.6, 0.8
# Outside rich countries, of homes tried in which a wife has pay, how many remain: as many as wives have it there over
# usual, to such a power (estimate: a class must not be reached by sending wives out to work).
_CLASS_BY_WIVES = 2.0
# How fast homes get rarer there the more hers is over that, in logs, and where hers is by a scale of the state, which
# pays a woman like a man (estimates).
_FAR_OVER, _FAR_OVER_BY_SCALE = 4.0, 0.8
# Where wages are high, over the food, what homes of the poor have; how many (estimate).
_POOR_LINE, _POOR_RARE = 0.6, 0.35
_POOR_RARE_WHERE_KNOWN = 0.15  # the same below the poverty line of a country with few poor (estimate)
# Where small employers too keep to the legal minimum: of the homes tried in which somebody of working age has less than
# that, how many remain for each of them: of men, and of all where part-time work is rare (estimates: the class asked
# for must not be reached by cutting the hours of those at home).
_FEW_HOURS, _FEW_HOURS_RARE = 0.3, 0.12
# Outside rich countries, over usual pay, what a class is seldom reached by of one who is not the spouse, in High and
# elsewhere, the same of the spouse of somebody at work who has not much more, and how many of such homes remain
# (estimates).
_FAR_PAID, _FAR_PAID_HIGH, _SPOUSE_FAR_PAID, _SPOUSE_NEAR, _FAR_PAID_RARE = 2.1, 2.8, 2.4, 0.7, 0.3
_MOTHER_OUTEARNS = 0.2  # of homes in which a mother has more than the father, outside rich countries (estimate)
# Outside rich countries, of homes in which both parents are of working age and have nothing, and of those in which the
# father has nothing beside a woman who earns (estimates).
_PARENTS_IDLE, _FATHER_IDLE = 0.15, 0.4
_OLD_OVER_FARMERS = 1.5  # over a farmer's own, what parents at home seldom have (estimate)
# Of a home's money outside rich countries, what a farmer who works full time there mostly brings at least, and how many
# of the homes in which it is less remain (estimate after farm household surveys: a third to a half is of the farm).
_FARMS_PART, _LITTLE_OF_FARMS = 0.3, 0.35
# The same of who has a trade, shop or stall of their own, of the kinds that are all that somebody does (estimate).
_TRADES_PART, _LITTLE_OF_TRADES = 0.3, 0.4
_OVER_AN_OWNER = 0.35  # of homes in which an owner's husband or wife has more than the shop brings (estimate)
# The same of who grows tree crops (ISCO-08): all is sold, and it is the main income of most such homes (estimate).
_TREE_CROPS, _TREES_PART = "6112", 0.5


def usual_shares(
    tries: Tries, home: Household, terms: Terms, age: int, line: float, level: IncomeLevel
) -> npt.NDArray[np.float64]:
    """How many of homes like each of those tried remain, shape (n,), 0..1: 1 where all is as in most homes.

    `age` is the person's, `line` what the home's food and roof cost a month, `level` the class that is asked for.
    """
    found = _likely_couples(tries, home, terms) * _likely_hours(tries, home, terms, age)
    if level == "Low":
        found = found * _likely_children(tries, home, terms)
    if terms.income_group != "high":
        found = found * _likely_sums(tries, home, terms, level) * _likely_parents(tries, home, terms, age)
    return found * _likely_poor(tries.totals, line, terms)


def _likely_poor(totals: npt.NDArray[np.float64], line: float, terms: Terms) -> npt.NDArray[np.float64]:
    """How usual it is, shape (n,), that a home has no more than it has: outside rich countries, in places of high wages
    hardly any has little more than its food costs, for rents are high as well."""
    if terms.income_group == "high":
        return np.ones(len(totals))
    known = poor_line_over(terms.place.country_code)
    dear = known or 1 + _POOR_LINE * min(max(terms.level - 1, 0.0) / 0.3, 1.0)
    return np.where((totals >= line) & (totals < dear * line), _POOR_RARE_WHERE_KNOWN if known else _POOR_RARE, 1.0)


def _likely_sums(tries: Tries, home: Household, terms: Terms, level: IncomeLevel) -> npt.NDArray[np.float64]:
    """How usual it is, shape (n,), that somebody beside the person has so much more than most at work do."""
    spouse = kin_of(home.members).spouse
    others = [at for at in range(len(home.members)) if at != spouse]
    most = (_FAR_PAID_HIGH if level == "High" else _FAR_PAID) * terms.usual
    far = (tries.others[:, others] > most).any(axis=1)
    if spouse is not None and terms.job.status == "working":
        theirs = tries.others[:, spouse]
        far = far | (theirs > np.maximum(_SPOUSE_FAR_PAID * terms.usual, _SPOUSE_NEAR * tries.own))
    return np.where(far, _FAR_PAID_RARE, 1.0)


def _likely_parents(tries: Tries, home: Household, terms: Terms, age: int) -> npt.NDArray[np.float64]:
    """How usual it is, shape (n,), that parents of working age have as little as they have: one of them has something,
    and seldom do the women of a home earn and the father does not."""
    found = np.ones(len(tries.own))
    if "father" not in home.members or is_past_work("father", age, terms.job.status):
        return found
    idle = tries.others[:, home.members.index("father")] == 0
    women = tries.others[:, : len(home.members)][:, kin_of(home.members).women]
    found = np.where(idle & (women > 0).any(axis=1), _FATHER_IDLE, found)
    if "mother" in home.members:
        found = np.where(idle & (tries.others[:, home.members.index("mother")] == 0), _PARENTS_IDLE, found)
    return found


def _likely_hours(tries: Tries, home: Household, terms: Terms, age: int) -> npt.NDArray[np.float64]:
    """How usual it is, shape (n,), that so many of those at home who are of working age have less than a full wage."""
    found, code, status = np.ones(len(tries.own)), terms.place.country_code, terms.job.status
    if keeps_minimum(code) and status == "working":
        rare, women = works_full_weeks(code), kin_of(home.members).women
        for at, relation in enumerate(home.members):
            at_work = not is_past_work(relation, age, status) and not stopped_work(relation, age)
            if at_work and (rare or not women[at]):
                pay = tries.others[:, at]
                few = (pay > 0) & (pay < terms.legal)
                found = found * np.where(few, _FEW_HOURS_RARE if rare else _FEW_HOURS, 1.0)
    return found


def _likely_children(tries: Tries, home: Household, terms: Terms) -> npt.NDArray[np.float64]:
    """How usual it is, shape (n,), that so many grown children have no pay: Low must not be reached by their idleness,
    for the poor study less and need the wage."""
    found, children = np.ones(len(tries.own)), iter(home.children)
    if terms.income_group == "high" or terms.job.status != "working":
        return found
    for at, relation in enumerate(home.members):
        if relation in ("son", "daughter") and next(children) >= _YOUNG_FROM:
            found = found * np.where(tries.others[:, at] > 0, 1.0, _IDLE_YOUNG)
    return found


def _likely_couples(tries: Tries, home: Household, terms: Terms) -> npt.NDArray[np.float64]:
    """How usual the pay of husband and wife, and of the parents, is beside each other, shape (n,): 1 but where hers is
    much over his, or a mother's over the person's own."""
    return _likely_pairs(tries, home, terms) * _likely_of_own_work(tries, home, terms)


def _likely_of_own_work(tries: Tries, home: Household, terms: Terms) -> npt.NDArray[np.float64]:
    """The same of homes of farmers and of who has a trade of their own, shape (n,): 1 but where that brings little of
    the money, or where one of the old, who till the same land, has much more."""
    if terms.income_group == "high":
        return np.ones(len(tries.own))
    if not is_farm(terms.job.isco08):
        if terms.job.employment != "own":
            return np.ones(len(tries.own))
        found = np.where(tries.own < _TRADES_PART * tries.totals, _LITTLE_OF_TRADES, 1.0)
        spouse = kin_of(home.members).spouse
        if spouse is not None and terms.job.isco08.startswith(PREMISES):
            found = found * np.where(tries.others[:, spouse] > tries.own, _OVER_AN_OWNER, 1.0)
        return found
    part = _TREES_PART if terms.job.isco08 == _TREE_CROPS and terms.job.employment == "own" else _FARMS_PART
    found = np.where(tries.own < part * tries.totals, _LITTLE_OF_FARMS, 1.0)
    for at, relation in enumerate(home.members):
        if relation in OLD:
            found = found * np.where(tries.others[:, at] > _OLD_OVER_FARMERS * tries.own, _MOTHER_OUTEARNS, 1.0)
    return found


def _likely_pairs(tries: Tries, home: Household, terms: Terms) -> npt.NDArray[np.float64]:
    """The same of couples and of the mothers of the unmarried."""
    spouse = kin_of(home.members).spouse
    working = terms.job.status == "working"
    if terms.income_group != "high" and spouse is None and "mother" in home.members:
        hers, his = tries.others[:, home.members.index("mother")], tries.own if working else np.zeros(len(tries.own))
        if "father" in home.members:
            his = np.maximum(his, tries.others[:, home.members.index("father")])
        custom = min(wives_at_work(terms.place.country_code, terms.place.region) / WIVES_USUAL, 1.0)
        over = (hers > his) & (his > 0)
        return np.where(over, _MOTHER_OUTEARNS, 1.0) * np.where(hers > 0, custom, 1.0)
    if spouse is None or (not working and terms.income_group == "high"):
        return np.ones(len(tries.own))
    theirs = tries.others[:, spouse]
    if not working:
        return _likely_old_women(tries, home, theirs)
    wife = home.members[spouse] == "wife"
    if by_sex := pay_by_sex(terms.place.country_code):
        hers, his = (theirs, tries.own) if wife else (tries.own, theirs)
        over = np.log(np.maximum(hers, 1.0) / np.maximum(his, 1.0))
        kept = min(_odds(by_sex.she_earns_more) / _odds(_DRAWN_OVER - _DRAWN_LESS * by_sex.gap), 1.0)
        return np.where((over > 0) & (his > 0), kept * np.exp(-_FAR_OVER_RICH * np.maximum(over, 0.0)), 1.0)
    custom = min(wives_at_work(terms.place.country_code, terms.place.region) / WIVES_USUAL, 1.0)
    own_over = _OWN_OVER[0] + _OWN_OVER[1] * custom**2
    hers, his, times = (theirs, tries.own, _WIFE_OVER) if wife else (tries.own, theirs, own_over)
    over = np.log(np.maximum(hers, 1.0) / np.maximum(times * his, 1.0))
    far = np.where(tries.national & (not wife), _FAR_OVER_BY_SCALE, _FAR_OVER)
    rarer = np.where((over > 0) & (his > 0), _OUTEARNED * np.exp(-far * np.maximum(over, 0.0)), 1.0)
    if wife:  # where few wives have pay the class is not reached by hers
        rarer = rarer * np.where(hers > 0, custom**_CLASS_BY_WIVES, 1.0)
    return rarer * _likely_old_women(tries, home, theirs)


def _likely_old_women(tries: Tries, home: Household, theirs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same of the mothers whom a couple keeps: 1 but where one has more than both of them, or than her husband;
    `theirs` is what the spouse has, shape (n,)."""
    found = np.ones(len(tries.own))
    for at, relation in enumerate(home.members):
        if relation in ("mother", "mother-in-law"):
            over_couple = tries.others[:, at] > np.maximum(tries.own, theirs)
            found = found * np.where(over_couple | _over_her_husband(tries, home, at), _MOTHER_OUTEARNS, 1.0)
    return found


def _odds(share: float) -> float:
    return share / (1 - share)


def _over_her_husband(tries: Tries, home: Household, at: int) -> npt.NDArray[np.bool_]:
    """Whether the mother or mother-in-law at that place has more than the father who is at home, shape (n,)."""
    his = home.members[at].replace("mother", "father")
    if his not in home.members:
        return np.zeros(len(tries.own), dtype=bool)
    paid = tries.others[:, home.members.index(his)]
    found: npt.NDArray[np.bool_] = (paid > 0) & (tries.others[:, at] > paid)
    return found
