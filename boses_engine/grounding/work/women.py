"""The share of women among those who do a job, by country, division and ages."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.demographics import age_weights
from boses_engine.grounding.people.norms import logistic
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.earners import HALF_AT_WORK, wives_at_work
from boses_engine.grounding.work.part_time import part_time
from boses_engine.grounding.work.pay import PENSION_FROM, pensioned
from boses_engine.grounding.work.regions import title_weight
from boses_engine.grounding.work.tables import Row, rows_of_market, rows_under, table_keys, tables

_OF_STATUS = "status:"  # before what people do, the key of the share of women among those of a country who do it
# What a pension that others earned counts at most of the share of women, among those who earned one: widows have a part
# of the husband's (estimate).
_WIDOWS_PENSIONS = 0.5
# How much of what a market's share of women in a kind of work differs from the world's by holds at least for a title of
# the kind that has a share of its own in the world: for one that is apart from its kind by 1 and more, in logits
# (estimate).
_OF_OTHER_TITLES = 0.5
_LONE_MOTHERS = 0.85  # of parents who bring children up alone (estimate after OECD and UN Women 2019)
_BY_NAME = 1.0  # share of women in a job whose name is one of women; of men in one of theirs
# Shares of women and men at work who are part-time where no table has them (estimate after OECD, part-time employment).
_PART_TIME_USUAL: dict[Gender, float] = {"Female": 0.3, "Male": 0.1}
Basis = Literal["asked", "published", "estimate", "population"]


@dataclass(frozen=True)
class Sexes:
    """The share of women among those a group asks for, 0..1, and what it rests on."""

    women: float
    basis: Basis
    source: str


@lru_cache(maxsize=1 << 13)
def women_share(row: Row, code: str, region: str | None = None) -> float:
    """The share of women among those who do a job in a country, 0..1, or in a division of it.

    The division's own figure for the title goes first; else the country's, moved by how the division differs from it
    in the nearest group that it has a figure for.
    """
    if row.job.gender:
        return float(row.job.gender == "Female")
    if region in row.women:
        return row.women[region]
    share = _in_country(row, code)
    for key in table_keys(row.job) if region else ():
        if (region, key) in _women() and (code, key) in _women():
            return _moved(share, key, code, region or "")
    return share


def _in_country(row: Row, code: str) -> float:
    """The market's own figure for the title goes first, then that for its ISCO-08 code, where the world has none for
    the title; else the world's, moved by how the market differs from the world in the nearest group that it has a
    figure for.

    Under the title's whole code that is the difference for a title that has the share of its code in the world, and the
    less of it the further it is from that, as the difference then comes of other titles: where clerks of transport are
    mostly women, masters of stations are mostly men.
    """
    if code in row.women:
        return row.women[code]
    keys = [key for key in table_keys(row.job) if len(key.rpartition(":")[2]) > 1]
    own = row.women.get("any")
    if own is None and keys and (code, keys[0]) in _women():
        return _women()[code, keys[0]][0]
    world = own if own is not None else next((_women()["any", key][0] for key in keys if ("any", key) in _women()), 0.5)
    for key in keys:
        if (code, key) in _women() and ("any", key) in _women():
            whole = key.rpartition(":")[2] == keys[0].rpartition(":")[2]
            apart = abs(_logit(world) - _logit(_women()["any", key][0])) if own is not None and whole else 0.0
            return _moved(world, key, "any", code, max(1 - (1 - _OF_OTHER_TITLES) * apart, _OF_OTHER_TITLES))
    return world


def _moved(share: float, key: str, wider: str, narrower: str, part: float = 1.0) -> float:
    """A share of the wider market's as the narrower one has it, which differs from it as their shares in a group do, or
    by a part of that."""
    return logistic(_logit(share) + part * (_logit(_women()[narrower, key][0]) - _logit(_women()[wider, key][0])))


def _logit(share: float) -> float:
    share = min(max(share, 0.002), 0.998)
    return math.log(share / (1 - share))


def sexes_of(
    asked: Asked, code: str, age_min: int, age_max: int, region: str | None = None, town: str | None = None
) -> Sexes:
    """What share of the people meant by an occupation are women, among those of the ages in a country, division or
    town: where the factories sew, more than where they smelt."""
    found = _sexes_of(asked, code, age_min, age_max, region, town)
    if len(asked.beside) == 1:  # students who ride for an app are mostly men
        beside = _sexes_of(replace(asked, wishes=asked.beside, beside=()), code, age_min, age_max, region, town)
        odds = _logit(found.women) + _logit(beside.women)
        found = replace(found, women=1 / (1 + math.exp(-odds)))
    if asked.family.gender:
        return replace(found, women=float(asked.family.gender == "Female"))
    if asked.family.needs == "children alone":
        return replace(found, women=_LONE_MOTHERS)
    if asked.says_men:
        return replace(found, women=min(found.women, 1 - _BY_NAME))
    return replace(found, women=max(found.women, _BY_NAME)) if asked.says_women else found


def _sexes_of(asked: Asked, code: str, age_min: int, age_max: int, region: str | None, town: str | None) -> Sexes:
    shares, bases, sources = [], set(), []
    for wish in asked.wishes:
        known = wish.rows or (rows_under(wish.category) if wish.category else ())
        drawn = rows_of_market(known, code, asked=bool(wish.rows))  # of a kind of work no titles asked for by name
        rows = drawn or rows_of_market(known, code, asked=True)
        statuses = {row.job.status for row in rows}
        if wish.rows or (statuses == {"working"} and wish.category not in ("any", "any worker")):
            weights = [title_weight(row, code, region, town) for row in rows]
            if town and not any(weights):
                weights = [title_weight(row, code, region) for row in rows]
            if not any(weights):
                weights = [1.0] * len(rows)
            each = [women_share(row, code, region) for row in rows]
            if asked.part_time:
                each = [_of_part_timers(share, row, code) for share, row in zip(each, rows, strict=True)]
            women = sum(weight * share for share, weight in zip(each, weights, strict=True))
            women = women / sum(weights) if rows else 0.5
            if len(rows) > 1 and statuses == {"retired"}:  # pensioners of many kinds of work
                earned = all(row.job.pay_ratio >= PENSION_FROM for row in rows)
                women = _with_pensions(women, code, age_min, age_max, earned)
            elif wish.left:  # of work that no row is retired from
                each = [women_share(row, code, region) for row in wish.left]
                women = sum(each) / len(each)
            elif statuses == {"retired"} and not (rows[0].women or rows[0].job.gender):  # and of none in particular
                women = _among_the_retired(code, age_min, age_max)
            shares.append(women)
            basis, source = _basis(rows, code)
            bases.add(basis)
            sources.append(source)
        else:
            retired = statuses == {"retired"}
            by_age, source = _by_age(wish.category, code, age_min, age_max), "work/shares.csv"
            if wish.left:  # "unemployed miner"
                by_age = sum(women_share(row, code, region) for row in wish.left) / len(wish.left)
            elif len(statuses) == 1 and (known_share := _women().get((code, _OF_STATUS + min(statuses)))):
                by_age, source = known_share
            shares.append(_among_all_retired(rows, code, age_min, age_max) if retired else by_age)
            bases.add("population")
            sources.append(source)
    basis = next(each for each in ("estimate", "population", "published") if each in bases)
    return Sexes(sum(shares) / len(shares), basis, "; ".join(dict.fromkeys(filter(None, sources))))


def _of_part_timers(share: float, row: Row, code: str) -> float:
    """The share of women, 0..1, among those of a job who are part-time."""
    women, men = (part_time(code, row.job, gender) or usual for gender, usual in _PART_TIME_USUAL.items())
    return share * women / (share * women + (1 - share) * men)


def _basis(rows: Sequence[Row], code: str) -> tuple[Basis, str]:
    """Whether a figure of the market stands behind the share of any of the rows, and its source."""
    for row in rows:
        source = next((_women()[code, key][1] for key in table_keys(row.job) if (code, key) in _women()), "estimate")
        if not source.startswith("estimate"):
            return "published", source
    return "estimate", "estimate"


def _with_pensions(earned: float, code: str, age_min: int, age_max: int, only_earned: bool) -> float:
    """The share of women among pensioners: that of the old where nearly all of them have a pension, and the nearer to
    that of the work by which pensions are `earned` the fewer have one, or where what all have is not meant."""
    all_have = min(pensioned(code), _WIDOWS_PENSIONS) if only_earned else pensioned(code)
    return all_have * _among_the_retired(code, age_min, age_max) + (1 - all_have) * earned


def _among_the_retired(code: str, age_min: int, age_max: int) -> float:
    """The share of women among a country's retired of the ages: fewer where few wives went out to work (estimate)."""
    women = _by_age("retired", code, age_min, age_max)
    worked = min(wives_at_work(code) / HALF_AT_WORK, 1.0)
    return women * worked / (women * worked + 1 - women)


