"""Step two: the text encoder learns to tell what a caption states and what it leaves open; then it is frozen."""

from dataclasses import fields
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import CLIPTextModel, CLIPTokenizer

from boses_engine.avatars.appearance import HIDING_HAIR, VOCABULARY, Appearance
from boses_engine.randomness import derive_seed, generator
from portrait_training.attributes import draw_appearance
from portrait_training.captions import noisy_caption, training_caption
from portrait_training.models.networks import TEXT_WIDTH, new_text_encoder
from portrait_training.models.tokenizer import make_tokenizer
from portrait_training.steps.checkpoint import load_checkpoint, rate_at, save_checkpoint, set_rate
from portrait_training.steps.clock import Clock

BATCH: Final = 64
RATE: Final = 1e-3
NOISY_SHARE: Final = 0.3  # captions with words that mean nothing
SAVE_EVERY: Final = 500


def labels_of(said: Appearance) -> list[int]:
    """For each field of the vocabulary the place of its value; one past the last where it is open or unsaid."""
    values = {field.name: getattr(said, field.name) for field in fields(Appearance)}
    hidden = said.head_covering in HIDING_HAIR
    if hidden:
        values["hair_style"] = None
    if (hidden or said.hair_style == "bald") and said.beard in ("none", "stubble"):
        values["hair_colour"] = None
    return [len(known) if values[name] is None else known.index(values[name]) for name, known in VOCABULARY.items()]


def tokens_of(tokenizer: CLIPTokenizer, captions: list[str]) -> Tensor:
    """Token numbers as the diffusion pipeline pads them: [n, 64]."""
    found = tokenizer(captions, padding="max_length", truncation=True, return_tensors="pt")
    ids: Tensor = found.input_ids
    return ids


class Reader(nn.Module):
    """A linear head for each field, on the hidden state at the caption's end and at the last place."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = nn.ModuleList(nn.Linear(TEXT_WIDTH, len(known) + 1) for known in VOCABULARY.values())

    def loss(self, hidden: Tensor, ends: Tensor, labels: Tensor) -> Tensor:
        """Mean cross-entropy; hidden [n, t, d], ends [n] the places of the end token, labels [n, fields]."""
        places = torch.stack([hidden[torch.arange(len(ends)), ends], hidden[:, -1]])
        losses = [cross_entropy(head(place), labels[:, i]) for place in places for i, head in enumerate(self.heads)]
        return torch.stack(losses).mean()

    def right(self, hidden: Tensor, labels: Tensor) -> Tensor:
        """The share that is told right from the last place, by field: [fields]."""
        told = [head(hidden[:, -1]).argmax(-1) == labels[:, i] for i, head in enumerate(self.heads)]
        return torch.stack(told).float().mean(1)


def _batch(tokenizer: CLIPTokenizer, rng: np.random.Generator, size: int) -> tuple[Tensor, Tensor]:
    captions, labels = [], []
    for _ in range(size):
        caption, said = training_caption(draw_appearance(rng), rng)
        captions.append(noisy_caption(caption, rng) if rng.random() < NOISY_SHARE else caption)
        labels.append(labels_of(said))
    return tokens_of(tokenizer, captions), torch.tensor(labels)


def train_text_encoder(work: Path, clock: Clock) -> None:
    """Train for the clock's time, or go on where `work/text.pt` stands; writes `text_encoder` and `tokenizer`."""
    tokenizer = make_tokenizer(work / "tokenizer")
    torch.manual_seed(derive_seed("text encoder"))
    encoder, reader = new_text_encoder(tokenizer), Reader()
    optimiser = torch.optim.AdamW([*encoder.parameters(), *reader.parameters()], RATE, weight_decay=0.01)
    step, path = 0, work / "text.pt"
    if (found := load_checkpoint(path)) is not None:
        encoder.load_state_dict(found["encoder"])
        reader.load_state_dict(found["reader"])
        optimiser.load_state_dict(found["optimiser"])
        step = found["step"]

    def save() -> None:
        save_checkpoint(
            path, encoder=encoder.state_dict(), reader=reader.state_dict(), optimiser=optimiser.state_dict(), step=step
        )

    while not clock.over:
        tokens, labels = _batch(tokenizer, generator("text", step), BATCH)
        hidden = encoder(tokens).last_hidden_state
        ends = (tokens == tokenizer.eos_token_id).int().argmax(1)
        loss = reader.loss(hidden, ends, labels)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        set_rate(optimiser, rate_at(step, clock.share, RATE, warmup_steps=50))
        optimiser.step()
        step += 1
        if step % SAVE_EVERY == 0:
            save()
            clock.say(f"step {step}, loss {loss.item():.4f}")
    save()
    clock.say(f"told right after {step} steps: {reading_text(encoder.eval(), reader, tokenizer)}")
    encoder.save_pretrained(work / "text_encoder")


@torch.no_grad()
def reading_text(encoder: CLIPTextModel, reader: Reader, tokenizer: CLIPTokenizer) -> str:
    """How well fresh captions are read, by field."""
    tokens, labels = _batch(tokenizer, generator("text", "fresh"), 512)
    shares = reader.right(encoder(tokens).last_hidden_state, labels).tolist()
    return ", ".join(f"{name} {share:.3f}" for name, share in zip(VOCABULARY, shares, strict=True))
