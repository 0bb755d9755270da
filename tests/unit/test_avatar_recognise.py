"""Checkpoints are told apart by their files, at full size and in no time; whatever cannot paint is told in one line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.checkpoint_files import UNET, bare_folder, change, single_file_shapes, write_header

from boses_engine.avatars.recognise import recognise
from boses_engine.errors import ModelError


@pytest.mark.parametrize(
    ("family", "size", "steps", "guidance"), [("SD 1", 512, 25, 7.0), ("SD 2", 768, 25, 7.0), ("SDXL", 1024, 25, 6.0)]
)
@pytest.mark.parametrize("layout", ["folder", "file"])
def test_families(family: str, size: int, steps: int, guidance: float, layout: str, tmp_path: Path) -> None:
    """Catches: a family taken for another, or its pictures asked for in a size it was not trained on."""
    if layout == "folder":
        path = bare_folder(tmp_path / "model", family)
    else:
        path = write_header(tmp_path / "model.safetensors", single_file_shapes(family))
    found = recognise(path)
    assert (found.family, found.kind, found.layout, found.size) == (family, "base", layout, size)
    assert (found.defaults.steps, found.defaults.guidance) == (steps, guidance)
    assert found.style == "photograph"


def test_a_model_of_other_sizes_is_a_mini_model(tmp_path: Path) -> None:
    path = bare_folder(tmp_path / "mini", "SD 1")
    change(path / "unet/config.json", cross_attention_dim=256, sample_size=16, block_out_channels=[320, 640])
    change(path / "text_encoder/config.json", hidden_size=256)
    found = recognise(path)
    assert (found.family, found.size, found.style) == ("mini", 128, "illustration")


@pytest.mark.parametrize("family", ["SD 2", "SDXL"])
def test_turbo_folders(family: str, tmp_path: Path) -> None:
    """By the scheduler and size of the makers' folders, or by the name; 25 steps with guidance would burn it."""
    path = bare_folder(tmp_path / "model", family)
    change(path / "unet/config.json", sample_size=64)
    change(path / "scheduler/scheduler_config.json", _class_name="EulerDiscreteScheduler", timestep_spacing="trailing")
    found = recognise(path)
    assert (found.kind, found.size, found.defaults.guidance) == ("turbo", 512, 0.0)
    assert found.defaults.steps <= 4
    change(path / "scheduler/scheduler_config.json", _class_name="PNDMScheduler", timestep_spacing="leading")
    assert recognise(path).kind == "base"
    assert recognise(path.rename(tmp_path / "my-turbo-mix")).kind == "turbo"


def test_lcm_folders(tmp_path: Path) -> None:
    path = bare_folder(tmp_path / "model", "SD 1")
    change(path / "model_index.json", _class_name="LatentConsistencyModelPipeline")
    merged = recognise(path)
    change(path / "unet/config.json", time_cond_proj_dim=256)
    inside = recognise(path)
    assert (merged.kind, inside.kind) == ("LCM", "LCM")
    assert (merged.defaults.guidance, inside.defaults.guidance) == (1.5, 8.0)
    assert inside.defaults.scheduler == "LCMScheduler"


@pytest.mark.parametrize(
    ("name", "said", "kind", "prediction", "size"),
    [
        ("v2-1", {}, "base", None, 768),
        ("v2-1", {"modelspec.prediction_type": "v"}, "base", "v_prediction", 768),
        ("v2-1", {"modelspec.prediction_type": "epsilon"}, "base", "epsilon", 512),
        ("v2-1", {"modelspec.prediction_type": "v", "modelspec.resolution": "640x640"}, "base", "v_prediction", 640),
        ("sd_turbo", {}, "turbo", "epsilon", 512),
    ],
)
def test_what_a_single_file_says_of_itself(
    name: str, said: dict[str, str], kind: str, prediction: str | None, size: int, tmp_path: Path
) -> None:
    found = recognise(write_header(tmp_path / f"{name}.safetensors", single_file_shapes("SD 2"), said))
    assert (found.kind, found.prediction, found.size) == (kind, prediction, size)


def test_an_lcm_by_its_name_and_not_by_a_part_of_it(tmp_path: Path) -> None:
    shapes = single_file_shapes("SD 1")
    assert recognise(write_header(tmp_path / "dream_LCM_v7.safetensors", shapes)).kind == "LCM"
    assert recognise(write_header(tmp_path / "balcmodel.safetensors", shapes)).kind == "base"


