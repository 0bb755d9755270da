"""The folder of the model: written in half precision, loaded like any other Stable Diffusion checkpoint."""

import json
import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from diffusers import AutoencoderKL, AutoPipelineForText2Image, StableDiffusionPipeline, UNet2DConditionModel
from numpy.typing import NDArray
from transformers import CLIPTextModel, CLIPTokenizer

from portrait_training.models.networks import new_scheduler

STEPS: Final = 10
GUIDANCE: Final = 3.0
MOST_BYTES: Final = 25_000_000
PARTS: Final[dict[str, Any]] = {
    "vae": AutoencoderKL,
    "text_encoder": CLIPTextModel,
    "tokenizer": CLIPTokenizer,
    "unet": UNet2DConditionModel,
}


def export(work: Path, folder: Path) -> int:
    """Write the trained parts of `work` as a diffusers folder of half-precision safetensors; returns its bytes.

    :raises ValueError: it is larger than `MOST_BYTES`
    """
    parts = {name: kind.from_pretrained(work / name) for name, kind in PARTS.items()}
    pipeline = StableDiffusionPipeline(
        **parts, scheduler=new_scheduler(), safety_checker=None, feature_extractor=None, requires_safety_checker=False
    )
    new = folder.with_name(folder.name + ".part")
    shutil.rmtree(new, ignore_errors=True)
    pipeline.to(dtype=torch.float16).save_pretrained(new, safe_serialization=True)
    for path in new.rglob("config.json"):  # where the parts lay before is nobody's business
        config = {key: value for key, value in json.loads(path.read_text()).items() if key != "_name_or_path"}
        path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    defaults = {"steps": STEPS, "guidance": GUIDANCE, "scheduler": type(pipeline.scheduler).__name__}
    (new / "portraits.json").write_text(json.dumps(defaults) + "\n", encoding="utf-8")
    if (folder / "README.md").exists():  # the card is written by the evaluation
        shutil.copy(folder / "README.md", new / "README.md")
    for path in new.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    size = sum(path.stat().st_size for path in new.rglob("*") if path.is_file())
    if size > MOST_BYTES:
        raise ValueError(f"the exported model has {size:,} bytes, more than {MOST_BYTES:,}: make the networks smaller")
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return size


def start_from(folder: Path, work: Path) -> None:
    """Begin a new training in `work` with the weights of an exported model; its text encoder and autoencoder stay.

    :raises FileExistsError: `work` holds a training already, which goes on by itself
    """
    if any((work / name).exists() for name in PARTS):
        raise FileExistsError(f"{work} holds a training already: leave --resume-from out to go on with it")
    for name, kind in PARTS.items():
        part = kind.from_pretrained(folder / name)
        if name != "tokenizer":
            part = part.float()
        part.save_pretrained(work / ("unet-start" if name == "unet" else name))


def load(folder: Path) -> Any:
    """The model as the product loads it: offline, in single precision, on the CPU."""
    pipeline = AutoPipelineForText2Image.from_pretrained(
        folder, dtype=torch.float32, local_files_only=True, use_safetensors=True
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def paint(
    pipeline: Any, prompts: list[str], seeds: list[int], steps: int = STEPS, guidance: float = GUIDANCE
) -> NDArray[np.uint8]:
    """One picture for each prompt, from its own seed: [n, s, s, 3], 0…255."""
    out = []
    for start in range(0, len(prompts), 10):
        generators = [torch.Generator().manual_seed(seed) for seed in seeds[start : start + 10]]
        made = pipeline(
            prompts[start : start + 10],
            num_inference_steps=steps,
            guidance_scale=guidance,
            generator=generators,
            output_type="np",
        ).images
        out.append((made * 255).round().astype(np.uint8))
    return np.concatenate(out)
