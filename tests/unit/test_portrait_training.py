"""The training: its formulas, its checkpoints, and a tiny model from the first picture to the loaded folder."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL

from boses_engine.avatars.appearance import prompt_text
from portrait_training.attributes import draw_person
from portrait_training.evaluation.card import card_text
from portrait_training.evaluation.measure import least_distance, match, render
from portrait_training.models.networks import new_autoencoder, new_scheduler, new_unet
from portrait_training.models.pipeline import MOST_BYTES, export, load, paint, start_from
from portrait_training.steps import autoencoder, dataset, text, unet
from portrait_training.steps.checkpoint import (
    Average,
    as_pictures,
    as_tensor,
    load_checkpoint,
    rate_at,
    save_checkpoint,
)
from portrait_training.steps.clock import Clock
from portrait_training.steps.dataset import Pictures, render_dataset, training_person
from portrait_training.steps.latents import cache_latents, load_latents
from portrait_training.steps.muon import Muon, orthogonalised

pytestmark = pytest.mark.slow


def test_velocity_and_noised_latents_give_the_latents_back() -> None:
    """Catches a sign or a root that is off: the model would learn another quantity than the sampler reads."""
    latents, noise = torch.randn(3, 4, 8, 8), torch.randn(3, 4, 8, 8)
    kept = torch.tensor([0.9, 0.5, 0.0])
    given, velocity = unet.noised(latents, noise, kept)
    signal, spread = kept.sqrt().view(-1, 1, 1, 1), (1 - kept).sqrt().view(-1, 1, 1, 1)
    assert torch.allclose(signal * given - spread * velocity, latents, atol=1e-5)
    assert torch.equal(given[2], noise[2])  # nothing is left of the latents at the last step


def test_the_schedule_ends_in_pure_noise() -> None:
    """Catches a schedule that leaves a trace of the picture in its last step: colours would all be middling."""
    scheduler = new_scheduler()
    assert float(scheduler.alphas_cumprod[-1]) < 1e-6
    scheduler.set_timesteps(10)
    assert scheduler.timesteps[0] == 999


def test_steps_are_spread_over_the_whole_schedule() -> None:
    """Catches a step outside the schedule, and a batch that leaves a stretch of it out."""
    times = unet.spread_steps(np.random.default_rng(0), 32, 1000)
    stretch = 1000 / 32
    assert all(i * stretch - 1 < time < (i + 1) * stretch for i, time in enumerate(times.tolist()))
    assert times.max() <= 999


def test_blur_and_wrong_colours_cost() -> None:
    """Catches a loss that a blurred or a grey picture satisfies as well as a sharp coloured one."""
    true = as_tensor(render([draw_person("loss", 1)]))
    blurred = torch.nn.functional.avg_pool2d(true, 5, 1, 2)
    grey = true.mean(1, keepdim=True).expand_as(true)
    assert autoencoder.reconstruction_loss(true, true).item() == 0
    assert autoencoder.reconstruction_loss(blurred, true).item() > 0.05
    assert autoencoder.reconstruction_loss(grey, true).item() > 0.05


def test_crops_lie_on_the_latents_grid() -> None:
    """Catches crops of a wrong size or beside the grid, which the decoder would never meet again."""
    ramp = np.broadcast_to(np.arange(128, dtype=np.uint8)[:, None, None], (6, 128, 128, 3)).copy()
    crops = autoencoder.crop(ramp, np.random.default_rng(0))
    assert crops.shape == (6, 64, 64, 3)
    assert all(top % 8 == 0 for top in crops[:, 0, 0, 0].tolist())


def test_pictures_survive_the_way_to_a_tensor_and_back() -> None:
    """Catches a shift of the scale or of the axes between renderer, network and sheet."""
    pictures = render([draw_person("way", 1)])
    assert np.array_equal(as_pictures(as_tensor(pictures)), pictures)


def test_the_learning_rate_rises_stays_and_falls() -> None:
    """Catches a session that ends at full rate, which leaves the weights noisy."""
    assert rate_at(0, 0.0, 1e-3, warmup_steps=10) == pytest.approx(1e-4)
    assert rate_at(50, 0.4, 1e-3, warmup_steps=10) == pytest.approx(1e-3)
    assert rate_at(50, 1.0, 1e-3, warmup_steps=10) == pytest.approx(2e-5)


def test_a_checkpoint_gives_the_average_back(tmp_path: Path) -> None:
    """Catches a resumed training that begins its average anew."""
    network = torch.nn.Linear(2, 2)
    average = Average(network)
    with torch.no_grad():
        network.weight.fill_(3.0)
    average.update(network)
    save_checkpoint(tmp_path / "a.pt", average=average.state())
    again = Average(torch.nn.Linear(2, 2))
    found = load_checkpoint(tmp_path / "a.pt")
    assert found is not None
    again.restore(found["average"])
    assert torch.equal(again.weights["weight"], average.weights["weight"])
    assert load_checkpoint(tmp_path / "none.pt") is None


def test_least_distance() -> None:
    """Catches a distance of a row to itself, which is always 0."""
    points = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]])
    least, mean = least_distance(points)
    assert least == pytest.approx(1.0)
    assert mean == pytest.approx((5 + 1 + np.sqrt(18)) / 3)


def test_match_counts_only_what_is_told() -> None:
    """Catches hair under a hijab that is counted as wrong, and a shuffle that shuffles nothing."""

    class Oracle:
        def __init__(self) -> None:
            self.answers = [text.labels_of(person.appearance) for person in people]

        def tell(self, pictures: object) -> object:
            return torch.tensor(self.answers)

    people = [draw_person("oracle", i) for i in range(30)]
    pictures = np.zeros((30, 8, 8, 3), np.uint8)
    found = match(Oracle(), [person.appearance for person in people], pictures, pictures)  # type: ignore[arg-type]
    assert all(row["model"] == 1.0 and row["renders"] == 1.0 for row in found.values())
    assert found["clothing"]["shuffled"] < 0.4


def test_the_card_names_what_is_missed() -> None:
    """Catches a card that keeps quiet about an attribute below nine tenths of the ceiling."""
    row = {"model": 0.9, "renders": 0.95, "shuffled": 0.5}
    spread = {"least_pixels": 1.0, "mean_pixels": 2.0, "least_embedding": 0.1, "mean_embedding": 0.2}
    figures = {
        "steps": 10,
        "guidance": 3.0,
        "seconds_a_portrait": 0.5,
        "match": {"gender": row, "age_group": {**row, "model": 0.76}},
        "alike": {"model": spread, "renders": spread},
        "nearest": {name: {"least": 1.0, "median": 2.0} for name in ("model", "renders")},
        "open": {"gender": {"woman": 120, "man": 80}},
    }
    facts = {"parameters": 12, "size": 128, "vae": 1, "text": 1, "unet": 10, "megabytes": 24}
    card = card_text(figures, {**facts, "pictures": 26000, "samples": 100000, "psnr": 28})
    assert "Short of 0.9 of the ceiling: age group by 0.10." in card
    assert "gender: woman 120, man 80" in card


def test_the_model_is_small_enough() -> None:
    """Catches networks that outgrow the 25 MB that the repository carries."""
    weights = sum(w.numel() for network in (new_autoencoder(), new_unet()) for w in network.parameters())
    assert (weights + 800_000) * 2 < MOST_BYTES  # the text encoder has about 0.72 million


def test_muon_makes_updates_orthogonal_and_learns() -> None:
    """Catches a Newton-Schulz step that diverges, and weights that no optimiser moves."""
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalised(torch.randn(12, 40)))
    assert 0.6 < float(values.min()) <= float(values.max()) < 1.3
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.SiLU(), torch.nn.Conv2d(8, 3, 1))
    optimiser, given = Muon(network, 0.02), torch.randn(8, 3, 6, 6)
    before = [weight.clone() for weight in network.parameters()]
    losses = []
    for _ in range(60):
        loss = (network(given) - given).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.3 * losses[0]
    assert all(not torch.equal(old, new) for old, new in zip(before, network.parameters(), strict=True))


def test_a_tiny_training_ends_in_a_folder_that_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches steps that do not fit together, a training that cannot go on, and a folder that is not a stock one."""
    monkeypatch.setattr(dataset, "SHARD", 100)
    work, folder, again = tmp_path / "work", tmp_path / "model", tmp_path / "again"
    again.mkdir()
    render_dataset(work / "pictures", 100, Clock("dataset", 5), size=64)
    assert np.array_equal(Pictures(work / "pictures").take(np.array([7]))[0], render([training_person(7)], 64)[0])
    text.train_text_encoder(work, Clock("text", 0.05))
    autoencoder.train_autoencoder(work, Clock("autoencoder", 0.1))
    cache_latents(work, Clock("latents", 5))
    assert load_latents(work).shape == (100, 4, 8, 8)
    coded = AutoencoderKL.from_pretrained(work / "vae")
    autoencoder.refine_decoder(work, Clock("decoder", 0.1))
    sharper = AutoencoderKL.from_pretrained(work / "vae")
    assert torch.equal(coded.encoder.conv_in.weight, sharper.encoder.conv_in.weight)  # or the latents would be stale
    assert not torch.equal(coded.decoder.conv_in.weight, sharper.decoder.conv_in.weight)
    unet.train_unet(work, Clock("unet", 0.1))
    first = (load_checkpoint(work / "unet.pt") or {})["step"]
    unet.train_unet(work, Clock("unet", 0.1))
    assert (load_checkpoint(work / "unet.pt") or {})["step"] > first > 0
    assert export(work, folder) < MOST_BYTES
    assert not list(folder.rglob("*.bin"))
    assert json.loads((folder / "portraits.json").read_text())["scheduler"] == "DPMSolverMultistepScheduler"
    prompt = prompt_text(draw_person("tiny").appearance)
    pipeline = load(folder)
    once, twice = (paint(pipeline, [prompt], [5], steps=3) for _ in range(2))
    assert once.shape == (1, 64, 64, 3)
    assert np.array_equal(once, twice)
    start_from(folder, again)
    assert (again / "unet-start").is_dir()
    with pytest.raises(FileExistsError, match="holds a training already"):
        start_from(folder, again)
