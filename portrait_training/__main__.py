"""`python -m portrait_training`: train the built-in portrait model step by step, export it, and measure it."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from boses_engine.avatars.appearance import prompt_text
from boses_engine.randomness import derive_seed
from boses_engine.settings import CHECKOUT
from portrait_training.attributes import draw_person
from portrait_training.evaluation.card import card_text
from portrait_training.evaluation.classifier import train_classifier
from portrait_training.evaluation.measure import measure, render
from portrait_training.evaluation.sheet import write_sheet
from portrait_training.models.pipeline import export, load, paint, start_from
from portrait_training.steps.autoencoder import psnr, refine_decoder, reopen_autoencoder, train_autoencoder
from portrait_training.steps.checkpoint import as_tensor, load_checkpoint
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import Pictures, render_dataset
from portrait_training.steps.latents import cache_latents
from portrait_training.steps.text import train_text_encoder
from portrait_training.steps.unet import BATCH, train_unet

TEXT_SHARE, AUTOENCODER_SHARE = 0.05, 0.3  # of the session's minutes, when the step is not done yet
UNLIMITED = 600.0  # minutes for what must be finished: nothing can be learnt without the pictures and their latents
MODEL = CHECKOUT / "models" / "boses-avatars"


def train(work: Path, minutes: float, pictures: int, size: int, more_decoder: bool = False) -> None:
    """Run all steps in order for `minutes` in all; finished ones are kept, an interrupted one goes on."""
    session = Clock("session", minutes)
    render_dataset(work / "pictures", pictures, Clock("dataset", UNLIMITED), size)
    if not (work / "text_encoder").exists():
        train_text_encoder(work, Clock("text", minutes * TEXT_SHARE))
    if not (work / "vae").exists():
        train_autoencoder(work, Clock("autoencoder", minutes * AUTOENCODER_SHARE))
    elif more_decoder:
        refine_decoder(work, Clock("decoder", minutes * AUTOENCODER_SHARE))
    cache_latents(work, Clock("latents", UNLIMITED))
    train_unet(work, Clock("unet", minutes - session.passed_s / 60))


def evaluate(work: Path, folder: Path, classifier_minutes: float) -> None:
    """Measure the exported model and write its card, the figures and a contact sheet."""
    if not (work / "classifier.pt").exists():
        train_classifier(work, Clock("classifier", classifier_minutes))
    figures = measure(work, folder)
    (work / "evaluation.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(card_text(figures, facts(work, folder)), encoding="utf-8")
    people = [draw_person("sheet", i) for i in range(24)]
    made = paint(
        load(folder), [prompt_text(p.appearance) for p in people], [derive_seed("sheet", i) for i in range(24)]
    )
    write_sheet(work / "sheet.png", np.concatenate([render(people), made]), columns=12)
    print(json.dumps(figures, indent=2))


def facts(work: Path, folder: Path) -> dict[str, Any]:
    """What the card tells of the training and of the files."""
    pipeline = load(folder)
    counts = {
        name: sum(weight.numel() for weight in getattr(pipeline, part).parameters()) / 1e6
        for name, part in (("vae", "vae"), ("text", "text_encoder"), ("unet", "unet"))
    }
    denoiser = load_checkpoint(work / "unet.pt") or {"step": 0}
    weights = [path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"]
    return {
        **counts,
        "parameters": sum(counts.values()),
        "size": pipeline.vae.config.sample_size,
        "megabytes": sum(path.stat().st_size for path in weights) / 1e6,
        "pictures": len(Pictures(work / "pictures")),
        "samples": denoiser["step"] * BATCH,
        "psnr": psnr(pipeline.vae, as_tensor(render([draw_person("fresh", i) for i in range(100)]))),
    }


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="scripts/train-avatars", description=__doc__)
    parser.add_argument("--work", type=Path, default=CHECKOUT / "results" / "avatars", help="checkpoints and pictures")
    parser.add_argument("--minutes", type=float, default=120, help="training time of this session (default 120)")
    parser.add_argument("--pictures", type=int, default=26000, help="training pictures, in steps of 2000")
    parser.add_argument("--size", type=int, default=128, help="pixels a side, a multiple of 64 (default 128)")
    parser.add_argument("--resume-from", type=Path, metavar="FOLDER", help="begin with an exported model's weights")
    parser.add_argument("--more-autoencoder", action="store_true", help="train a finished autoencoder further, too")
    parser.add_argument("--more-decoder", action="store_true", help="sharpen a finished decoder first; all else stays")
    parser.add_argument("--export", action="store_true", help="write the model's folder from what is trained so far")
    parser.add_argument("--evaluate", action="store_true", help="measure the exported model and write its card")
    parser.add_argument("--model", type=Path, default=MODEL, help="the model's folder (default models/boses-avatars)")
    parser.add_argument("--classifier-minutes", type=float, default=8, help="for --evaluate, when it has none yet")
    args = parser.parse_args()
    torch.set_num_threads(1)  # two threads on a busy machine are slower than one
    args.work.mkdir(parents=True, exist_ok=True)
    if args.export:
        print(f"{args.model}: {export(args.work, args.model):,} bytes", file=sys.stderr)
    if args.evaluate:
        evaluate(args.work, args.model, args.classifier_minutes)
    if not args.export and not args.evaluate:
        if args.resume_from is not None:
            start_from(args.resume_from, args.work)
        if args.more_autoencoder:
            reopen_autoencoder(args.work)
        train(args.work, args.minutes, args.pictures, args.size, args.more_decoder)


if __name__ == "__main__":
    main()
