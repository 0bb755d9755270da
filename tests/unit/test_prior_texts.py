"""The prose that stands: searching it must find what comparing with all of it would."""

import numpy as np
import pytest

from boses_engine.pipeline.likeness import NEAR_DUPLICATE, jaccard, plain
from boses_engine.pipeline.prior_texts import PriorTexts

LAUNDRY = "She carries the wet laundry up to the roof before the rain."


def test_what_came_since_is_all_that_is_looked_at() -> None:
    """Each text that is judged again is compared with what has been added, not with everything anew."""
    prior = PriorTexts([plain(LAUNDRY), plain("counts the coins in a tin"), plain(LAUNDRY)])
    assert len(prior) == 2
    assert prior.like(plain(LAUNDRY)) == plain(LAUNDRY)
    assert prior.like(plain(LAUNDRY), since=1) is None
    prior.add(plain(LAUNDRY.replace("She", "Siti")))
    assert prior.like(plain(LAUNDRY), since=1) == plain(LAUNDRY.replace("She", "Siti"))
    assert prior.like(plain(LAUNDRY), since=3) is None


def test_nearly_the_same_text_is_found_at_its_threshold() -> None:
    """ "a b c d e" and "a b c d f" share two of four trigrams, "a b c d e" and "a b c f g" one of five."""
    prior = PriorTexts([plain("x y z"), plain("a b c d f")])
    assert prior.like(plain("a b c d e")) == plain("a b c d f")
    assert prior.like(plain("a b c f g")) is None
    assert prior.like("") is None


def test_near_duplicates_are_those_of_comparing_with_all() -> None:
    """Catches a text that is passed over because its rarest trigrams are in none of the others."""
    rng = np.random.default_rng(2)

    def text() -> str:
        return plain(" ".join(rng.choice("a b c d".split(), size=int(rng.integers(1, 12)))))

    texts = [text() for _ in range(60)]
    prior = PriorTexts(texts)
    kept = list(dict.fromkeys(texts))
    found = 0
    for _ in range(400):
        asked, since = text(), int(rng.integers(len(kept)))
        expected = any(jaccard(asked.split(), one.split()) >= NEAR_DUPLICATE for one in kept[since:])
        assert (prior.like(asked, since) is not None) == expected, asked
        found += expected
    assert 30 < found < 370


def test_what_is_filed_is_found_as_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches texts that are lost, or found at another place, once they lie in the file: people of a large group would
    be others than those of a small one."""
    rng = np.random.default_rng(3)
    texts = [plain(" ".join(rng.choice("a b c d é".split(), size=int(rng.integers(0, 12))))) for _ in range(300)]
    whole = PriorTexts(texts)
    monkeypatch.setattr("boses_engine.pipeline.prior_texts._LATEST", 7)
    filed = PriorTexts(texts)
    assert len(filed) == len(whole) > 100
    asked = [(text, since) for text in texts[:100] for since in (0, 3, 90, len(whole) - 1, len(whole))]
    found = [filed.like(text, since) for text, since in asked]
    assert found == [whole.like(text, since) for text, since in asked]
    assert 0 < sum(one is not None for one in found) < len(found)
