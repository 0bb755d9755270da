"""Step three: the autoencoder, with a loss that keeps edges."""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from torch import Tensor, nn

from boses_engine.randomness import derive_seed, generator
from portrait_training.models.networks import DOWNSAMPLING, new_autoencoder
from portrait_training.renderer.portrait import REGIONS
from portrait_training.steps.checkpoint import (
    Average,
    as_tensor,
    load_checkpoint,
    rate_at,
    save_checkpoint,
    set_rate,
)
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import Pictures

BATCH: Final = 16  # crops of half the side, or a quarter as many whole pictures
WHOLE_FROM: Final = 0.65  # of the time: then whole pictures, whose normalisation statistics are the real ones
FACE_SHARE: Final = 0.5  # crops that hold the face
RATE: Final = 2e-3
KL_WEIGHT: Final = 1e-3
EDGE_WEIGHT: Final = 1.0
SAVE_EVERY: Final = 200


def _slopes(pictures: Tensor) -> tuple[Tensor, Tensor]:
    return pictures[..., 1:, :] - pictures[..., :-1, :], pictures[..., :, 1:] - pictures[..., :, :-1]


def reconstruction_loss(made: Tensor, true: Tensor) -> Tensor:
    """L1 and squared error of the colours, and L1 of their slopes, which blurred edges raise."""
    off = made - true
    edges = torch.stack([(a - b).abs().mean() for a, b in zip(_slopes(made), _slopes(true), strict=True)]).sum()
    return off.abs().mean() + 0.5 * off.square().mean() + EDGE_WEIGHT * edges


def crop(pictures: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A crop of half the side from each picture, on the latents' grid; every second one holds the face."""
    size = pictures.shape[1]
    half, face = size // 2, REGIONS["face"]
    out = []
    for picture in pictures:
        y, x = rng.integers(0, half + 1, 2)
        if rng.random() < FACE_SHARE:
            spread = size // 10
            y = np.clip(
                round((face.top + face.bottom) / 2 * size) - half // 2 + rng.integers(-spread, spread + 1), 0, half
            )
            x = half // 2 + rng.integers(-spread, spread + 1)
        y, x = (int(v) // DOWNSAMPLING * DOWNSAMPLING for v in (y, x))
        out.append(picture[y : y + half, x : x + half])
    return np.stack(out)


def train_autoencoder(work: Path, clock: Clock) -> None:
    """Train for the clock's time, or go on where `work/autoencoder.pt` stands; writes `work/vae`."""
    pictures = Pictures(work / "pictures")
    torch.manual_seed(derive_seed("autoencoder"))
    network = new_autoencoder()
    average = Average(network, longest=0.998)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-4, betas=(0.9, 0.99))
    step, path = 0, work / "autoencoder.pt"
    if (found := load_checkpoint(path)) is not None:
        network.load_state_dict(found["network"])
        average.restore(found["average"])
        optimiser.load_state_dict(found["optimiser"])
        step = found["step"]

    def save() -> None:
        save_checkpoint(
            path, network=network.state_dict(), average=average.state(), optimiser=optimiser.state_dict(), step=step
        )

    while not clock.over:
        rng = generator("autoencoder", step)
        whole = clock.share > WHOLE_FROM
        taken = pictures.take(rng.integers(0, len(pictures), BATCH // 4 if whole else BATCH))
        true = as_tensor(taken if whole else crop(taken, rng))
        with torch.autocast("cpu", torch.bfloat16):
            posterior = network.encode(true).latent_dist
            made = network.decode(posterior.sample()).sample.float()
        loss = reconstruction_loss(made, true) + KL_WEIGHT * posterior.kl().mean() / posterior.mean[0].numel()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        set_rate(optimiser, rate_at(step, clock.share, RATE, warmup_steps=80))
        optimiser.step()
        average.update(network)
        step += 1
        if step % SAVE_EVERY == 0:
            save()
            clock.say(f"step {step}, loss {loss.item():.4f}, L1 {(made - true).abs().mean().item():.4f}")
    save()
    network.load_state_dict(average.weights)
    network.eval()
    sample = as_tensor(pictures.take(np.arange(0, len(pictures), len(pictures) // 256)[:256]))
    network.register_to_config(scaling_factor=float(1 / encode(network, sample).std()))
    clock.say(f"PSNR {psnr(network, sample):.2f} dB after {step} steps, scale {network.config.scaling_factor:.4f}")
    network.save_pretrained(work / "vae")


@torch.no_grad()
def encode(network: AutoencoderKL, pictures: Tensor) -> Tensor:
    """The mean latents of pictures, not yet scaled."""
    return torch.cat([network.encode(part).latent_dist.mean for part in pictures.split(16)])


@torch.no_grad()
def psnr(network: AutoencoderKL, pictures: Tensor) -> float:
    """Mean peak signal-to-noise ratio of pictures coded and decoded, in dB."""
    made = torch.cat([network.decode(part).sample for part in encode(network, pictures).split(16)]).clamp(-1, 1)
    return float((-10 * ((made - pictures) / 2).square().mean((1, 2, 3)).log10()).mean())
