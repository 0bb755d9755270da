"""Step five: the denoiser, for all the time that is left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn
from transformers import CLIPTextModel, CLIPTokenizer

from boses_engine.randomness import derive_seed, generator
from portrait_training.captions import training_caption
from portrait_training.models.networks import new_scheduler, new_unet
from portrait_training.renderer.portrait import region_weights
from portrait_training.steps.checkpoint import Average, load_checkpoint, rate_at, save_checkpoint, set_rate
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import training_person
from portrait_training.steps.latents import load_latents
from portrait_training.steps.muon import Muon
from portrait_training.steps.text import tokens_of

BATCH: Final = 32
RATE: Final = 2e-3
STEADY: Final = 0.6  # of the time at the full learning rate
DROPPED_SHARE: Final = 0.1  # captions left out whole, for classifier-free guidance
# What is small in the picture and told by the caption counts for more in the loss.
EMPHASIS: Final = {"face": 1.5, "eyes and brows": 2.5, "mouth": 3.0, "clothes": 1.4}
SAVE_EVERY: Final = 100


def noised(latents: Tensor, noise: Tensor, kept: Tensor) -> tuple[Tensor, Tensor]:
    """The noised latents and the velocity to be predicted (Salimans and Ho, 2022, arXiv 2202.00512).

    `kept` [n] is the share of the signal's variance that is kept at each one's step.
    """
    signal, spread = kept.sqrt().view(-1, 1, 1, 1), (1 - kept).sqrt().view(-1, 1, 1, 1)
    return signal * latents + spread * noise, signal * noise - spread * latents


def spread_steps(rng: np.random.Generator, count: int, steps: int) -> Tensor:
    """Random noise steps, one from each of `count` equal stretches of the schedule."""
    return torch.from_numpy(((np.arange(count) + rng.random(count)) / count * steps).astype(np.int64))


def _indices(count: int, first_step: int) -> Iterator[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Batches of picture numbers, each picture once an epoch; an interrupted epoch begins anew."""
    epoch = first_step * BATCH // count
    while True:
        order = generator("unet", "epoch", epoch, first_step).permutation(count)
        yield from order[: count // BATCH * BATCH].reshape(-1, BATCH)
        epoch += 1


def train_unet(work: Path, clock: Clock) -> None:
    """Train for the clock's time from `work/unet.pt`, `work/unet-start` or nothing; writes `work/unet`, averaged."""
    latents = load_latents(work)
    people = [training_person(i).appearance for i in range(len(latents))]
    tokenizer = CLIPTokenizer.from_pretrained(work / "tokenizer")
    reader = CLIPTextModel.from_pretrained(work / "text_encoder").eval().requires_grad_(False)
    torch.manual_seed(derive_seed("unet"))
    network = new_unet(latents.shape[-1] * 8)
    if (work / "unet-start").exists():
        network.load_state_dict(UNet2DConditionModel.from_pretrained(work / "unet-start").state_dict())
    average = Average(network, longest=0.9985)
    optimiser = Muon(network, RATE)
    step, path = 0, work / "unet.pt"
    if (found := load_checkpoint(path)) is not None:
        network.load_state_dict(found["network"])
        average.restore(found["average"])
        optimiser.load_state_dict(found["optimiser"])
        step = found["step"]
    first = step
    kept = new_scheduler().alphas_cumprod
    emphasis = torch.from_numpy(region_weights(latents.shape[-1], EMPHASIS))

    def save() -> None:
        save_checkpoint(
            path, network=network.state_dict(), average=average.state(), optimiser=optimiser.state_dict(), step=step
        )

    recent = list[float]()
    for chosen in _indices(len(latents), first):
        if clock.over:
            break
        rng = generator("unet", step)
        captions = [training_caption(people[i], rng)[0] if rng.random() >= DROPPED_SHARE else "" for i in chosen]
        with torch.no_grad():
            hidden = reader(tokens_of(tokenizer, captions)).last_hidden_state
        times = spread_steps(rng, BATCH, len(kept))
        noise = torch.randn(latents[chosen].shape, generator=torch.Generator().manual_seed(derive_seed("noise", step)))
        given, target = noised(latents[chosen].float(), noise, kept[times])
        with torch.autocast("cpu", torch.bfloat16):
            velocity = network(given, times, encoder_hidden_states=hidden).sample
        loss = ((velocity.float() - target).square() * emphasis).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        set_rate(optimiser, rate_at(step - first, clock.share, RATE, warmup_steps=50, steady=STEADY))
        optimiser.step()
        average.update(network)
        step += 1
        recent.append(loss.item())
        if step % SAVE_EVERY == 0:
            save()
            seen = (step - first) * BATCH
            clock.say(
                f"step {step}, loss {np.mean(recent):.4f}, {step * BATCH} samples seen, "
                f"{seen / clock.passed_s:.1f} a second"
            )
            recent.clear()
    save()
    network.load_state_dict(average.weights)
    network.save_pretrained(work / "unet")
    clock.say(f"saved after {step} steps, {step * BATCH} samples")
