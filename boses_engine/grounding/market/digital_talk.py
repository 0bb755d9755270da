"""Platforms bent by what consumers say of them, person by person and no further than the talk goes."""

from math import exp

import numpy as np

from boses_engine.grounding.market.attitudes import BrandTalk
from boses_engine.grounding.market.digital import PLATFORMS_LEAST, anchors, most_platforms, platform_odds
from boses_engine.grounding.market.users import User

BENT = 0.5  # log-odds of use a tilt of talk, own estimate: most people complain of an app and stay


def bend_platforms(
    rng: np.random.Generator,
    platforms: tuple[str, ...],
    talk: BrandTalk,
    user: User,
) -> tuple[str, ...]:
    """The platforms with those of the country's that are talked of well taken up by some, those talked of badly left.

    Drawn so that a platform of share p has the share of its bent odds among people alike, while all that is not
    talked of stays as it was. What is taken up stands last; two platforms at least are kept, and one that everybody in
    the country is reached on.
    """
    if not platforms:  # who is not online
        return ()
    kept, sure, most = list(platforms), set(anchors(user.country_code)), most_platforms(user)
    for name, log_odds in platform_odds(user).items():
        share, bent = _share(log_odds), _share(log_odds + BENT * talk.tilt(name))
        mark = rng.random()  # drawn for each, so that one platform's talk does not move another's
        if name in kept:
            if mark < (share - bent) / share and len(kept) > PLATFORMS_LEAST and sure & set(kept) != {name}:
                kept.remove(name)
        elif mark < (bent - share) / (1 - share) and len(kept) < most:
            kept.append(name)
    return tuple(kept)


def _share(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
