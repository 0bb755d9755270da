"""Stable Diffusion checkpoints of every family with small random weights, as folders and as single files."""

import gzip
import shutil
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    EulerAncestralDiscreteScheduler,
    LatentConsistencyModelPipeline,
    LCMScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from boses_engine.avatars import vocabulary

MERGES = 100  # of the small vocabulary; patch `vocabulary.MERGES` to read it
WIDTHS = {"SD 1": 768, "SD 2": 1024, "SDXL": 2048, "mini": 64}
SAMPLE = 8  # latent pixels a side; pictures are of 16
SCHEDULE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def write_vocabulary(path: Path, merges: int = MERGES) -> Path:
    """A vocabulary in CLIP's format with made-up merges: of two letters each, no two alike."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    pairs = [f"{a} {b}{end}" for end in ("</w>", "") for a in letters for b in letters]
    long = [f"{a}{b} {c}{d}" for a in letters for b in letters for c in letters for d in letters]
    lines = ["#version: 0.2", *(pairs + long[: max(merges - len(pairs), 0)])[:merges], "not used"]
    path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    return path


def pipeline(family: str, kind: str = "base", prediction: str = "epsilon", seed: int = 0) -> Any:
    """A pipeline of that family whose parts are as wide as the real ones where that tells them apart."""
    torch.manual_seed(seed)
    large, width = family == "SDXL", WIDTHS[family]
    parts: dict[str, Any] = {
        "unet": _unet(family, kind),
        "vae": _vae(),
        "text_encoder": CLIPTextModel(_text(768 if large else width, open_clip=family == "SD 2")),
        "tokenizer": _tokenizer("!" if family == "SD 2" else "<|endoftext|>"),
        "scheduler": _scheduler(kind, prediction),
    }
    if large:
        parts["text_encoder_2"] = CLIPTextModelWithProjection(_text(1280, open_clip=True))
        parts["tokenizer_2"] = _tokenizer("!")
        return StableDiffusionXLPipeline(**parts)
    none = {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}
    if kind == "LCM":
        return LatentConsistencyModelPipeline(**parts, **none)
    return StableDiffusionPipeline(**parts, **none)


def write_folder(path: Path, family: str, kind: str = "base", *, half: bool = False, **changes: Any) -> Path:
    """A diffusers folder; `half` writes fp16 files only."""
    made = pipeline(family, kind, **changes)
    if half:
        made.to(dtype=torch.float16)
    made.save_pretrained(path, safe_serialization=True, variant="fp16" if half else None)
    return path


def write_single_file(path: Path, family: str, said: dict[str, str] | None = None, **changes: Any) -> Path:
    """The same weights in one file, in the names of the original Stable Diffusion code."""
    made = pipeline(family, **changes)
    names = {f"model.diffusion_model.{_ldm_unet(name)}": part for name, part in made.unet.state_dict().items()}
    names |= {f"first_stage_model.{_ldm_vae(name)}": _as_conv(name, part) for name, part in _state(made.vae)}
    if family == "SD 2":
        names |= _open_clip("cond_stage_model.model.", made.text_encoder)
    else:
        start = "conditioner.embedders.0.transformer." if family == "SDXL" else "cond_stage_model.transformer."
        names |= {start + _with_text_model(name): part for name, part in _state(made.text_encoder)}
    if family == "SDXL":
        names |= _open_clip("conditioner.embedders.1.model.", made.text_encoder_2)
    save_file({name: part.contiguous().clone() for name, part in names.items()}, path, metadata=said)
    return path


def write_configs(path: Path) -> Path:
    """The configurations of the small checkpoints, laid out as the shipped ones are."""
    for family, name in (("SD 1", "sd1"), ("SD 2", "sd2"), ("SDXL", "sdxl")):
        made = pipeline(family)
        made.save_pretrained(path / name, safe_serialization=True)
        for part in (path / name).iterdir():
            for file in part.glob("*.safetensors") if part.is_dir() else ():
                file.unlink()
            if part.name.startswith("tokenizer"):
                shutil.rmtree(part)
    return path


def _tokenizer(padding: str) -> CLIPTokenizer:
    letters = vocabulary._letters()
    pairs = [f"{a} {b}</w>".split() for a in "abc" for b in "abcdefghijklmnopqrstuvwxyz0123456789"][:MERGES]
    merges = [(one, other) for one, other in pairs]
    tokens = [*letters, *(each + "</w>" for each in letters), *(a + b for a, b in merges), *vocabulary.MARKS]
    vocab = {token: number for number, token in enumerate(tokens)}
    return CLIPTokenizer(vocab=vocab, merges=merges, pad_token=padding, model_max_length=77)


def _text(width: int, open_clip: bool) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=512 + MERGES + 2,
        hidden_size=width,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=77,
        hidden_act="gelu" if open_clip else "quick_gelu",
        projection_dim=width,
        bos_token_id=0,
        eos_token_id=2,
        pad_token_id=1,
    )


def _unet(family: str, kind: str) -> UNet2DConditionModel:
    more: dict[str, Any] = {"use_linear_projection": family in ("SD 2", "SDXL")}
    if family == "SDXL":
        more |= {
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 8,
            "projection_class_embeddings_input_dim": 8 * 6 + 1280,
            "transformer_layers_per_block": (1, 2),
        }
    if kind == "LCM":
        more["time_cond_proj_dim"] = 256
    return UNet2DConditionModel(
        sample_size=SAMPLE,
        block_out_channels=(16, 32),
        layers_per_block=1,
        norm_num_groups=8,
        attention_head_dim=(2, 4),
        cross_attention_dim=WIDTHS[family],
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        **more,
    )


def _vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(16, 16),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        latent_channels=4,
        norm_num_groups=8,
        sample_size=16,
    )


def _scheduler(kind: str, prediction: str) -> Any:
    if kind == "turbo":
        return EulerAncestralDiscreteScheduler(**SCHEDULE, timestep_spacing="trailing", prediction_type=prediction)
    if kind == "LCM":
        return LCMScheduler(**SCHEDULE, prediction_type=prediction)
    return DDIMScheduler(
        **SCHEDULE, clip_sample=False, set_alpha_to_one=False, steps_offset=1, prediction_type=prediction
    )


def _state(model: Any) -> Any:
    return model.state_dict().items()


def _with_text_model(name: str) -> str:
    return name if name.startswith("text_model.") else f"text_model.{name}"


def _replaced(name: str, *pairs: tuple[str, str]) -> str:
    for one, other in pairs:
        name = name.replace(one, other)
    return name


_RESNET = (
    ("norm1", "in_layers.0"), ("conv1", "in_layers.2"), ("time_emb_proj", "emb_layers.1"),
    ("norm2", "out_layers.0"), ("conv2", "out_layers.3"), ("conv_shortcut", "skip_connection"),
)  # fmt: skip
_ENDS = {
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "add_embedding.linear_1": "label_emb.0.0",
    "add_embedding.linear_2": "label_emb.0.2",
    "conv_in": "input_blocks.0.0",
    "conv_norm_out": "out.0",
    "conv_out": "out.2",
    "mid_block.resnets.0": "middle_block.0",
    "mid_block.attentions.0": "middle_block.1",
    "mid_block.resnets.1": "middle_block.2",
}


def _ldm_unet(name: str) -> str:
    """The original name, for two blocks of one layer of which the deeper has attention."""
    for start, other in _ENDS.items():
        if name.startswith(f"{start}."):
            rest = name.removeprefix(start)
            return other + (_replaced(rest, *_RESNET) if "resnets" in start else rest)
    where, block, part, number, rest = name.split(".", 4)
    i, j = int(block), int(number)
    if part == "downsamplers":
        return f"input_blocks.{2 * (i + 1)}.0.op.{rest.removeprefix('conv.')}"
    if part == "upsamplers":
        return f"output_blocks.{2 * i + 1}.{2 if i == 0 else 1}.{rest}"
    at = f"input_blocks.{1 + 2 * i + j}" if where == "down_blocks" else f"output_blocks.{2 * i + j}"
    return f"{at}.0.{_replaced(rest, *_RESNET)}" if part == "resnets" else f"{at}.1.{rest}"


def _ldm_vae(name: str) -> str:
    if "mid_block.attentions.0" in name:
        pairs = ("group_norm", "norm"), ("to_q", "q"), ("to_k", "k"), ("to_v", "v"), ("to_out.0", "proj_out")
        return _replaced(name, ("mid_block.attentions.0", "mid.attn_1"), *pairs)
    name = _replaced(name, ("mid_block.resnets.0", "mid.block_1"), ("mid_block.resnets.1", "mid.block_2"))
    name = _replaced(name, ("conv_norm_out", "norm_out"), ("conv_shortcut", "nin_shortcut"))
    name = _replaced(name, ("downsamplers.0", "downsample"), ("upsamplers.0", "upsample"))
    name = _replaced(name, ("up_blocks.0", "up.X"), ("up_blocks.1", "up.0"), ("up.X", "up.1"))
    return _replaced(name, ("down_blocks.", "down."), (".resnets.", ".block."))


def _as_conv(name: str, part: torch.Tensor) -> torch.Tensor:
    """The original autoencoder's attention is a convolution of one pixel."""
    return part[:, :, None, None] if "attentions" in name and part.ndim == 2 else part


