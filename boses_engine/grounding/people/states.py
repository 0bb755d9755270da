"""How much oftener those who do some work are single, parted or widowed: stalls and cleaning feed widows, lines and
contact centres hire the unmarried. Sources: craft_states.csv."""

from dataclasses import dataclass, replace
from functools import cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.places.countries import country, table


@dataclass(frozen=True)
class States:
    """By how much the odds of each state are those of others of the age and sex."""

    single: float = 1.0
    parted: float = 1.0
    widowed: float = 1.0


# Odds of being single of all others at work outside rich countries, so that as many are as before (estimate: held
# against the three markets' censuses).
_OTHERS_SINGLE: dict[Gender, float] = {"Female": 0.75, "Male": 1.0}
# The same of women there who are parted or widowed: they keep house as seldom as somebody without a husband's money
# can, and so are more of those at work (estimate: see `_PARTED_AT_HOME`).
_WOMEN_PARTED, _WOMEN_WIDOWED = 1.3, 1.3


@cache
def states_of(code: str, work: str, gender: Gender, title: str = "") -> States:
    """Those of the row with words of the title, else of the longest ISCO-08 code that `work` begins with; as usual
    where there is none."""
    if not work and not title:
        return States()
    rich = country(code).income_group == "high"
    here = ("any", "high" if rich else "poorer", country(code).group, country(code).code)
    others = States() if rich or not work else States(single=_OTHERS_SINGLE[gender])
    if work and not rich and gender == "Female":
        others = replace(others, parted=_WOMEN_PARTED, widowed=_WOMEN_WIDOWED)
    rows = [
        row
        for row in table("people/craft_states.csv")
        if row["incomes"] in here
        and row["gender"] in ("", gender)
        and work.startswith(row["isco08"])
        and row["title"] in title
    ]
    if not rows:
        return others
    row = max(rows, key=lambda each: (bool(each["title"]), len(each["isco08"]), here.index(each["incomes"])))
    found = States(*(float(row[column]) for column in ("single", "parted", "widowed")))
    return found if found.single != 1 else replace(found, single=others.single)


def with_odds(share: float, times: float) -> float:
    """A share, 0..1, at so many times its odds."""
    return share * times / (1 + share * (times - 1))
