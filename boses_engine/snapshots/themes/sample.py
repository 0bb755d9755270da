"""A sample of fixed size from rows of any number."""

from collections.abc import Iterable
from typing import TypeVar

from boses_engine.randomness import generator

_Item = TypeVar("_Item")


def reservoir(items: Iterable[_Item], size: int, *seed: object) -> list[_Item]:
    """`size` of the items, each with the same probability, or all where they are fewer; in their order.

    Holds no more than `size` of them (Vitter 1985, "Random sampling with a reservoir", algorithm R).
    """
    rng = generator("reservoir", *seed)
    held: list[tuple[int, _Item]] = []
    for number, item in enumerate(items):
        if number < size:
            held.append((number, item))
        elif (place := int(rng.integers(number + 1))) < size:
            held[place] = (number, item)
    return [item for _, item in sorted(held, key=lambda entry: entry[0])]
