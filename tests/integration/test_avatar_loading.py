"""Loading checkpoints with diffusers: every layout gives a picture or one clear message, and nothing goes on line."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from support.checkpoint_files import change
from support.checkpoints import MERGES, write_configs, write_folder, write_single_file, write_vocabulary
from support.offline import isolated
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

from boses_engine.avatars import diffusion, vocabulary
from boses_engine.avatars.diffusion import CONFIGS, open_painter
from boses_engine.avatars.memory import CPU_MODES, Mode
from boses_engine.avatars.port import Pixels, Prompt
from boses_engine.avatars.recognise import recognise
from boses_engine.errors import ModelError, PaintingError

pytestmark = pytest.mark.slow

PROMPT = Prompt("portrait of a woman, black hair", "blurry")


@pytest.fixture(autouse=True)
def _small_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MERGES", MERGES)


def painted(path: Path, mode: Mode = CPU_MODES[0], **options: Any) -> Pixels:
    checkpoint = replace(recognise(path), size=16)
    painter = open_painter(checkpoint, mode, name="small", sha256="", threads=1, **options)
    try:
        return painter.paint(PROMPT, 3)
    finally:
        painter.close()


@pytest.mark.parametrize("family", ["SD 1", "SD 2", "SDXL"])
def test_one_file_paints_what_its_folder_paints(family: str, tmp_path: Path) -> None:
    """Catches a name mapped wrongly, a wrong configuration, a wrong padding token: the pictures would differ."""
    folder = write_folder(tmp_path / "folder", family)
    file = write_single_file(tmp_path / "m.safetensors", family, said={"modelspec.prediction_type": "epsilon"})
    voc = write_vocabulary(tmp_path / "vocabulary.gz")
    assert np.array_equal(
        painted(file, vocabulary=voc, configs=write_configs(tmp_path / "configs")),
        painted(folder),
    )


def test_a_velocity_model_is_told_from_a_noise_model_by_what_it_answers() -> None:
    """A file of SD 2 does not say which it is; taken for the other it paints noise."""

    class Answering:
        def __init__(self, answer: Any):
            self._execution_device, self._answer = "cpu", answer

        def encode_prompt(self, *args: object) -> tuple[torch.Tensor, None]:
            return torch.zeros((1, 4, 8)), None

        def unet(self, noise: torch.Tensor, step: int, encoder_hidden_states: torch.Tensor) -> Any:
            return type("Sample", (), {"sample": self._answer(noise)})

    other = torch.randn((1, 4, 32, 32), generator=torch.Generator().manual_seed(9))
    assert diffusion._predicts_noise(Answering(lambda noise: 0.95 * noise + 0.2 * other))
    assert not diffusion._predicts_noise(Answering(lambda noise: 0.07 * noise - other))


def test_half_precision_files_load_into_single_precision(tmp_path: Path) -> None:
    whole = painted(write_folder(tmp_path / "whole", "SD 1"))
    half = painted(write_folder(tmp_path / "half", "SD 1", half=True))
    assert np.abs(whole.astype(int) - half).max() <= 3


def test_a_checker_that_is_named_without_its_files(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "model", "SD 1")
    before = painted(path)
    checker = ["stable_diffusion", "StableDiffusionSafetyChecker"]
    change(path / "model_index.json", safety_checker=checker, feature_extractor=["transformers", "CLIPImageProcessor"])
    assert np.array_equal(painted(path), before)


def test_text_encoders_of_older_transformers(tmp_path: Path) -> None:
    """They name their tensors "text_model.…" and store the positions: read as unknown, the words would be noise."""
    path = write_folder(tmp_path / "model", "SD 1")
    before = painted(path)
    file = path / "text_encoder/model.safetensors"
    state = {f"text_model.{name.removeprefix('text_model.')}": part for name, part in load_file(file).items()}
    state["text_model.embeddings.position_ids"] = torch.arange(77)[None]
    save_file(state, file, metadata={"format": "pt"})
    assert np.array_equal(painted(path), before)


@pytest.mark.parametrize("mode", CPU_MODES[1:])
def test_memory_saving_paints_nearly_the_same(mode: Mode, tmp_path: Path) -> None:
    """Catches a mode that diffusers refuses or that paints something else; seeds are not the same to the bit there."""
    path = write_folder(tmp_path / "model", "SD 1")
    assert np.abs(painted(path).astype(int) - painted(path, mode)).mean() < 4


@pytest.mark.parametrize("spoil", ["shapes", "tokenizer", "scheduler"])
def test_what_only_loading_shows_is_one_message(spoil: str, tmp_path: Path) -> None:
    path = write_folder(tmp_path / "model", "SD 1")
    if spoil == "shapes":
        change(path / "vae/config.json", latent_channels=8)
    elif spoil == "tokenizer":
        for file in (path / "tokenizer").iterdir():
            file.write_text("{}")
    else:
        change(path / "scheduler/scheduler_config.json", beta_schedule="unheard of")
    with pytest.raises((ModelError, PaintingError)) as caught:
        painted(path)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_numbers_that_overflow_give_a_message_and_no_black_picture(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "model", "mini")
    file = path / "vae/diffusion_pytorch_model.safetensors"
    state = load_file(file)
    state["decoder.conv_out.bias"] = torch.full_like(state["decoder.conv_out.bias"], float("nan"))
    save_file(state, file, metadata={"format": "pt"})
    with pytest.raises(PaintingError, match="empty picture: its numbers overflowed in float32"):
        painted(path)


def test_a_single_file_without_the_vocabulary(tmp_path: Path) -> None:
    path = write_single_file(tmp_path / "m.safetensors", "SD 1")
    with pytest.raises(ModelError, match="CLIP's vocabulary"):
        painted(path, configs=write_configs(tmp_path / "configs"))


@pytest.mark.parametrize(
    ("name", "unet", "text"),
    [("sd1", 859_520_964, 123_060_480), ("sd2", 865_910_724, 340_387_840), ("sdxl", 2_567_463_684, 123_060_480)],
)
def test_shipped_configurations_have_the_published_sizes(name: str, unet: int, text: int) -> None:
    """The parameter counts of the real models: a wrong width, depth or block would change them."""

    def count(model: torch.nn.Module) -> int:
        return sum(part.numel() for part in model.parameters())

    folder = CONFIGS / name
    with torch.device("meta"):
        assert count(UNet2DConditionModel.from_config(UNet2DConditionModel.load_config(folder / "unet"))) == unet
        assert count(AutoencoderKL.from_config(AutoencoderKL.load_config(folder / "vae"))) == 83_653_863
        assert count(CLIPTextModel(CLIPTextConfig.from_pretrained(folder / "text_encoder"))) == text
        if name == "sdxl":
            second = CLIPTextConfig.from_pretrained(folder / "text_encoder_2")
            assert count(CLIPTextModelWithProjection(second)) == 694_659_840


@pytest.mark.skipif(not isolated(), reason="no process can be cut off from the network here")
def test_loading_needs_no_network(tmp_path: Path) -> None:
    """In a process without one, with nothing cached and no variable set: what asks the hub would wait and fail."""
    write_folder(tmp_path / "folder", "SDXL", half=True)
    write_single_file(tmp_path / "m.safetensors", "SD 1")
    write_configs(tmp_path / "configs")
    write_vocabulary(tmp_path / "vocabulary.gz")
    program = f"""