def test_a_folder_may_name_its_own_defaults(tmp_path: Path) -> None:
    path = bare_folder(tmp_path / "model", "SD 1")
    (path / "portraits.json").write_text('{"steps": 9, "guidance": 2.5}')
    found = recognise(path).defaults
    assert (found.steps, found.guidance, found.scheduler) == (9, 2.5, "")
    (path / "portraits.json").write_text('{"steps": 0, "guidance": 2.5}')
    with pytest.raises(ModelError, match=r"portraits\.json: steps: "):
        recognise(path)


def test_half_precision_only_and_a_checker_without_its_files(tmp_path: Path) -> None:
    """Both are usual downloads: they must load, not fail."""
    path = bare_folder(tmp_path / "model", "SD 1")
    for file in path.glob("*/*.safetensors"):
        file.rename(file.with_suffix(".fp16.safetensors"))
    change(path / "model_index.json", safety_checker=["stable_diffusion", "StableDiffusionSafetyChecker"])
    found = recognise(path)
    assert (found.variant, found.without) == ("fp16", ("safety_checker",))


def test_sizes_count_every_file_of_a_split_part(tmp_path: Path) -> None:
    path = bare_folder(tmp_path / "model", "SD 1")
    whole = recognise(path).parameters
    weights = path / "unet/diffusion_pytorch_model.safetensors"
    weights.rename(path / "unet/diffusion_pytorch_model-00001-of-00002.safetensors")
    write_header(path / "unet/diffusion_pytorch_model-00002-of-00002.safetensors", {"more": (10, 10)})
    index = {"a": "diffusion_pytorch_model-00001-of-00002.safetensors"}
    index["b"] = "diffusion_pytorch_model-00002-of-00002.safetensors"
    (path / "unet/diffusion_pytorch_model.safetensors.index.json").write_text(json.dumps({"weight_map": index}))
    assert recognise(path).parameters == whole + 100
    (path / index["b"]).unlink(missing_ok=True)
    (path / "unet" / index["b"]).unlink()
    with pytest.raises(
        ModelError, match="split into 2 files, diffusion_pytorch_model-00002-of-00002.safetensors missing"
    ):
        recognise(path)


def _cut(path: Path) -> Path:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1000)
    return path


def _pickle_only(path: Path) -> Path:
    (path / "unet/diffusion_pytorch_model.safetensors").rename(path / "unet/diffusion_pytorch_model.bin")
    return path


def _without(path: Path, part: str) -> Path:
    target = path / part
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    return path


def _changed(path: Path, file: str, **values: object) -> Path:
    change(path / file, **values)
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _sd1(folder: Path) -> Path:
    return bare_folder(folder / "model", "SD 1")


