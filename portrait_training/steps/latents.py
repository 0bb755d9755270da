"""Step four: the latents of all training pictures, so that the denoiser never sees a pixel."""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch import Tensor

from portrait_training.steps.autoencoder import encode
from portrait_training.steps.checkpoint import as_tensor
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import save_array

FILE: Final = "latents-{:03}.npy"


def cache_latents(work: Path, clock: Clock) -> None:
    """Write the scaled latents of each shard that has none yet: [2000, 4, s / 8, s / 8] in half precision."""
    network = AutoencoderKL.from_pretrained(work / "vae").eval()
    for shard, path in enumerate(sorted((work / "pictures").glob("shard-???.npy"))):
        if (work / FILE.format(shard)).exists():
            continue
        if clock.over:
            return
        with torch.autocast("cpu", torch.bfloat16):
            latents = encode(network, as_tensor(np.load(path))).float() * network.config.scaling_factor
        save_array(work / FILE.format(shard), latents.half().numpy())
        clock.say(f"coded shard {shard}")


def load_latents(work: Path) -> Tensor:
    """All cached latents: [n, 4, s / 8, s / 8]; latent i is of training picture i."""
    found = [np.load(path) for path in sorted(work.glob("latents-???.npy"))]
    if not found:
        raise FileNotFoundError(f"{work} holds no latents: run the latents step first")
    return torch.from_numpy(np.concatenate(found))
