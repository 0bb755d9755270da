"""The tokens of CLIP, for checkpoints in one file, which bring no tokenizer: 49,408 of them, the same for every family.

The file is `bpe_simple_vocab_16e6.txt.gz` as OpenAI published it with CLIP (2021, MIT): a heading, then one merge a
line, of which CLIP uses the first 48,894. Token numbers follow from the order: the 256 bytes, the same at the end of a
word, the merges, and two marks.
"""

import gzip
import zlib
from pathlib import Path

from boses_engine.errors import ModelError

MERGES = 48_894
MARKS = ("<|startoftext|>", "<|endoftext|>")
WORD_END = "</w>"


def read_vocabulary(path: Path) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Numbers by token, 49,408 of them, and the merges in their order.

    :raises ModelError: the file cannot be read or is another.
    """
    try:
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as exc:
        raise ModelError(f"cannot read CLIP's vocabulary {path}: {exc}") from exc
    merges = [(pair[0], pair[1]) for pair in map(str.split, lines[1 : MERGES + 1]) if len(pair) == 2]
    if len(merges) != MERGES:
        raise ModelError(f"{path} holds {len(merges):,} merges, CLIP's vocabulary has {MERGES:,}: fetch the file again")
    letters = _letters()
    tokens = [*letters, *(letter + WORD_END for letter in letters), *(one + other for one, other in merges), *MARKS]
    return {token: number for number, token in enumerate(tokens)}, merges


def _letters() -> list[str]:
    """The letter that stands for each byte, in the order of the tokens: those that print for themselves come first."""
    printing = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = 256 - len(printing)
    return [chr(byte) for byte in printing] + [chr(256 + number) for number in range(others)]
