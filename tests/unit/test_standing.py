"""The prose that stands: searching it must find what reading all of it would."""

import numpy as np
import pytest

from boses_engine.pipeline.likeness import NEAR_DUPLICATE, jaccard, plain
from boses_engine.pipeline.standing import RUN, Standing

LAUNDRY = "She carries the wet laundry up to the roof before the rain."


def test_runs_that_stand_are_found() -> None:
    standing = Standing([plain("Nothing of the kind."), plain(LAUNDRY)])
    assert standing.says(plain("carries the wet laundry up"))
    assert standing.says(plain("She carries the wet laundry"))  # at the beginning
    assert standing.says(plain(LAUNDRY))
    assert not standing.says(plain("carries the wet laundry down"))
    assert not standing.says(plain("carries the wet laundry up to the attic before"))


def test_words_stand_whole() -> None:
    """Catches a search in letters: "rain" is no part of "brain" here."""
    standing = Standing([plain("up to the roof before the brain")])
    assert not standing.says(plain("to the roof before the rain"))
    assert not standing.says(plain("p to the roof before"))


def test_a_run_stands_in_one_text() -> None:
    """Catches runs put together from two texts, where each of its pieces is known."""
    standing = Standing([plain("one two three four five six"), plain("two three four five six seven")])
    assert standing.says(plain("one two three four five six"))
    assert not standing.says(plain("one two three four five six seven"))


def test_what_is_below_counts_as_it_grows() -> None:
    """The person's own texts lie on the group's, which grow while the person is written."""
    group = Standing()
    own = Standing(below=group)
    own.add(plain("counts the coins in a tin"))
    run = plain("carries the wet laundry up")
    assert not own.says(run)
    group.add(plain(LAUNDRY))
    assert own.says(run)
    assert not group.says(plain("counts the coins in a"))
    assert (len(group), len(own)) == (1, 2)
    assert len(Standing()) == 0


@pytest.mark.parametrize("length", range(RUN, 10))
def test_the_same_as_reading_all_texts(length: int) -> None:
    """On texts of few words, so that runs come back often."""
    rng = np.random.default_rng(length)
    vocabulary = "a b c d".split()

    def text(words: int) -> str:
        return plain(" ".join(rng.choice(vocabulary, size=words)))

    texts = [text(int(rng.integers(1, 60))) for _ in range(20)]
    standing = Standing(texts[10:], below=Standing(texts[:10]))
    found = 0
    for _ in range(300):
        words = str(rng.choice(texts)).split()
        run = plain(" ".join(words[:length])) if rng.random() < 0.3 and len(words) >= length else text(length)
        expected = any(run in one for one in texts)
        assert standing.says(run) == expected, run
        found += expected
    assert 0 < found < 300


def test_nearly_the_same_text_is_found_at_its_threshold() -> None:
    """ "a b c d e" and "a b c d f" share two of four trigrams, "a b c d e" and "a b c f g" one of five."""
    standing = Standing([plain("x y z")], below=Standing([plain("a b c d f")]))
    assert standing.like(plain("a b c d e")) == plain("a b c d f")
    assert standing.like(plain("a b c f g")) is None
    assert standing.like("") is None


def test_near_duplicates_are_those_of_comparing_with_all() -> None:
    """Catches a text that is passed over because its rarest trigrams are in none of the others."""
    rng = np.random.default_rng(2)

    def text() -> str:
        return plain(" ".join(rng.choice("a b c d".split(), size=int(rng.integers(1, 12)))))

    texts = [text() for _ in range(60)]
    standing = Standing(texts[30:], below=Standing(texts[:30]))
    found = 0
    for _ in range(400):
        asked = text()
        expected = any(jaccard(asked.split(), one.split()) >= NEAR_DUPLICATE for one in texts)
        assert (standing.like(asked) is not None) == expected, asked
        found += expected
    assert 50 < found < 350