from dataclasses import replace
from pathlib import Path
from boses_engine.avatars import vocabulary
from boses_engine.avatars.diffusion import open_painter
from boses_engine.avatars.memory import Mode
from boses_engine.avatars.port import Prompt
from boses_engine.avatars.recognise import recognise
vocabulary.MERGES = {MERGES}
for path in ("folder", "m.safetensors"):
    painter = open_painter(
        replace(recognise(Path(path)), size=16), Mode(), name="x", sha256="", threads=1,
        vocabulary=Path("vocabulary.gz"), configs=Path("configs"),
    )
    print(painter.paint(Prompt("portrait"), 1).shape)
"""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "TRANSFORMERS_"))}
    environment |= {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [*isolated(), sys.executable, "-c", program]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split("\n")[:2] == ["(16, 16, 3)"] * 2
    assert ended.stderr == ""


def test_the_hub_is_let_go_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a library that stays off line for the rest of the user's own program."""
    from huggingface_hub import constants

    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    seen: list[bool] = []
    load = diffusion._load_folder

    def watched(*arguments: Any) -> Any:
        seen.append(constants.HF_HUB_OFFLINE)
        return load(*arguments)

    monkeypatch.setattr(diffusion, "_load_folder", watched)
    painted(write_folder(tmp_path / "model", "mini"))
    assert (seen, constants.HF_HUB_OFFLINE, os.environ.get("HF_HUB_OFFLINE")) == ([True], False, None)
    shutil.rmtree(tmp_path / "model")
