"""`python -m writing`: train the writer's adapter, measure it on pairs put aside, export it.

    python -m writing train WEIGHTS.gguf [--work DIR] [--minutes N] [--epochs N]
    python -m writing measure WEIGHTS.gguf [--work DIR]
    python -m writing export WEIGHTS.gguf [--work DIR] --to FILE.safetensors

WEIGHTS is the published file (qwen2.5-coder-1.5b-instruct-q4_k_m). `train` goes on where an earlier call stopped.
What is exported becomes models/boses-writer/adapter.safetensors, from which `models pull` makes boses-writer.
"""

import argparse
from pathlib import Path

import torch

from boses_engine.pipeline.fields import SYSTEM
from boses_engine.settings import CHECKOUT
from writing.export import export
from writing.pairs import read_pairs
from writing.train import Trainer, open_weights


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(prog="python -m writing", description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["train", "measure", "export"])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--work", type=Path, default=CHECKOUT / "results" / "writer", help="checkpoint and log")
    parser.add_argument("--minutes", type=float, default=60, help="training time of this session (default 60)")
    parser.add_argument("--epochs", type=float, default=2, help="how often each pair is read (default 2)")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--to", type=Path, help="where `export` writes")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    trainer = Trainer(*open_weights(asked.weights), asked.work, SYSTEM)
    pairs = read_pairs()
    if asked.step == "train":
        taught = [trainer.encode(pair) for pair in pairs if pair.taught]
        done = trainer.train(taught, asked.epochs, asked.minutes)
        print("done" if done else "stopped by the clock: give the same command again")
        return
    found = trainer.load() is not None
    if asked.step == "measure":
        held = [trainer.encode(pair) for pair in pairs if pair.plain and pair.held]
        print(f"{len(held)} pairs put aside, step {trainer.step}: {trainer.measure(held):.4f} nats a token")
    elif not found or asked.to is None:
        parser.error("export needs a trained adapter in --work, and --to")
    else:
        export(trainer.adapter(), asked.to)


if __name__ == "__main__":
    main()