def _file(folder: Path, family: str = "SD 1", **more: object) -> Path:
    return write_header(folder / "m.safetensors", single_file_shapes(family, **more))  # type: ignore[arg-type]


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "nothing there": (lambda d: d / "nowhere", "there is no image model at"),
    "an empty folder": (lambda d: d, "is no diffusers folder: there is no model_index.json"),
    "an index that is no JSON": (
        lambda d: _written(_sd1(d) / "model_index.json", b"{not").parent,
        "model_index.json is damaged",
    ),
    "another pipeline": (
        lambda d: _changed(_sd1(d), "model_index.json", _class_name="FluxPipeline"),
        "is of the kind 'FluxPipeline': give a Stable Diffusion 1, 2 or XL checkpoint",
    ),
    "program code of its own": (
        lambda d: _changed(_sd1(d), "model_index.json", _class_name=["my_pipeline", "MyPipeline"]),
        "brings program code of its own",
    ),
    "a part is missing": (lambda d: _without(_sd1(d), "vae"), "has no vae: copy the whole folder again"),
    "a configuration is missing": (lambda d: _without(_sd1(d), "unet/config.json"), "unet: there is no config.json"),
    "weights are missing": (
        lambda d: _without(_sd1(d), "unet/diffusion_pytorch_model.safetensors"),
        r"unet has no weights \(diffusion_pytorch_model.safetensors\)",
    ),
    "weights only as a pickle": (lambda d: _pickle_only(_sd1(d)), "unet has its weights only as a pickle"),
    "no tokenizer": (lambda d: _without(_sd1(d), "tokenizer/merges.txt"), "tokenizer has no merges.txt"),
    "a part is cut off": (
        lambda d: _cut(_sd1(d) / "unet/diffusion_pytorch_model.safetensors").parents[1],
        "is cut off: 22,040 of 23,040 bytes",
    ),
    "parts of different checkpoints": (
        lambda d: _changed(_sd1(d), "text_encoder/config.json", hidden_size=1024),
        "the text encoder gives 1024 numbers a word, the UNet reads 768",
    ),
    "weights of another size": (
        lambda d: _changed(_sd1(d), "unet/config.json", block_out_channels=[128, 256]),
        "the weights do not fit config.json",
    ),
    "a folder for inpainting": (
        lambda d: _changed(_sd1(d), "unet/config.json", in_channels=9),
        "is made for inpainting",
    ),
    "a pickle by its name": (lambda d: _written(d / "model.ckpt", b"x"), "is a pickle, which may run code"),
    "a pickle under another name": (lambda d: _written(d / "m.safetensors", b"PK\x03\x04" + b"x" * 99), "is a pickle"),
    "an empty file": (lambda d: _written(d / "m.safetensors", b""), "is empty: copy the file again"),
    "a file of something else": (lambda d: _written(d / "m.safetensors", b"hello " * 50), "is no safetensors file"),
    "a language model": (lambda d: _written(d / "m.safetensors", b"GGUF" + b"x" * 99), "is a GGUF file"),
    "a pointer instead of the file": (
        lambda d: _written(d / "m.safetensors", b"version https://git-lfs.github.com/spec/v1\n"),
        "the download did not bring the weights",
    ),
    "a header of 82 MB": (
        lambda d: _written(d / "m.safetensors", (82_000_000).to_bytes(8, "little") + b"{" + b" " * 1000),
        "is no safetensors file",
    ),
    "a header cut off": (lambda d: _written(d / "m.safetensors", _file(d).read_bytes()[:100]), "cut off in its header"),
    "a file cut off": (lambda d: _cut(_file(d)), "is cut off: "),
    "a header that lies": (
        lambda d: _written(d / "m.safetensors", (12).to_bytes(8, "little") + b'{"a": "b!"} ' + b"x" * 50),
        "has a damaged header",
    ),
    "a LoRA": (
        lambda d: write_header(d / "m.safetensors", {"lora_unet_down_blocks_0.lora_down.weight": (4, 320)}),
        "is a LoRA",
    ),
    "a ControlNet": (
        lambda d: write_header(d / "m.safetensors", {"control_model.input_blocks.0.0.weight": (320, 4, 3, 3)}),
        "is a ControlNet",
    ),
    "a refiner": (lambda d: _file(d, "SDXL", width=1280), "is an SDXL refiner"),
    "inpainting in a file": (lambda d: _file(d, channels_in=9), "is made for inpainting"),
    "Stable Diffusion 3": (
        lambda d: write_header(d / "m.safetensors", {f"{UNET}joint_blocks.0.x_block.attn.qkv.weight": (9, 9)}),
        "is of another family",
    ),
    "an autoencoder alone": (
        lambda d: write_header(d / "m.safetensors", {"decoder.conv_in.weight": (512, 4, 3, 3)}),
        "is one part of a checkpoint",
    ),
    "no text encoder": (
        lambda d: write_header(
            d / "m.safetensors",
            {name: shape for name, shape in single_file_shapes("SD 2").items() if "cond_stage" not in name},
        ),
        "has no text encoder",
    ),
    "an unknown width": (lambda d: _file(d, width=999), "of a family that is not known"),
    "weights of nothing like it": (
        lambda d: write_header(d / "m.safetensors", {"model.layers.0.mlp.weight": (9, 9)}),
        "holds no Stable Diffusion",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_checkpoints(kind: str, tmp_path: Path) -> None:
    """Each kind has its message, of one line, that names the file; catches a traceback or another kind's message."""
    make, said = BAD[kind]
    with pytest.raises(ModelError, match=said) as caught:
        recognise(make(tmp_path))
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)
