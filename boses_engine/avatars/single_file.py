"""Recognising a checkpoint in one .safetensors file, in the names of the original Stable Diffusion code."""

import math
import re
from pathlib import Path

from boses_engine.avatars.checkpoint import Checkpoint, Family, Kind, Prediction, defaults_of
from boses_engine.avatars.folder import TASKS, named_turbo
from boses_engine.avatars.tensors import PICKLES, Tensors, read_tensors
from boses_engine.errors import ModelError

UNET, FIRST = "model.diffusion_model.", "model.diffusion_model.input_blocks.0.0.weight"
VAE, VAE_FIRST = "first_stage_model.", "first_stage_model.decoder.conv_out.weight"
READS_TEXT = re.compile(r"model\.diffusion_model\.input_blocks\.\d+\.1\.transformer_blocks\.0\.attn2\.to_k\.weight")
TEXT: dict[Family, tuple[str, ...]] = {  # where each family's text encoders lie
    "SD 1": ("cond_stage_model.transformer.text_model.",),
    "SD 2": ("cond_stage_model.model.",),
    "SDXL": ("conditioner.embedders.0.transformer.text_model.", "conditioner.embedders.1.model."),
}
FAMILY_OF_WIDTH: dict[int, Family] = {768: "SD 1", 1024: "SD 2", 2048: "SDXL"}
SIZES: dict[Family, int] = {"SD 1": 512, "SD 2": 768, "SDXL": 1024}  # pixels a side
SMALL = 512  # of Turbo, and of SD 2 that predicts the noise
WHOLE = "give a whole Stable Diffusion 1, 2 or XL checkpoint"


def recognise_file(path: Path) -> Checkpoint:
    """What the file holds.

    :raises ModelError: it is none of the known families, a part of one, or damaged.
    """
    if path.suffix.lower() in PICKLES:
        raise ModelError(
            f"{path} is a pickle, which may run code when it is opened: get the checkpoint as .safetensors"
        )
    tensors = read_tensors(path)
    shape = tensors.shape(FIRST)
    if shape is None or len(shape) < 2:
        raise ModelError(f"{path} {_what_else(tensors)}")
    if shape[1] != 4:
        raise ModelError(f"{path} is made for {TASKS.get(shape[1], 'another task')}: give one that paints from text")
    family = _family(path, tensors)
    _check_whole(path, tensors, family)
    if tensors.has(f"{UNET}time_embed.cond_proj", f"{UNET}time_embedding.cond_proj"):
        raise ModelError(f"{path} is an LCM with its guidance inside, which is read from a diffusers folder only")
    names = f"{path.name} {tensors.said.get('modelspec.title', '')}"
    latent_consistency = re.search(r"(?<![a-z])lcm(?![a-z])", names, re.IGNORECASE)
    kind: Kind = "turbo" if named_turbo(names) else "LCM" if latent_consistency else "base"
    prediction = _prediction(tensors, family, kind)
    encoders = [_parameters(tensors, start) for start in TEXT[family]]
    parts = [_parameters(tensors, UNET), _parameters(tensors, VAE), *encoders]
    small = kind == "turbo" or (family == "SD 2" and prediction == "epsilon")
    channels = tensors.shape(VAE_FIRST)
    return Checkpoint(
        path=path,
        layout="file",
        family=family,
        kind=kind,
        prediction=prediction,
        size=_said_size(tensors) or (SMALL if small else SIZES[family]),
        defaults=defaults_of(family, kind, guided_by_time=False),
        parameters=sum(parts),
        largest_part=max(parts),
        vae_channels=channels[1] if channels else 128,
    )


def _family(path: Path, tensors: Tensors) -> Family:
    readers = [shape[-1] for name, shape in tensors.shapes.items() if READS_TEXT.fullmatch(name)]
    width = readers[0] if readers else 0
    if width == 1280:
        raise ModelError(f"{path} is an SDXL refiner, which goes over finished pictures: give the base checkpoint")
    if width not in FAMILY_OF_WIDTH:
        raise ModelError(f"{path} is of a family that is not known (it reads {width} numbers a word): {WHOLE}")
    return FAMILY_OF_WIDTH[width]


def _check_whole(path: Path, tensors: Tensors, family: Family) -> None:
    if not tensors.has(VAE):
        raise ModelError(f"{path} has no autoencoder ({VAE}…): {WHOLE}")
    for start in TEXT[family]:
        if not tensors.has(start):
            raise ModelError(f"{path} ({family}) has no text encoder ({start}…): {WHOLE}")


def _prediction(tensors: Tensors, family: Family, kind: Kind) -> Prediction | None:
    said = tensors.said.get("modelspec.prediction_type", "").lower()
    if "v_pred" in tensors.shapes or said.startswith("v"):
        return "v_prediction"
    if said.startswith("eps") or family != "SD 2" or kind == "turbo":
        return "epsilon"
    return None


def _said_size(tensors: Tensors) -> int | None:
    """The size that the file itself names, "768x768" after the Stability AI model metadata specification."""
    found = re.fullmatch(r"(\d{2,4})(?:x\d{2,4})?", tensors.said.get("modelspec.resolution", ""))
    return int(found[1]) // 8 * 8 if found else None


def _parameters(tensors: Tensors, start: str) -> int:
    return sum(math.prod(shape) for name, shape in tensors.shapes.items() if name.startswith(start))


def _what_else(tensors: Tensors) -> str:
    """What a file without a UNet of the known families is, and what to do."""
    names = list(tensors.shapes)
    if any("lora_" in name or ".lora." in name or "lora_A" in name for name in names):
        return f"is a LoRA, an addition to a checkpoint: {WHOLE} that has it merged in"
    if tensors.has("control_model.", "controlnet_"):
        return f"is a ControlNet, an addition to a checkpoint: {WHOLE}"
    if any("double_blocks." in name or "joint_blocks." in name for name in names):
        return f"is of another family (Stable Diffusion 3, Flux or the like): {WHOLE}"
    if tensors.has("down_blocks.", "encoder.", "decoder.", "text_model.", VAE, "cond_stage_model."):
        return f"is one part of a checkpoint (a UNet, autoencoder or text encoder alone): {WHOLE}, or its folder"
    return f"holds no Stable Diffusion: {WHOLE}"
