"""The draw of a token, against a slow reference that follows the definition step by step."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import chisquare

from boses_engine.errors import ModelError
from boses_engine.language.llama.sampling import draw
from boses_engine.language.port import Request, Sampling

NONE = np.array([], dtype=np.intp)


def reference(
    logits: list[float], allowed: list[bool] | None, avoid: list[int], sampling: Sampling
) -> tuple[dict[int, float], float]:
    """Probability by token, and the share of the model's own probability that was permitted."""
    everything = [math.exp(x - max(logits)) for x in logits]
    ids = [i for i in range(len(logits)) if allowed is None or allowed[i]]
    ids = [i for i in ids if i not in avoid] or ids
    share = sum(everything[i] for i in ids) / sum(everything)
    ids = sorted(ids, key=lambda i: (-logits[i], i))
    if sampling.temperature <= 0:
        return {ids[0]: 1.0}, share
    ids = ids[: sampling.top_k]
    weight = {i: math.exp((logits[i] - logits[ids[0]]) / sampling.temperature) for i in ids}
    kept = {i: w for i, w in weight.items() if w >= sampling.min_p}
    return {i: w / sum(kept.values()) for i, w in kept.items()}, share


def drawn(logits: Any, allowed: Any, avoid: Any, rng: np.random.Generator, sampling: Sampling) -> tuple[int, float]:
    mask = None if allowed is None else np.array(allowed, dtype=np.bool_)
    found = draw(np.array(logits, dtype=np.float32), mask, np.array(avoid, dtype=np.intp), rng, sampling)
    return found.token, found.allowed


SETTINGS = [
    Sampling(),
    Sampling(temperature=1.0, top_k=5, min_p=0.0),
    Sampling(temperature=0.3, top_k=1000, min_p=0.1),
    Sampling(temperature=1.7, top_k=3, min_p=0.5),
    Sampling(temperature=0.0),
    Sampling(temperature=0.7, top_k=1),
]


@pytest.mark.parametrize("sampling", SETTINGS)
def test_the_same_token_as_the_reference(sampling: Sampling) -> None:
    """With the same random number, the reference's share of the line from nought to one is hit."""
    cases = np.random.default_rng(1)
    for seed in range(300):
        size = int(cases.integers(2, 60))
        logits = cases.normal(scale=3.0, size=size).astype(np.float32).tolist()
        allowed = None if seed % 5 == 0 else (cases.random(size) < 0.4).tolist()
        if allowed is not None:
            allowed[int(cases.integers(size))] = True
        avoid = sorted(set(cases.integers(size, size=int(cases.integers(0, 6))).tolist()))
        expected, share = reference(logits, allowed, avoid, sampling)
        token, found = drawn(logits, allowed, avoid, np.random.default_rng(seed), sampling)
        assert found == pytest.approx(share, rel=1e-5)
        assert token in expected
        mark, before = np.random.default_rng(seed).random(), 0.0
        for choice, p in expected.items():
            if choice == token:
                assert before - 1e-6 <= mark <= before + p + 1e-6 or len(expected) == 1
            before += p


@pytest.mark.parametrize("sampling", SETTINGS[:4])
def test_frequencies(sampling: Sampling) -> None:
    """Chi-square; one in a thousand right draws would fail, but the seed is fixed."""
    logits = np.random.default_rng(2).normal(size=40).tolist()
    allowed = [i % 3 != 0 for i in range(40)]
    expected, _ = reference(logits, allowed, [1, 2], sampling)
    rng = np.random.default_rng(3)
    count = 4000
    found = [drawn(logits, allowed, [1, 2], rng, sampling)[0] for _ in range(count)]
    assert set(found) <= set(expected)
    assert len(expected) > 1
    result = chisquare([found.count(i) for i in expected], [count * p for p in expected.values()])
    assert result.pvalue > 0.001


def test_a_draw_takes_one_number_of_the_generator() -> None:
    """Catches an answer's later tokens that depend on how many candidates the earlier ones had."""
    for logits in ([0.0, 0.0], [0.0, 0.0, 0.0, 5.0]):
        rng, other = np.random.default_rng(4), np.random.default_rng(4)
        drawn(logits, None, [], rng, Sampling())
        other.random()
        assert rng.random() == other.random()


