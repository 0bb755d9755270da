"""Stable Diffusion with diffusers: the only module that imports it, torch and transformers, when a painter is opened.

Everything is read from the given files: the hub is taken off line around every load, and only safetensors are opened.
"""

import contextlib
import gc
import inspect
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from boses_engine.avatars.checkpoint import Checkpoint
from boses_engine.avatars.memory import Free, Mode
from boses_engine.avatars.port import Pixels, Prompt, Style
from boses_engine.avatars.vocabulary import read_vocabulary
from boses_engine.errors import BosesError, ModelError, PaintingError

CONFIGS = Path(__file__).parent / "configs"
CONFIG_OF = {"SD 1": "sd1", "SD 2": "sd2", "SDXL": "sdxl"}
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
FLAT = 0.004  # standard deviation, of 0..1, below which a picture shows nothing: black where numbers overflowed
LAST_STEP = 999  # the time step of pure noise
NOISE_LIKE = 0.5  # correlation of a guess at pure noise with that noise, above which the model predicts noise


class DiffusionPainter:
    """A loaded checkpoint; see `port.Painter`."""

    def __init__(self, pipe: Any, checkpoint: Checkpoint, mode: Mode, *, name: str, sha256: str, threads: int):
        self.name, self.sha256, self.mode = name, sha256, mode
        self.style: Style = checkpoint.style
        self._pipe, self._checkpoint, self._threads = pipe, checkpoint, threads
        self._negative = "negative_prompt" in inspect.signature(pipe.__call__).parameters

    def paint(self, prompt: Prompt, seed: int) -> Pixels:
        """The picture of this prompt and seed; torch takes no more than 32 bits of it on a processor.

        :raises PaintingError: it is withheld by the checkpoint's own safety checker, empty, or memory ran out.
        """
        import torch

        checkpoint = self._checkpoint
        words = {"prompt": prompt.text} | ({"negative_prompt": prompt.negative} if self._negative else {})
        torch.set_num_threads(self._threads)
        try:
            with torch.inference_mode(), _quiet():
                made = self._pipe(
                    **words,
                    num_inference_steps=checkpoint.defaults.steps,
                    guidance_scale=checkpoint.defaults.guidance,
                    height=checkpoint.size,
                    width=checkpoint.size,
                    generator=torch.Generator("cpu").manual_seed(seed),  # the same noise whatever device paints
                    output_type="np",
                )
        except (RuntimeError, MemoryError, ValueError, TypeError, IndexError) as exc:
            raise PaintingError(f"{self.name} could not paint: {_first_line(exc)}") from exc
        if any(getattr(made, "nsfw_content_detected", None) or ()):
            raise PaintingError(f"{self.name} withheld a picture: its own safety checker fired")
        picture = np.asarray(made.images[0], dtype=np.float32)
        if not np.isfinite(picture).all() or picture.std() < FLAT:
            raise PaintingError(f"{self.name} gave an empty picture: its numbers overflowed in {self.mode.precision}")
        return (picture * 255).round().astype(np.uint8)

    def close(self) -> None:
        """Frees the weights; further pictures cannot be painted."""
        self._pipe = None
        gc.collect()
        if "torch" in sys.modules and self.mode.device == "cuda":
            sys.modules["torch"].cuda.empty_cache()


def open_painter(
    checkpoint: Checkpoint,
    mode: Mode,
    *,
    name: str,
    sha256: str,
    threads: int,
    vocabulary: Path | None = None,
    configs: Path = CONFIGS,
) -> DiffusionPainter:
    """Loads a checkpoint, to be run in that mode.

    `vocabulary` is CLIP's, needed for a single file; `configs` holds the configurations of each family for such.

    :raises ModelError: its parts do not fit together.
    """
    try:
        with _offline(), _quiet():
            load = _load_folder if checkpoint.layout == "folder" else _load_file
            pipe = _placed(load(checkpoint, mode, vocabulary, configs), mode)
            return DiffusionPainter(
                pipe,
                _settled(pipe, checkpoint),
                mode,
                name=name,
                sha256=sha256,
                threads=threads,
            )
    except BosesError:
        raise
    except Exception as exc:  # whatever is wrong with a stranger's files: KeyError, OSError, errors of safetensors, …
        raise ModelError(
            f"{checkpoint.path} ({checkpoint.family}) cannot be loaded: {_first_line(exc)}. Copy it again whole, or "
            "name another image model"
        ) from exc


def free_memory() -> Free:
    """What is free now, in main memory and on the first GPU that torch can use."""
    import psutil
    import torch

    gpu = torch.cuda.mem_get_info()[0] if torch.cuda.is_available() else None
    return Free(psutil.virtual_memory().available, gpu)


