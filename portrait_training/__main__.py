"""`python -m portrait_training`: train the built-in portrait model step by step, export it, and measure it."""

import argparse
from pathlib import Path

import torch

from boses_engine.settings import CHECKOUT
from portrait_training.steps.clock import Clock

TEXT_SHARE, AUTOENCODER_SHARE = 0.05, 0.18  # of the session's minutes, when the step is not done yet
DATASET_MINUTES, LATENTS_MINUTES = 600.0, 600.0  # finished whatever it takes: nothing can be learnt without


def train(work: Path, minutes: float, pictures: int, size: int) -> None:
    """Run all steps in order for `minutes` in all; finished ones are kept, an interrupted one goes on."""
    from portrait_training.steps.autoencoder import train_autoencoder
    from portrait_training.steps.dataset import render_dataset
    from portrait_training.steps.latents import cache_latents
    from portrait_training.steps.text import train_text_encoder
    from portrait_training.steps.unet import train_unet

    session = Clock("session", minutes)
    render_dataset(work / "pictures", pictures, Clock("dataset", DATASET_MINUTES), size)
    if not (work / "text_encoder").exists():
        train_text_encoder(work, Clock("text", minutes * TEXT_SHARE))
    if not (work / "vae").exists():
        train_autoencoder(work, Clock("autoencoder", minutes * AUTOENCODER_SHARE))
    cache_latents(work, Clock("latents", LATENTS_MINUTES))
    train_unet(work, Clock("unet", minutes - session.passed_s / 60))


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="scripts/train-avatars", description=__doc__)
    parser.add_argument("--work", type=Path, default=CHECKOUT / "results" / "avatars", help="checkpoints and pictures")
    parser.add_argument("--minutes", type=float, default=120, help="training time of this session (default 120)")
    parser.add_argument("--pictures", type=int, default=26000, help="training pictures, in thousands of two")
    parser.add_argument("--size", type=int, default=128, help="pixels a side (default 128)")
    parser.add_argument("--resume-from", type=Path, metavar="FOLDER", help="begin with an exported model's weights")
    parser.add_argument("--export", action="store_true", help="write models/boses-avatars from what is trained so far")
    parser.add_argument("--evaluate", action="store_true", help="measure the exported model; writes its model card")
    args = parser.parse_args()
    torch.set_num_threads(1)  # two threads on a busy machine are slower than one
    args.work.mkdir(parents=True, exist_ok=True)
    train(args.work, args.minutes, args.pictures, args.size)


if __name__ == "__main__":
    main()
