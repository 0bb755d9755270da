"""Step three: the autoencoder, with a loss that keeps edges."""

import shutil
from pathlib import Path
from typing import Final

import numpy as np
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

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

BATCH: Final = 4  # crops of half the side, or a quarter as many whole pictures: many small steps learn faster
WHOLE_FROM: Final = 0.7  # of the time: then whole pictures, whose normalisation statistics are the real ones
FACE_SHARE: Final = 0.5  # crops that hold the face
RATE: Final = 2e-3
KL_WEIGHT: Final = 1e-3
EDGE_WEIGHT: Final = 1.0
HUE_WEIGHT: Final = 2.0
SAVE_EVERY: Final = 500


def _slopes(pictures: Tensor) -> tuple[Tensor, Tensor]:
    return pictures[..., 1:, :] - pictures[..., :-1, :], pictures[..., :, 1:] - pictures[..., :, :-1]


def _hues(pictures: Tensor) -> Tensor:
    """Red against green and blue against yellow, at a quarter of the size: [n, 2, s / 4, s / 4]."""
    red, green, blue = avg_pool2d(pictures, 4).unbind(1)
    return torch.stack([red - green, blue - (red + green) / 2], 1)


def reconstruction_loss(made: Tensor, true: Tensor) -> Tensor:
    """L1 and squared error of the colours, L1 of their slopes, which blurred edges raise, and L1 of the hues.

    Without the hues' term the network learns light and dark first, and colours only after thousands of steps.
    """
    off = made - true
    edges = torch.stack([(a - b).abs().mean() for a, b in zip(_slopes(made), _slopes(true), strict=True)]).sum()
    hues = (_hues(made) - _hues(true)).abs().mean()
    return off.abs().mean() + 0.5 * off.square().mean() + EDGE_WEIGHT * edges + HUE_WEIGHT * hues


def crop(pictures: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A crop of half the side from each picture, on the latents' grid; every second one holds the face."""
    size = pictures.shape[1]
    half, spread = size // 2, size // 10
    face_top = round((REGIONS["face"].top + REGIONS["face"].bottom) / 2 * size) - half // 2
    out = []
    for picture in pictures:
        y, x = rng.integers(0, half + 1, 2)
        if rng.random() < FACE_SHARE:
            y, x = np.array([face_top, half // 2]) + rng.integers(-spread, spread + 1, 2)
        y, x = (int(np.clip(v, 0, half)) // DOWNSAMPLING * DOWNSAMPLING for v in (y, x))
        out.append(picture[y : y + half, x : x + half])
    return np.stack(out)


def train_autoencoder(work: Path, clock: Clock) -> None:
    """Train for the clock's time from `work/autoencoder.pt`, `work/vae-start` or nothing; writes `work/vae`."""
    torch.manual_seed(derive_seed("autoencoder"))
    network = new_autoencoder()
    if (work / "vae-start").exists():
        network.load_state_dict(AutoencoderKL.from_pretrained(work / "vae-start").state_dict())
    pictures = Pictures(work / "pictures")
    _fit(network, list(network.parameters()), pictures, work / "autoencoder.pt", clock)
    sample = _sample(pictures)
    network.register_to_config(scaling_factor=float(1 / encode(network, sample).std()))
    clock.say(f"PSNR {psnr(network, sample):.2f} dB, scale {network.config.scaling_factor:.4f}")
    network.save_pretrained(work / "vae")


def refine_decoder(work: Path, clock: Clock) -> None:
    """Train the decoder of `work/vae` alone, or go on from `work/decoder.pt`: latents and denoiser stay valid."""
    network = AutoencoderKL.from_pretrained(work / "vae").train()
    network.encoder.requires_grad_(False)
    network.quant_conv.requires_grad_(False)
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    pictures = Pictures(work / "pictures")
    _fit(network, weights, pictures, work / "decoder.pt", clock)
    clock.say(f"PSNR {psnr(network, _sample(pictures)):.2f} dB")
    network.save_pretrained(work / "vae")


def _fit(network: AutoencoderKL, weights: list[nn.Parameter], pictures: Pictures, path: Path, clock: Clock) -> None:
    """Train these weights of the network for the clock's time; it is left with the averaged ones."""
    average = Average(network, longest=0.998)
    optimiser = torch.optim.AdamW(weights, RATE, weight_decay=1e-4, betas=(0.9, 0.99))
    step, recent = 0, list[float]()
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
        rng = generator(path.stem, step)
        whole = clock.share > WHOLE_FROM
        taken = pictures.take(rng.integers(0, len(pictures), BATCH // 4 if whole else BATCH))
        true = as_tensor(taken if whole else crop(taken, rng))
        with torch.autocast("cpu", torch.bfloat16):
            posterior = network.encode(true).latent_dist
            made = network.decode(posterior.sample()).sample.float()
        loss = reconstruction_loss(made, true) + KL_WEIGHT * posterior.kl().mean() / posterior.mean[0].numel()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        set_rate(optimiser, rate_at(step, clock.share, RATE, warmup_steps=80))
        optimiser.step()
        average.update(network)
        step += 1
        recent.append(loss.item())
        if step % SAVE_EVERY == 0:
            save()
            clock.say(f"step {step}, loss {np.mean(recent):.4f}")
            recent.clear()
    save()
    network.load_state_dict(average.weights)
    network.eval()


def _sample(pictures: Pictures) -> Tensor:
    return as_tensor(pictures.take(np.linspace(0, len(pictures) - 1, 64).astype(np.int64)))


def reopen_autoencoder(work: Path) -> None:
    """Let the autoencoder of a training in `work` be trained further: its latents are coded anew afterwards."""
    if (work / "vae").exists():
        shutil.rmtree(work / "vae-start", ignore_errors=True)
        (work / "vae").rename(work / "vae-start")
    for path in (*work.glob("latents-*.npy"), *work.glob("decoder.pt")):
        path.unlink()


@torch.no_grad()
def encode(network: AutoencoderKL, pictures: Tensor) -> Tensor:
    """The mean latents of pictures, not yet scaled."""
    return torch.cat([network.encode(part).latent_dist.mean for part in pictures.split(16)])


@torch.no_grad()
def psnr(network: AutoencoderKL, pictures: Tensor) -> float:
    """Mean peak signal-to-noise ratio of pictures coded and decoded, in dB."""
    made = torch.cat([network.decode(part).sample for part in encode(network, pictures).split(16)]).clamp(-1, 1)
    return float((-10 * ((made - pictures) / 2).square().mean((1, 2, 3)).log10()).mean())
