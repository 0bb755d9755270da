"""How people stand to brands: by their temper, and by what consumers of the market say of the brand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

from boses_engine.domain.persona import Attitude, Psychographics
from boses_engine.grounding.text import slug

# All of this is our own estimate. Corpora are gathered by app and shop, so that counts say what is talked about, not
# what is bought: they move a brand's weight by a quarter at most, and less where there are few.
TALK_MOST, TALK_HALF = 0.25, 200  # the part of a weight that talk decides; mentions at which it decides half of that
TILT_MOST, TILT_HALF = 1.0, 50  # log-odds; mentions with a side at which half of the tilt counts
_SMOOTHING = 5  # mentions of each side that every brand is given beforehand
# By how many tilts each attitude moves in log-odds.
_TILTED: dict[Attitude, float] = {"loyal": 1, "favourable": 0.5, "indifferent": 0, "sceptical": -0.5, "avoids": -1}


def attitude_shares(psychographics: Psychographics) -> dict[Attitude, float]:
    """Relative frequency of each attitude; own estimate, log-linear in the person's scores.

    Brand trust and a habitual or brand-led style make loyal, novelty seeking unmakes it, price consciousness makes
    indifferent, scepticism of advertising makes sceptical and avoiding.
    """
    trust, price, novelty, doubt = (
        (score - 50) / 50
        for score in (
            psychographics.brand_trust,
            psychographics.price_consciousness,
            psychographics.novelty_seeking,
            psychographics.ad_scepticism,
        )
    )
    style = psychographics.decision_style
    bond = {"habitual and brand loyal": 1.0, "brand conscious": 0.7}.get(style, 0.0)
    drift = {"price and value conscious": 0.5, "confused by overchoice": 0.4, "impulsive": 0.3}.get(style, 0.0)
    return {
        "loyal": exp(trust + bond - 0.6 * novelty),
        "favourable": exp(0.4 + 0.5 * trust + 0.3 * novelty),
        "indifferent": exp(0.1 + 0.6 * price + drift - 0.5 * bond),
        "sceptical": exp(0.2 + 0.9 * doubt - 0.6 * trust),
        "avoids": exp(-0.5 + 0.6 * doubt - 0.8 * trust),
    }


@dataclass(frozen=True)
class BrandTalk:
    """What a market's consumers say of names: by `slug` of the name, rows that (praise, only name, complain of) it."""

    mentions: Mapping[str, tuple[int, int, int]]

    def weights(self, weights: Mapping[str, float]) -> dict[str, float]:
        """The weights of a category's brands, by name, moved towards the shares of their mentions; the same sum.

        What nobody of the income level has to do with keeps its weight of 0.
        """
        counts = {name: sum(self._of(name)) if weight else 0 for name, weight in weights.items()}
        named, total = sum(counts.values()), sum(weights.values())
        part = TALK_MOST * named / (named + TALK_HALF)
        return {
            name: (1 - part) * weight + (part * total * counts[name] / named if named else 0.0)
            for name, weight in weights.items()
        }

    def attitudes(self, name: str, shares: Mapping[Attitude, float]) -> dict[Attitude, float]:
        """The shares of attitudes to a brand, bent by its `tilt`."""
        tilt = self.tilt(name)
        return {attitude: share * exp(_TILTED[attitude] * tilt) for attitude, share in shares.items()}

    def tilt(self, name: str) -> float:
        """How much better than other names of the market it is spoken of, in log-odds, between -1 and 1.

        Reviewers of apps complain more than buyers do, so that only differences between names count. 0 for a name
        that nobody takes a side on.
        """
        good, _, bad = self._of(name)
        said = _odds(good, bad) - self._usual
        return max(-TILT_MOST, min(TILT_MOST, said * (good + bad) / (good + bad + TILT_HALF)))

    @cached_property
    def _usual(self) -> float:
        """The mean over names, so that an app with many rows does not set what is usual."""
        odds = [_odds(good, bad) for good, _, bad in self.mentions.values() if good + bad]
        return sum(odds) / len(odds) if odds else 0.0

    def _of(self, name: str) -> tuple[int, int, int]:
        return self.mentions.get(slug(name), (0, 0, 0))


def _odds(good: int, bad: int) -> float:
    return log((good + _SMOOTHING) / (bad + _SMOOTHING))
