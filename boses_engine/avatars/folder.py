"""Recognising a diffusers folder: its index, its configurations, and the headers of its weights."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from boses_engine.avatars.checkpoint import Checkpoint, Defaults, Family, Kind, Prediction, defaults_of
from boses_engine.avatars.tensors import PICKLES, Tensors, joined, read_tensors
from boses_engine.errors import ModelError
from boses_engine.files import open_file

INDEX, OWN_DEFAULTS = "model_index.json", "portraits.json"
PIPELINES = {
    "StableDiffusionPipeline": ("unet", "vae", "text_encoder", "tokenizer", "scheduler"),
    "LatentConsistencyModelPipeline": ("unet", "vae", "text_encoder", "tokenizer", "scheduler"),
    "StableDiffusionXLPipeline": (
        "unet", "vae", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "scheduler",
    ),
}  # fmt: skip
OPTIONAL = ("safety_checker", "feature_extractor", "image_encoder")
STEMS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model"}  # of weights; "model" for the others
FAMILY_OF_WIDTH: dict[int, Family] = {768: "SD 1", 1024: "SD 2"}  # width of what the UNet reads of the text
TASKS = {9: "inpainting (its UNet has 9 input channels)", 8: "changing pictures (its UNet has 8 input channels)"}
VARIANT = "fp16"
TURBO_SAMPLE = 64  # latent pixels a side of SD-Turbo and SDXL-Turbo


def recognise_folder(path: Path) -> Checkpoint:
    """What the folder holds.

    :raises ModelError: it is none of the known families, or a part of it is missing, damaged or a pickle.
    """
    index = _json(path / INDEX, f"{path} is no diffusers folder")
    parts = _parts(path, index)
    unet, vae = _json(path / "unet/config.json"), _json(path / "vae/config.json")
    scheduler = _json(path / "scheduler/scheduler_config.json")
    found = {part: _weights(path / part) for part in parts if part.startswith(("unet", "vae", "text_encoder"))}
    for part in parts:
        if part.startswith("tokenizer"):
            _check_tokenizer(path / part)
    family = _family(path, index, unet)
    _check_fit(path, unet, found["unet"][0], _json(path / "text_encoder/config.json"), family)
    kind = _kind(path, index, unet, scheduler, family)
    said: Prediction = "v_prediction" if scheduler.get("prediction_type") == "v_prediction" else "epsilon"
    parameters = [tensors.parameters for tensors, _ in found.values()]
    return Checkpoint(
        path=path,
        layout="folder",
        family=family,
        kind=kind,
        prediction=said,
        size=_side(path, unet) * 2 ** (len(_channels(path, vae)) - 1),
        defaults=_own_defaults(path) or defaults_of(family, kind, unet.get("time_cond_proj_dim") is not None),
        parameters=sum(parameters),
        largest_part=max(parameters),
        vae_channels=_channels(path, vae)[0],
        variant=VARIANT if any(variant for _, variant in found.values()) else None,
        without=tuple(part for part in OPTIONAL if _named(index, part) and not _there(path / part)),
    )


def _parts(path: Path, index: dict[str, Any]) -> tuple[str, ...]:
    """The parts that the folder's pipeline is made of; ModelError where one is missing."""
    kind = index.get("_class_name")
    if isinstance(kind, list):
        raise ModelError(
            f"{path} brings program code of its own ({kind!r:.100}), which is not run: give a stock checkpoint"
        )
    if not isinstance(kind, str) or kind not in PIPELINES:
        told = f"of the kind {kind!r:.100}" if kind else "a folder without a pipeline"
        raise ModelError(
            f"{path} is {told}: give a Stable Diffusion 1, 2 or XL checkpoint that makes pictures from text"
        )
    for part in PIPELINES[kind]:
        if not _named(index, part) or not (path / part).is_dir():
            raise ModelError(f"{path} has no {part}: copy the whole folder again")
    return PIPELINES[kind]


def _named(index: dict[str, Any], part: str) -> bool:
    entry = index.get(part)
    return isinstance(entry, list) and len(entry) == 2 and None not in entry


def _there(part: Path) -> bool:
    if part.name == "feature_extractor":
        return (part / "preprocessor_config.json").is_file()
    return any(part.glob("*.safetensors"))


def _json(path: Path, whole: str = "") -> dict[str, Any]:
    """The table that a JSON file holds; ModelError where it holds none."""
    try:
        with open_file(path) as file:
            content = json.loads(file.read().decode())
        if isinstance(content, dict):
            return content
        what = "it is no table"
    except FileNotFoundError as exc:
        raise ModelError(f"{whole or path.parent}: there is no {path.name}; copy the whole folder again") from exc
    except OSError as exc:
        raise ModelError(f"cannot read {path}: {exc.strerror}") from exc
    except ValueError as exc:
        what = str(exc)
    raise ModelError(f"{path} is damaged ({what}): copy the file again")


