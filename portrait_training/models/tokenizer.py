"""A stock CLIP tokenizer whose byte-pair merges make one token of every word of the vocabulary.

Any other text falls into smaller pieces, down to single bytes, so nothing is unknown to it.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Final

from transformers import CLIPTokenizer

from boses_engine.avatars.appearance import (
    AGE_GROUPS,
    BEARDS,
    CLOTHING_COLOURS,
    EXPRESSIONS,
    GARMENTS,
    GENDERS,
    GLASSES,
    HAIR_COLOURS,
    HAIR_STYLES,
    HEAD_COVERINGS,
    SETTINGS,
    SKIN_TONES,
    STYLE,
)

MAX_TOKENS: Final = 64
START, END = "<|startoftext|>", "<|endoftext|>"


def vocabulary_words() -> list[str]:
    """Every word that a prompt can hold, sorted; marks such as "-" stand alone and are no words."""
    texts = [STYLE, "portrait of a an person skin hair clothes wearing", *SKIN_TONES, *HAIR_COLOURS, *CLOTHING_COLOURS]
    texts += [*GENDERS, *AGE_GROUPS, *HAIR_STYLES.values(), *BEARDS.values(), *HEAD_COVERINGS.values()]
    texts += [*GLASSES.values(), *EXPRESSIONS.values(), *GARMENTS.values(), *SETTINGS.values()]
    plain = " ".join(texts).replace("{colour}", " ").replace("-", " ").replace("'s", " ")
    return sorted(set(plain.split()))


def learn_merges(words: list[str]) -> list[tuple[str, str]]:
    """Byte-pair merges, the commonest pair first, until each word is one token."""
    split = [[*word[:-1], word[-1] + "</w>"] for word in words]
    merges = []
    while any(len(pieces) > 1 for pieces in split):
        pairs = Counter(pair for pieces in split for pair in zip(pieces, pieces[1:], strict=False))
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        split = [_merged(pieces, best) for pieces in split]
    return merges


def make_tokenizer(folder: Path) -> CLIPTokenizer:
    """Write the tokenizer's files into `folder` and load it from them."""
    folder.mkdir(parents=True, exist_ok=True)
    merges = learn_merges(vocabulary_words())
    alphabet = list(_byte_symbols())
    tokens = [*alphabet, *(symbol + "</w>" for symbol in alphabet), *("".join(pair) for pair in merges), START, END]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    vocab, lines = folder / "vocab.json", ["#version: 0.2", *(" ".join(pair) for pair in merges)]
    vocab.write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    special = {"unk_token": END, "bos_token": START, "eos_token": END, "pad_token": END}
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": MAX_TOKENS, **special}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return CLIPTokenizer.from_pretrained(folder)


def _merged(pieces: list[str], pair: tuple[str, str]) -> list[str]:
    out: list[str] = []
    for piece in pieces:
        if out and (out[-1], piece) == pair:
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _byte_symbols() -> str:
    """CLIP's 256 printable stand-ins for bytes: printable Latin-1 for itself, the others from U+0100 on."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [256 + i for i in range(256 - len(printable))]
    return "".join(map(chr, [*printable, *others]))
