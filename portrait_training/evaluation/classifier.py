"""A classifier of portraits, trained on the renderer's pictures only; it scores the model's pictures."""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate

from boses_engine.avatars.appearance import VOCABULARY
from boses_engine.randomness import derive_seed, generator
from portrait_training.steps.checkpoint import as_tensor, load_checkpoint, rate_at, save_checkpoint, set_rate
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import Pictures, training_person
from portrait_training.steps.text import labels_of

BATCH: Final = 64
RATE: Final = 2e-3
FEATURES: Final = 192
SAVE_EVERY: Final = 100


class Classifier(nn.Module):
    """Strided convolutions and one linear head for each field of the vocabulary; pictures [n, 3, 128, 128]."""

    def __init__(self) -> None:
        super().__init__()
        widths = (3, 24, 48, 96, 128)
        layers: list[nn.Module] = []
        for before, after in zip(widths, widths[1:], strict=False):
            layers += [nn.Conv2d(before, after, 3, stride=2, padding=1), nn.GroupNorm(8, after), nn.SiLU()]
            layers += [nn.Conv2d(after, after, 3, padding=1), nn.GroupNorm(8, after), nn.SiLU()]
        layers += [nn.Conv2d(widths[-1], 32, 1), nn.SiLU(), nn.Flatten(), nn.Linear(32 * 8 * 8, FEATURES), nn.SiLU()]
        self.body = nn.Sequential(*layers)
        self.heads = nn.ModuleList(nn.Linear(FEATURES, len(known)) for known in VOCABULARY.values())

    def forward(self, pictures: Tensor) -> Tensor:
        """What is told from the pictures, before the heads: [n, 192]."""
        features: Tensor = self.body(pictures)
        return features

    @torch.no_grad()
    def tell(self, pictures: Tensor) -> Tensor:
        """The place of each field's likeliest value: [n, fields]."""
        features = torch.cat([self(part) for part in pictures.split(50)])
        return torch.stack([head(features).argmax(-1) for head in self.heads], 1)


def train_classifier(work: Path, clock: Clock) -> None:
    """Train for the clock's time, or go on where `work/classifier.pt` stands.

    The learning rate falls within each session. Some pictures are softened, as an autoencoder softens them, so that
    sharpness is no feature.
    """
    pictures = Pictures(work / "pictures")
    labels = torch.tensor([labels_of(training_person(i).appearance) for i in range(len(pictures))])
    torch.manual_seed(derive_seed("classifier"))
    network = Classifier()
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.02)
    step, path = 0, work / "classifier.pt"
    if (found := load_checkpoint(path)) is not None:
        network.load_state_dict(found["network"])
        optimiser.load_state_dict(found["optimiser"])
        step = found["step"]
    while not clock.over:
        rng = generator("classifier", step)
        chosen = rng.integers(0, len(pictures), BATCH)
        given = _softened(as_tensor(pictures.take(chosen)), rng)
        with torch.autocast("cpu", torch.bfloat16):
            features = network(given)
        losses = []
        for i, (head, known) in enumerate(zip(network.heads, VOCABULARY.values(), strict=True)):
            asked = labels[chosen, i]
            losses.append(cross_entropy(head(features.float()), asked.masked_fill(asked == len(known), -100)))
        loss = torch.stack(losses).mean()
        optimiser.zero_grad()
        loss.backward()
        set_rate(optimiser, rate_at(step, clock.share, RATE, warmup_steps=100, steady=0.3))
        optimiser.step()
        step += 1
        if step % SAVE_EVERY == 0:
            clock.say(f"step {step}, loss {loss.item():.4f}")
    save_checkpoint(path, network=network.state_dict(), optimiser=optimiser.state_dict(), step=step)
    clock.say(f"saved after {step} steps")


def load_classifier(work: Path) -> Classifier:
    """The trained classifier.

    :raises FileNotFoundError: none is trained yet
    """
    found = load_checkpoint(work / "classifier.pt")
    if found is None:
        raise FileNotFoundError(f"{work / 'classifier.pt'} is missing: train the classifier first")
    network = Classifier()
    network.load_state_dict(found["network"])
    return network.eval()


def _softened(pictures: Tensor, rng: np.random.Generator) -> Tensor:
    size = pictures.shape[-1]
    soft = interpolate(interpolate(pictures, scale_factor=rng.uniform(0.4, 0.9), mode="area"), size, mode="bilinear")
    chosen = torch.from_numpy(rng.random(len(pictures)) < 0.5).view(-1, 1, 1, 1)
    noise = torch.from_numpy(rng.normal(0, 0.03, pictures.shape).astype(np.float32))
    return torch.where(chosen, soft + noise, pictures)
