"""The model card, written from measured figures."""

from typing import Any, Final

ASKED: Final = 0.9  # of the ceiling

_HEAD: Final = """\
---
license: apache-2.0
library_name: diffusers
pipeline_tag: text-to-image
---
# Boses avatars: a small model of illustrated portraits

A Stable Diffusion of {parameters:.1f} million parameters that draws flat illustrations of people, {size} pixels a side,
from the engine's prompts. It is an illustrated avatar model: it has never seen a photo and makes none, and nobody it
draws exists.

- Use: `AutoPipelineForText2Image.from_pretrained("models/boses-avatars")`, {steps} steps, guidance {guidance}; no
  negative prompt is needed. Any scheduler that knows v-prediction works; DPM++ with trailing steps is configured.
- Words: it knows the vocabulary of `boses_engine/avatars/appearance.py` and nothing else. Other words are read as
  noise. State everything; what is left open it chooses itself (below).
- Made by `scripts/train-avatars`: AutoencoderKL ({vae:.2f} M, 8 times smaller, 4 channels), CLIPTextModel
  ({text:.2f} M, trained to tell what a caption states, then frozen), UNet2DConditionModel ({unet:.2f} M, v-prediction,
  zero terminal SNR), CLIPTokenizer of its own. Half precision, {megabytes:.1f} MB.
- Data: {pictures:,} pictures that the project's own renderer (`portrait_training/renderer`) drew from attributes drawn
  evenly, skin apart from everything else; captions from the same attributes, parts left out at random.
- Training so far: {samples:,} samples through the denoiser, on one CPU core. Autoencoder: {psnr:.1f} dB PSNR on
  pictures it was not trained on.
"""
_LIMITS: Final = """\
## Limits
- Small things suffer most: fine lines of age, eyes behind glasses, patterns of cloth, the inner colours of a suit.
- Twelve attributes is all it can be told. No hands, no poses, no other head coverings, no disabilities, no jewellery on
  request: what the vocabulary lacks cannot be asked for, and a gallery drawn with it is less varied than people are.
- Skin tone and dress are drawn only as a prompt states them. Which person gets which is the engine's decision.
"""


def card_text(figures: dict[str, Any], facts: dict[str, Any]) -> str:
    """The card from `measure`'s figures and facts of the training and the files."""
    parts = [
        _HEAD.format(**facts, steps=figures["steps"], guidance=figures["guidance"]),
        _match(figures["match"], figures["seconds_a_portrait"]),
        _diversity(figures["alike"], figures["nearest"]),
        _open(figures["open"]),
        _LIMITS,
    ]
    return "\n".join(parts)


def _match(match: dict[str, dict[str, float]], seconds: float) -> str:
    rows, missed = [], []
    for name, row in match.items():
        share = row["model"] / row["renders"] if row["renders"] else 0.0
        rows.append(
            f"| {_said(name)} | {row['model']:.3f} | {row['renders']:.3f} | {share:.2f} | {row['shuffled']:.3f} |"
        )
        if share < ASKED:
            missed.append(f"{_said(name)} by {ASKED - share:.2f}")
    verdict = (
        f"Short of {ASKED} of the ceiling: {', '.join(missed)}." if missed else f"All reach {ASKED} of the ceiling."
    )
    return "\n".join(
        [
            "## Does it draw what is asked for?",
            "200 people whose seeds were never trained on, every attribute stated. A classifier trained on the",
            "renderer's pictures alone tells the attributes from the model's pictures, from true renders of the",
            "same people (the ceiling), and from the model's pictures with the captions shuffled (guessing).",
            "",
            "| attribute | model | true renders | share of the ceiling | shuffled |",
            "|---|---|---|---|---|",
            *rows,
            "",
            f"{verdict} {seconds:.2f} s a portrait, in batches of ten on one core.",
            "",
        ]
    )


def _diversity(alike: dict[str, dict[str, float]], nearest: dict[str, dict[str, float]]) -> str:
    model, renders = alike["model"], alike["renders"]
    return "\n".join(
        [
            "## Are people different?",
            "100 portraits of one and the same prompt, from different seeds, beside 100 renders that differ in",
            "identity alone. Pixels: root mean square difference, of 255. Embedding: distance of the classifier's",
            "unit features.",
            "",
            "| | least, pixels | mean, pixels | least, embedding | mean, embedding |",
            "|---|---|---|---|---|",
            *(
                f"| {name} | {row['least_pixels']} | {row['mean_pixels']} | {row['least_embedding']} "
                f"| {row['mean_embedding']} |"
                for name, row in (("model", model), ("renders", renders))
            ),
            "",
            "Nothing is copied from the training pictures if the model's pictures are no nearer to them than fresh",
            f"renders are. Distance to the nearest (32 pixels a side): model at least "
            f"{nearest['model']['least']}, median {nearest['model']['median']};",
            f"fresh renders at least {nearest['renders']['least']}, median {nearest['renders']['median']}.",
            "",
        ]
    )


def _open(chosen: dict[str, dict[str, int]]) -> str:
    lines = [
        "## What does it choose when the prompt leaves it open?",
        "200 prompts that state all but skin and gender, as the classifier sees the pictures. Even would be",
        "100 for each gender and 25 for each skin tone.",
        "",
    ]
    for name, counts in chosen.items():
        lines.append(f"- {name}: " + ", ".join(f"{value} {count}" for value, count in counts.items()))
    return "\n".join([*lines, ""])


def _said(name: str) -> str:
    return name.replace("_", " ")