def test_the_model_is_not_changed() -> None:
    """The logits are the library's own memory, the mask is shared by all answers."""
    logits, mask = np.array([1.0, 2.0, 3.0], dtype=np.float32), np.array([True, False, True])
    draw(logits, mask, np.array([2], dtype=np.intp), np.random.default_rng(0), Sampling())
    assert logits.tolist() == [1.0, 2.0, 3.0]
    assert mask.tolist() == [True, False, True]


def test_the_best_at_temperature_nought() -> None:
    logits = [1.0, 5.0, 4.0, 5.0]
    for seed in range(20):
        rng = np.random.default_rng(seed)
        assert drawn(logits, None, [], rng, Sampling(temperature=0.0))[0] == 1  # of equal ones the first
        assert drawn(logits, [True, False, True, False], [], rng, Sampling(temperature=0.0))[0] == 2
        assert drawn(logits, None, [1, 3], rng, Sampling(temperature=0.0))[0] == 2


def test_everything_is_forbidden_but_an_avoided_token() -> None:
    """A form may leave nothing else; the share is the token's own, so that the text can be judged."""
    logits = [0.0, math.log(3.0), 0.0]
    token, share = drawn(logits, [False, True, False], [0, 1], np.random.default_rng(0), Sampling())
    assert token == 1
    assert share == pytest.approx(0.6)


@pytest.mark.parametrize("avoid", [[], [5], [0, 5]])
def test_what_is_permitted_is_far_below_the_best(avoid: list[int]) -> None:
    """200 below the best a weight is nought in 32 bits. Catches a forbidden token drawn, or none."""
    logits = [0.0] + [-200.0] * 3 + [-203.0, -199.0]
    allowed = [False, True, True, False, True, True]
    sampling = Sampling(temperature=1.0, top_k=10, min_p=0.0)
    expected, _ = reference(logits, allowed, avoid, sampling)
    rng = np.random.default_rng(6)
    found = [drawn(logits, allowed, avoid, rng, sampling) for _ in range(2000)]
    assert {share for _, share in found} == {0.0}
    counts = [sum(token == i for token, _ in found) for i in expected]
    assert sum(counts) == 2000
    assert chisquare(counts, [2000 * p for p in expected.values()]).pvalue > 0.001


def test_an_avoided_token_that_the_model_wants_before_all_others() -> None:
    """Avoided means only where nothing else is permitted, however unlikely that is."""
    for allowed in (None, [True, True, False]):
        token, share = drawn([0.0, -150.0, -300.0], allowed, [0], np.random.default_rng(0), Sampling(top_k=1))
        assert (token, share) == (1, 0.0)


def test_ties_are_broken_by_the_token() -> None:
    """Catches an order that the library's sort decides: another build would draw other texts."""
    sampling = Sampling(temperature=1.0, top_k=3, min_p=0.0)
    logits = [0.0, 1.0, 1.0, 1.0, 1.0, 0.0]
    rng = np.random.default_rng(8)
    assert {drawn(logits, None, [], rng, sampling)[0] for _ in range(200)} == {1, 2, 3}


def test_min_p_is_of_the_best_permitted_at_this_temperature() -> None:
    """Catches a floor taken before the temperature, or from a best that the mask forbids."""
    logits = [9.0, 0.0, -1.0, -3.0]
    allowed = [False, True, True, True]
    for temperature, expected in ((1.0, {1, 2}), (0.4, {1}), (3.0, {1, 2, 3})):
        sampling = Sampling(temperature=temperature, min_p=0.2)
        rng = np.random.default_rng(9)
        assert {drawn(logits, allowed, [], rng, sampling)[0] for _ in range(400)} == expected


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_logits_that_are_no_numbers(bad: float) -> None:
    with pytest.raises(ModelError, match="no numbers"):
        drawn([0.0, bad, 1.0], [True, False, True], [], np.random.default_rng(0), Sampling())


@pytest.mark.parametrize("wrong", [{"top_k": 0}, {"temperature": -0.1}, {"temperature": math.nan}, {"min_p": 1.5}])
def test_what_no_token_could_be_drawn_with_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="top_k 1 or more"):
        Sampling(**wrong)


@pytest.mark.parametrize("wrong", [{"path": ()}, {"max_tokens": 0}])
def test_a_request_for_nothing_is_refused(wrong: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"key": "k", "path": ("text",), "ask": "?", "constraint": None, "seed": 1}
    with pytest.raises(ValueError, match="k: a request needs a path"):
        Request(**asked | wrong)