def _weights(part: Path) -> tuple[Tensors, str | None]:
    """The tensors of a component and the variant they are in; every file of it is looked at."""
    stem = STEMS.get(part.name, "model")
    for variant in (None, VARIANT):
        mark = f".{variant}" if variant else ""
        if (part / f"{stem}{mark}.safetensors").is_file():
            return read_tensors(part / f"{stem}{mark}.safetensors"), variant
        for index in (f"{stem}.safetensors.index{mark}.json", f"{stem}{mark}.safetensors.index.json"):
            if (part / index).is_file():
                return _split(part, part / index), variant
    pickles = sorted(file.name for file in part.iterdir() if file.suffix in PICKLES)
    if pickles:
        raise ModelError(
            f"{part} has its weights only as a pickle ({pickles[0]}), which may run code when it is opened: get the "
            "checkpoint in safetensors form"
        )
    raise ModelError(f"{part} has no weights ({stem}.safetensors): copy the whole folder again")


def _split(part: Path, index: Path) -> Tensors:
    files = _json(index).get("weight_map")
    names = sorted(set(files.values())) if isinstance(files, dict) else []
    missing = [name for name in names if not (part / name).is_file()]
    if missing or not names:
        raise ModelError(
            f"{part} is split into {len(names)} files, {', '.join(missing) or 'all'} missing: copy it whole"
        )
    return joined(read_tensors(part / name) for name in names)


def _check_tokenizer(part: Path) -> None:
    if not (part / "tokenizer.json").is_file():
        for name in ("vocab.json", "merges.txt"):
            if not (part / name).is_file():
                raise ModelError(f"{part} has no {name}: copy the whole folder again")


def _channels(path: Path, config: dict[str, Any]) -> list[int]:
    channels = config.get("block_out_channels")
    if not isinstance(channels, list) or not channels:
        raise ModelError(f"{path}: a configuration has no block_out_channels; copy the whole folder again")
    return [int(each) for each in channels]


def _side(path: Path, unet: dict[str, Any]) -> int:
    side = unet.get("sample_size")
    side = max(side) if isinstance(side, list) and side else side
    if not isinstance(side, int) or side < 1:
        raise ModelError(f"{path}/unet/config.json has no sample_size, so its pictures' size is not known")
    return side


def _family(path: Path, index: dict[str, Any], unet: dict[str, Any]) -> Family:
    taken = unet.get("in_channels")
    if taken != 4:
        raise ModelError(f"{path} is made for {TASKS.get(taken or 0, 'another task')}: give one that paints from text")
    width = unet.get("cross_attention_dim")
    if index["_class_name"] == "StableDiffusionXLPipeline":
        if width == 1280:
            raise ModelError(f"{path} is an SDXL refiner, which goes over finished pictures: give the base checkpoint")
        return "SDXL"
    return FAMILY_OF_WIDTH.get(width if isinstance(width, int) else 0, "mini")


def _check_fit(path: Path, unet: dict[str, Any], tensors: Tensors, text: dict[str, Any], family: Family) -> None:
    """Parts that were put together from different checkpoints are told before they are loaded."""
    first = (_channels(path, unet)[0], 4)
    shape = tensors.shape("conv_in.weight")
    if shape is None or shape[:2] != first:
        raise ModelError(f"{path}/unet: the weights do not fit config.json ({shape} for {first}); copy it again whole")
    width, written = unet.get("cross_attention_dim"), text.get("hidden_size")
    if family != "SDXL" and width != written:
        raise ModelError(
            f"{path}: the text encoder gives {written} numbers a word, the UNet reads {width}: its parts are of "
            "different checkpoints"
        )


def _kind(path: Path, index: dict[str, Any], unet: dict[str, Any], scheduler: dict[str, Any], family: Family) -> Kind:
    used = str(scheduler.get("_class_name"))
    latent_consistency = index["_class_name"] == "LatentConsistencyModelPipeline" or used == "LCMScheduler"
    if latent_consistency or unet.get("time_cond_proj_dim") is not None:
        return "LCM"
    few_steps = used.startswith("Euler") and scheduler.get("timestep_spacing") == "trailing"
    names = f"{path.name} {index.get('_name_or_path', '')} {unet.get('_name_or_path', '')}"
    turbo = named_turbo(names) or (few_steps and unet.get("sample_size") == TURBO_SAMPLE)
    return "turbo" if turbo and family != "mini" else "base"


def named_turbo(names: str) -> bool:
    """Whether a checkpoint's names call it a Turbo one."""
    return re.search("turbo", names, re.IGNORECASE) is not None


def _own_defaults(path: Path) -> Defaults | None:
    own = path / OWN_DEFAULTS
    if not own.is_file():
        return None
    try:
        return Defaults.model_validate(_json(own))
    except ValidationError as exc:
        first = exc.errors()[0]
        raise ModelError(f"{own}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from exc
