"""All randomness: generators whose seeds are derived by hashing what they are for."""

import hashlib

import numpy as np


def derive_seed(*parts: object) -> int:
    """A 63-bit seed from any printable parts, the same on every machine and Python version.

    Parts are joined by a separator that cannot occur in them unescaped (`repr`), so
    `("a", "bc")` and `("ab", "c")` differ.
    """
    text = "\x1f".join(repr(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def generator(*parts: object) -> np.random.Generator:
    """A NumPy generator seeded with `derive_seed(*parts)`."""
    return np.random.default_rng(derive_seed(*parts))