def _load_folder(checkpoint: Checkpoint, mode: Mode, vocabulary: Path | None, configs: Path) -> Any:
    """The pipeline of a diffusers folder."""
    import torch
    from diffusers import AutoPipelineForText2Image

    absent: dict[str, object] = dict.fromkeys(checkpoint.without)
    if "safety_checker" in absent:
        absent["requires_safety_checker"] = False
    automatic: Any = AutoPipelineForText2Image
    return automatic.from_pretrained(
        str(checkpoint.path),
        dtype=getattr(torch, mode.precision),
        variant=checkpoint.variant,
        use_safetensors=True,
        local_files_only=True,
        **absent,
    )


def _load_file(checkpoint: Checkpoint, mode: Mode, vocabulary: Path | None, configs: Path) -> Any:
    """The pipeline of a single file, with the configurations that ship here."""
    import diffusers
    import torch

    if vocabulary is None:
        raise ModelError(f"{checkpoint.path} is a single file, which is read with CLIP's vocabulary; it is missing")
    large = checkpoint.family == "SDXL"
    kind = diffusers.StableDiffusionXLPipeline if large else diffusers.StableDiffusionPipeline
    first = _tokenizer(vocabulary, "!" if checkpoint.family == "SD 2" else "<|endoftext|>")
    return kind.from_single_file(
        str(checkpoint.path),
        config=str(configs / CONFIG_OF[checkpoint.family]),
        dtype=getattr(torch, mode.precision),
        local_files_only=True,
        tokenizer=first,
        **({"tokenizer_2": _tokenizer(vocabulary, "!")} if large else {"safety_checker": None}),
    )


def _tokenizer(vocabulary: Path, padding: str) -> Any:
    """CLIP's tokenizer; OpenAI's encoders were trained with the end mark as padding, OpenCLIP's with token 0, "!"."""
    from transformers import CLIPTokenizer

    tokens, merges = read_vocabulary(vocabulary)
    made: Any = CLIPTokenizer
    return made(vocab=tokens, merges=merges, pad_token=padding, model_max_length=77)


def _placed(pipe: Any, mode: Mode) -> Any:
    """The pipeline on its device, in as little memory as the mode says."""
    if mode.spare:
        pipe.enable_attention_slicing()
        pipe.vae.enable_tiling()
    if mode.offload == "model":
        pipe.enable_model_cpu_offload()
    elif mode.offload == "sequential":
        pipe.enable_sequential_cpu_offload()
    else:
        pipe.to(mode.device)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _settled(pipe: Any, checkpoint: Checkpoint) -> Checkpoint:
    """Puts the scheduler in that suits the checkpoint; gives the checkpoint with what only its weights could tell."""
    from dataclasses import replace

    import diffusers

    prediction = checkpoint.prediction
    if prediction is None:
        prediction = "epsilon" if _predicts_noise(pipe) else "v_prediction"
        size = 512 if prediction == "epsilon" else checkpoint.size
        checkpoint = replace(checkpoint, prediction=prediction, size=size)
    config = dict(pipe.scheduler.config)
    changes: dict[str, object] = {"prediction_type": prediction}
    name = checkpoint.defaults.scheduler or config["_class_name"]
    if checkpoint.kind == "turbo":
        changes["timestep_spacing"] = "trailing"
    if name == "DPMSolverMultistepScheduler" and not config.get("rescale_betas_zero_snr"):
        changes["use_karras_sigmas"] = checkpoint.family != "mini"
    pipe.scheduler = getattr(diffusers, name).from_config(config, **changes)
    return checkpoint


def _predicts_noise(pipe: Any) -> bool:
    """Whether the model predicts the noise: shown nothing but noise, it then gives that noise back.

    One that predicts the velocity gives the mean picture there instead, which has nothing to do with the noise.
    """
    import torch

    with torch.inference_mode():
        words = pipe.encode_prompt("portrait", pipe._execution_device, 1, False)[0]
        noise = torch.randn((1, 4, 32, 32), generator=torch.Generator("cpu").manual_seed(0)).to(words)
        guess = pipe.unet(noise, LAST_STEP, encoder_hidden_states=words).sample
        pair = torch.stack([noise.flatten(), guess.flatten()]).float()
        return bool(torch.corrcoef(pair)[0, 1] > NOISE_LIKE)


@contextlib.contextmanager
def _offline() -> Iterator[None]:
    """Takes the hub off line for a while, also where its library was imported before and has read the environment."""
    before = {name: os.environ.get(name) for name in OFFLINE}
    os.environ.update(OFFLINE)
    from huggingface_hub import constants

    was = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = was
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """No bars and no warnings of the libraries: what goes wrong is an error of ours or nothing."""
    from transformers.utils import logging as of_transformers

    _silence(of_transformers)  # before diffusers, whose first import of transformers warns
    from diffusers.utils import logging as of_diffusers

    _silence(of_diffusers)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _silence(library: Any) -> None:
    library.set_verbosity_error()
    library.disable_progress_bar()


def _first_line(exc: BaseException) -> str:
    lines = [line.strip() for line in str(exc).splitlines() if line.strip()]
    said = lines[0] if lines else type(exc).__name__
    return said if len(said) <= 200 else f"{said[:200]}…"
