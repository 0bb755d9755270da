"""Files that look like checkpoints to whoever reads only headers and configurations; no torch, no bytes of weights."""

import json
import math
import shutil
import struct
from pathlib import Path
from typing import Any

CONFIGS = Path(__file__).parents[2] / "boses_engine" / "avatars" / "configs"
NAMES = {"SD 1": "sd1", "SD 2": "sd2", "SDXL": "sdxl"}
WEIGHTS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model"}
WIDTHS = {"SD 1": 768, "SD 2": 1024, "SDXL": 2048}
UNET = "model.diffusion_model."
TEXT = {
    "SD 1": ("cond_stage_model.transformer.text_model.embeddings.position_embedding.weight",),
    "SD 2": ("cond_stage_model.model.token_embedding.weight",),
    "SDXL": (
        "conditioner.embedders.0.transformer.text_model.embeddings.position_embedding.weight",
        "conditioner.embedders.1.model.positional_embedding",
    ),
}

Shapes = dict[str, tuple[int, ...]]


def write_header(path: Path, shapes: Shapes, said: dict[str, str] | None = None) -> Path:
    """A safetensors file of any size whose weights take no room on the disk: they are a hole, zeros when read."""
    entries: dict[str, Any] = {"__metadata__": said} if said else {}
    end = 0
    for name, shape in shapes.items():
        start, end = end, end + 2 * math.prod(shape)
        entries[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [start, end]}
    head = json.dumps(entries).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        file.truncate(8 + len(head) + end)
    return path


def single_file_shapes(family: str, channels_in: int = 4, width: int | None = None) -> Shapes:
    """The tensors that a family is told by, in the names of the original code."""
    return {
        f"{UNET}input_blocks.0.0.weight": (320, channels_in, 3, 3),
        f"{UNET}input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (640, width or WIDTHS[family]),
        "first_stage_model.decoder.conv_out.weight": (3, 128, 3, 3),
        **dict.fromkeys(TEXT[family], (77, 768)),
    }


def bare_folder(path: Path, family: str) -> Path:
    """A diffusers folder of a family at full size, as far as headers and configurations go."""
    shutil.copytree(CONFIGS / NAMES[family], path)
    for part in (folder for folder in path.iterdir() if folder.is_dir() and folder.name != "scheduler"):
        shape = (320, 4, 3, 3) if part.name == "unet" else (512, 4, 3, 3)
        write_header(part / f"{WEIGHTS.get(part.name, 'model')}.safetensors", {"conv_in.weight": shape})
    for name in ("tokenizer", "tokenizer_2") if family == "SDXL" else ("tokenizer",):
        (path / name).mkdir()
        (path / name / "vocab.json").write_text("{}")
        (path / name / "merges.txt").write_text("")
    return path


def change(path: Path, **values: object) -> None:
    """Sets values in a JSON file; None takes the key away."""
    content = json.loads(path.read_text()) | values
    path.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))