def _open_clip(start: str, model: Any) -> dict[str, torch.Tensor]:
    state = {_with_text_model(name).removeprefix("text_model."): part for name, part in _state(model)}
    made = {
        "token_embedding.weight": state["embeddings.token_embedding.weight"],
        "positional_embedding": state["embeddings.position_embedding.weight"],
        "ln_final.weight": state["final_layer_norm.weight"],
        "ln_final.bias": state["final_layer_norm.bias"],
        "logit_scale": torch.tensor(1.0),
    }
    if "text_projection.weight" in model.state_dict():
        made["text_projection"] = model.state_dict()["text_projection.weight"].T
    for layer in range(model.config.num_hidden_layers):
        old, new = f"encoder.layers.{layer}", f"transformer.resblocks.{layer}"
        for end in ("weight", "bias"):
            made[f"{new}.attn.in_proj_{end}"] = torch.cat([state[f"{old}.self_attn.{p}_proj.{end}"] for p in "qkv"])
            for one, other in (
                ("self_attn.out_proj", "attn.out_proj"),
                ("layer_norm1", "ln_1"),
                ("layer_norm2", "ln_2"),
                ("mlp.fc1", "mlp.c_fc"),
                ("mlp.fc2", "mlp.c_proj"),
            ):
                made[f"{new}.{other}.{end}"] = state[f"{old}.{one}.{end}"]
    return {start + name: part for name, part in made.items()}
