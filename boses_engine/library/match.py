"""Who is a strong match: the same decision style, attitudes and personality nearby, and identity texts that are alike.

Distances are root mean squares over five traits and five attitudes, each in its own standard deviations: two random
people are about 1.4 apart. Tolerance and floor were chosen from curves (docs/library.md).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from boses_engine.domain.library import Candidate, Facts, Member, Near, Track, scores
from boses_engine.domain.persona import ATTITUDE_SD, ATTITUDES, STYLES, TRAIT_SD, TRAITS, Slot

TOLERANCE = 0.9  # standard deviations
FLOOR = 0.5  # cosine of the identity texts
_YEAR = 365.2425  # days
_SD = np.array([TRAIT_SD] * len(TRAITS) + [ATTITUDE_SD] * len(ATTITUDES))


@dataclass(frozen=True)
class People:
    """Everyone who may be reused at all, in columns (see `store.library.reusable`); `keys` looks a group's facts up."""

    columns: Mapping[str, npt.NDArray[Any]]
    keys: Callable[[Facts, str], tuple[int, int, list[int]]]

    def fitting(self, facts: Facts, today: date, project: str | None = None) -> npt.NDArray[np.int64]:
        """Where those stand who satisfy all hard facts; with a `project`, only its own people.

        Years since a person was made count: the age of the record and that of today both lie in the range.
        """
        same, within, places = self.keys(facts, project or "")
        at = np.flatnonzero(self.columns["facts"] == np.uint64(same))
        have = {name: column[at] for name, column in self.columns.items()}
        aged = have["age"] + (((today - date(1970, 1, 1)).days - have["made_day"]) / _YEAR).astype(int)
        fits = (have["age"] >= facts.age_min) & (have["age"] <= facts.age_max)
        fits &= (aged >= facts.age_min) & (aged <= facts.age_max)
        fits &= np.isin(have["female"], [gender == "Female" for gender in facts.genders])
        fits &= np.isin(have["place"], np.array(places, dtype=np.uint64))
        if project is not None:
            fits &= have["project"] == np.uint64(within)
        return at[fits]

    def near(self, at: npt.NDArray[np.int64], slots: Iterable[Slot], tolerance: float = TOLERANCE) -> Near:
        """Those at `at` who are within `tolerance` of a slot, and of its gender and style."""
        have = {name: column[at] for name, column in self.columns.items()}
        minds = np.column_stack([have[name] for name in (*TRAITS, *ATTITUDES)]) / _SD
        found: list[Candidate] = []
        for slot in slots:
            mind = slot.psychographics
            style = STYLES.index(mind.decision_style)
            same = np.flatnonzero((have["female"] == (slot.gender == "Female")) & (have["style"] == style))
            distances = np.sqrt(np.mean((minds[same] - np.array(scores(mind)) / _SD) ** 2, axis=1))
            within = distances <= tolerance
            for one, distance in zip(same[within], distances[within], strict=True):
                outcome = float(have["outcome"][one])
                track = Track(int(have["studies"][one]), None if np.isnan(outcome) else outcome)
                found.append(Candidate(slot.index, Member(int(have["number"][one]), track), float(distance)))
        return Near(_state(have), len(at), tuple(found))


def _state(have: Mapping[str, npt.NDArray[Any]]) -> str:
    """16 hex digits that stand for who may be reused, as they are, and with which track record; for no order."""
    order = np.argsort(have["content_key"])
    known = hashlib.sha256()
    for name, kind in (("content_key", "<i8"), ("studies", "<i8"), ("outcome", "<f8")):
        known.update(have[name][order].astype(kind).tobytes())
    return known.hexdigest()[:16]
