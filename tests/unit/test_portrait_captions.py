"""Captions and their tokens: the product's words, what is left open, and words that must not steer."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from boses_engine.avatars.appearance import VOCABULARY, Appearance, prompt_text
from portrait_training.attributes import draw_appearance
from portrait_training.captions import WHOLE_SHARE, leave_open, noisy_caption, training_caption
from portrait_training.models.tokenizer import (
    MAX_TOKENS,
    learn_merges,
    make_tokenizer,
    vocabulary_words,
)
from portrait_training.steps.text import labels_of


def test_whole_captions_are_the_products_prompts() -> None:
    """Catches training on other words than the product asks with."""
    rng = np.random.default_rng(1)
    same = 0
    for _ in range(400):
        said = draw_appearance(rng)
        same += training_caption(said, rng)[0] == prompt_text(said)
    assert same / 400 == pytest.approx(WHOLE_SHARE, abs=0.1)


def test_what_is_left_open_is_in_no_label() -> None:
    """Catches a caption that drops a word while its label still asks for it."""
    rng = np.random.default_rng(2)
    for _ in range(300):
        caption, said = training_caption(draw_appearance(rng), rng)
        if said.skin is None:
            assert "skin" not in caption
        else:
            assert f"{said.skin} skin" in caption
        if said.expression is None:
            assert "expression" not in caption
            assert "laughing" not in caption
        assert said.beard == "none" or said.gender == "man"


def test_every_optional_attribute_is_sometimes_open() -> None:
    """Catches an attribute that is always told: left out of a prompt it would collapse to one value."""
    rng = np.random.default_rng(3)
    opened = [leave_open(draw_appearance(rng), rng) for _ in range(400)]
    for name in ("gender", "age_group", "skin", "hair_style", "hair_colour", "expression", "clothing", "setting"):
        share = np.mean([getattr(said, name) is None for said in opened])
        assert 0.1 < share < 0.4, name


def test_noise_keeps_every_word_in_order() -> None:
    """Catches noise that eats a word, which would teach the encoder to guess."""
    rng = np.random.default_rng(4)
    caption = prompt_text(draw_appearance(rng))
    noisy = iter(noisy_caption(caption, rng).split())
    assert all(word in noisy for word in caption.split())


def test_each_word_is_one_token(tmp_path: Path) -> None:
    """Catches merges that cut a word in two, and a vocabulary word that the tokenizer has never heard of."""
    tokenizer = make_tokenizer(tmp_path)
    rng = np.random.default_rng(5)
    for _ in range(200):
        for word in prompt_text(draw_appearance(rng)).replace("-", " ").replace("'s", " ").replace(",", " ").split():
            assert tokenizer.tokenize(word) == [f"{word}</w>"]
    assert {"woman", "hijab", "worried", "batik"} <= set(vocabulary_words())


def test_no_prompt_is_cut(tmp_path: Path) -> None:
    """Catches a prompt longer than the encoder reads: its end, the setting, would be lost."""
    tokenizer = make_tokenizer(tmp_path)
    longest: dict[str, Any] = {
        name: max(known, key=lambda word: len(tokenizer.tokenize(word))) for name, known in VOCABULARY.items()
    }
    longest |= {"gender": "man", "head_covering": "straw hat", "clothing": "white coat"}
    assert len(tokenizer(prompt_text(Appearance(**longest))).input_ids) <= MAX_TOKENS


def test_any_text_has_tokens(tmp_path: Path) -> None:
    """Catches text that breaks the tokenizer, or that it reads as a word of the vocabulary."""
    tokenizer = make_tokenizer(tmp_path)
    for text in ("Nguyễn Thị Hồng", "😀" * 50, "<|endoftext|>", "(((evil:1.9)))", "x" * 5000, ""):
        ids = tokenizer(text, truncation=True).input_ids
        assert 2 <= len(ids) <= MAX_TOKENS
    known = {f"{word}</w>" for word in vocabulary_words()}
    assert not known & set(tokenizer.tokenize("Nguyễn Hồng Quỳnh"))


def test_merges_are_learnt_until_words_are_whole() -> None:
    """Catches a merge order in which a later pair breaks an earlier word."""
    assert learn_merges(["ab", "abb"]) == [("a", "b"), ("ab", "b</w>"), ("a", "b</w>")] or learn_merges(
        ["ab", "abb"]
    ) == [("a", "b"), ("a", "b</w>"), ("ab", "b</w>")]


def test_labels_of_hidden_hair_are_open() -> None:
    """Catches an encoder that is asked for what the caption does not say."""
    said = draw_appearance(np.random.default_rng(6), gender="woman", head_covering="hijab", hair_style="bun")
    fields = list(VOCABULARY)
    hair = fields.index("hair_style")
    assert labels_of(said)[hair] == len(VOCABULARY["hair_style"])
    assert labels_of(replace(said, head_covering="none"))[hair] == VOCABULARY["hair_style"].index("bun")
