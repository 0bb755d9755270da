"""Seeds are derived by hashing: the same everywhere, different for different purposes."""

import subprocess
import sys

import pytest

from boses_engine.randomness import derive_seed, generator


def test_seeds_are_what_they_were() -> None:
    """Stored runs are resumed by seed: a change of the derivation would silently make other people of them."""
    assert derive_seed("frame", "wants") == 1556858802387673669
    assert derive_seed(1, "x", 0) == 6591072088464727944


def test_seeds_are_63_bit() -> None:
    seeds = [derive_seed("n", i) for i in range(2000)]
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert max(seeds) > 2**62  # no bit is lost
    assert len(set(seeds)) == len(seeds)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "bc"), ("ab", "c")),
        (("a", "b"), ("a\x1fb",)),
        ((1,), ("1",)),
        ((1, 2), (2, 1)),
        ((0,), (False,)),
        ((None,), ("None",)),
        (("a",), ("a", "")),
        ((), ("",)),
    ],
)
def test_parts_do_not_run_together(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    """Catches parts joined plainly: slot 1 of attempt 12 would be slot 11 of attempt 2."""
    assert derive_seed(*one) != derive_seed(*other)


def test_generators_of_one_purpose_agree_and_others_do_not() -> None:
    assert generator(7, "plan").random(5).tolist() == generator(7, "plan").random(5).tolist()
    assert generator(7, "plan").random(5).tolist() != generator(8, "plan").random(5).tolist()


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_same_in_another_process(hash_seed: str) -> None:
    """Catches Python's own hash, which differs from process to process."""
    code = "from boses_engine.randomness import derive_seed; print(derive_seed(7, 'Nguyễn', None, 2.5))"
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert int(ran.stdout) == derive_seed(7, "Nguyễn", None, 2.5)