def _among_all_retired(rows: Sequence[Row], code: str, age_min: int, age_max: int) -> float:
    """The same of those retired from any work: that of the old where nearly all have a pension, and nearer to that of
    the work by which pensions are earned the fewer have one, but half of it at least, for widows have theirs."""
    weights = [title_weight(row, code, None) for row in rows]
    among_all = _among_the_retired(code, age_min, age_max)
    if not sum(weights):
        return among_all
    earned = sum(weight * women_share(row, code) for row, weight in zip(rows, weights, strict=True)) / sum(weights)
    all_have = max(pensioned(code), _WIDOWS_PENSIONS)
    return all_have * among_all + (1 - all_have) * earned


def _by_age(category: str, code: str, age_min: int, age_max: int) -> float:
    """The share of women among a country's people of a kind and of the ages; of all people for the umbrellas."""
    known, found = tables(), {}
    members = known.categories[category].members if category else ()
    within = members or (category,)
    for gender in ("Female", "Male"):
        people = age_weights(code, gender)[max(age_min, 0) : age_max + 1]
        found[gender] = sum(
            float(people[age - age_min]) * _share(gender, age, within) for age in range(age_min, age_max + 1)
        )
    total = sum(found.values())
    return found["Female"] / total if total else 0.5


def _share(gender: Gender, age: int, within: Sequence[str]) -> float:
    """The share of people of an age that are of one of the categories, or of a status; all for "*"."""
    if not within or within[0] in ("*", ""):
        return 1.0
    total = 0.0
    for category, bands in tables().shares[gender].items():
        if category in within or tables().categories[category].job.status in within:
            total += bands[max(least for least in bands if least <= max(age, min(bands)))]
    return total


@cache
def _women() -> dict[tuple[str, str], tuple[float, str]]:
    """By market or division and ISCO-08 prefix: share 0..1, source."""
    return {(row["market"], row["key"]): (float(row["women"]) / 100, row["source"]) for row in table("work/women.csv")}
