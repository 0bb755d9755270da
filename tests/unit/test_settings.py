"""Settings from the environment."""

import os
from pathlib import Path

import pytest
import yaml

from boses_engine.domain.group import Group
from boses_engine.errors import InputError
from boses_engine.settings import CHECKOUT, MOST_PARALLEL, Settings, available_cores


def test_defaults() -> None:
    """Catches data written into the checkout, or models looked for in the current folder."""
    settings = Settings.from_env({"HOME": "/home/ana"})
    assert settings.home == Path("/home/ana/.local/share/boses-engine")
    assert settings.database == Path("/home/ana/.local/share/boses-engine/boses.duckdb")
    assert settings.models == CHECKOUT / "models"
    assert (CHECKOUT / "boses_engine" / "settings.py").is_file()
    assert settings.threads == available_cores()
    assert (settings.gpu_layers, settings.parallel, settings.flash_attention) == (None, None, None)
    assert (settings.deterministic, settings.cache_type) == (False, "f16")
    assert (settings.snapshots, settings.snapshot_max_age_days) == (CHECKOUT / "cultural_snapshots", 180)


def test_every_variable_is_read(tmp_path: Path) -> None:
    environ = {
        "BOSES_HOME": str(tmp_path / "data"),
        "BOSES_MODELS": str(tmp_path / "models"),
        "BOSES_THREADS": "3",
        "BOSES_GPU_LAYERS": "12",
        "BOSES_PARALLEL": "5",
        "BOSES_DETERMINISTIC": "on",
        "BOSES_FLASH_ATTENTION": "off",
        "BOSES_CACHE_TYPE": "q8_0",
        "BOSES_BACKEND": "vllm",
        "BOSES_SNAPSHOTS": str(tmp_path / "talk"),
        "BOSES_SNAPSHOT_MAX_AGE": "30",
        "BOSES_WORKERS": "4",
        "BOSES_SIGNED_BY": "RWQ",
    }
    settings = Settings.from_env(environ)
    assert settings == Settings(
        tmp_path / "data",
        tmp_path / "models",
        threads=3,
        gpu_layers=12,
        parallel=5,
        deterministic=True,
        flash_attention=False,
        cache_type="q8_0",
        backend="vllm",
        snapshots=tmp_path / "talk",
        snapshot_max_age_days=30,
        workers=4,
        signed_by="RWQ",
    )
    assert Settings.from_env(environ | {"BOSES_FLASH_ATTENTION": "On"}).flash_attention is True
    assert Settings.from_env(environ | {"BOSES_FLASH_ATTENTION": "auto"}).flash_attention is None
    assert Settings.from_env(environ | {"BOSES_PARALLEL": str(MOST_PARALLEL)}).parallel == MOST_PARALLEL
    assert settings.offloaded_layers() == 12


def test_empty_variables_count_as_unset() -> None:
    """Catches BOSES_HOME= meaning the current folder."""
    names = ["HOME", "MODELS", "THREADS", "GPU_LAYERS", "PARALLEL", "DETERMINISTIC", "FLASH_ATTENTION", "CACHE_TYPE"]
    names += ["BACKEND", "SNAPSHOTS", "SNAPSHOT_MAX_AGE"]
    empty = {f"BOSES_{name}": "" for name in names}
    assert Settings.from_env({"HOME": "/home/ana"} | empty) == Settings.from_env({"HOME": "/home/ana"})


def test_relative_folders_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a later change of folder moving the store."""
    monkeypatch.chdir(tmp_path)
    assert Settings.from_env({"BOSES_HOME": "data"}).home == tmp_path / "data"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BOSES_THREADS", "0"),
        ("BOSES_THREADS", "many"),
        ("BOSES_THREADS", "2.5"),
        ("BOSES_GPU_LAYERS", "-2"),
        ("BOSES_GPU_LAYERS", "all"),
        ("BOSES_PARALLEL", "0"),
        ("BOSES_PARALLEL", str(MOST_PARALLEL + 1)),
        ("BOSES_DETERMINISTIC", "1"),
        ("BOSES_FLASH_ATTENTION", "yes"),
        ("BOSES_CACHE_TYPE", "q5_1"),
        ("BOSES_BACKEND", "transformers"),
        ("BOSES_SNAPSHOT_MAX_AGE", "0"),
        ("BOSES_SNAPSHOT_MAX_AGE", "half a year"),
        ("BOSES_SNAPSHOTS", __file__),
        ("BOSES_HOME", __file__),
        ("BOSES_MODELS", "~no-such-user-here/models"),
    ],
)
def test_bad_values_are_named(variable: str, value: str) -> None:
    with pytest.raises(InputError, match=variable):
        Settings.from_env({"HOME": "/home/ana", variable: value})


@pytest.mark.parametrize(("home", "models"), [("a", "a/models"), ("a/data", "a"), ("a", "a"), ("a", "link/models")])
def test_data_and_models_stay_apart(home: str, models: str, tmp_path: Path) -> None:
    """Catches removing the data folder taking a gigabyte of weights with it, also through a link."""
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(InputError, match="inside each other"):
        Settings.from_env({"BOSES_HOME": str(tmp_path / home), "BOSES_MODELS": str(tmp_path / models)})


def test_like_named_neighbours_are_apart(tmp_path: Path) -> None:
    """Catches comparing paths as text ("/x/boses" is no parent of "/x/boses-models")."""
    Settings.from_env({"BOSES_HOME": str(tmp_path / "boses"), "BOSES_MODELS": str(tmp_path / "boses-models")})


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system has no CPU affinity")
def test_cores_follow_affinity_and_container_quota(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches 64 spinning threads in a container that was given two cores."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(64)))
    quota = tmp_path / "cpu.max"
    assert available_cores(quota) == 64
    for text, cores in (("max 100000\n", 64), ("200000 100000\n", 2), ("50000 100000\n", 1), ("nonsense", 64)):
        quota.write_text(text)
        assert available_cores(quota) == cores, text


@pytest.mark.parametrize(("supported", "layers"), [(True, -1), (False, 0)])
def test_layers_follow_the_build(supported: bool, layers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    llama_cpp = pytest.importorskip("llama_cpp")
    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", lambda: supported)
    assert Settings.from_env({"HOME": "/home/ana"}).offloaded_layers() == layers


def test_sample_group_is_valid() -> None:
    """Catches the very first command of a newcomer failing on the sample."""
    text = (CHECKOUT / "groups" / "jakarta_gen_z.yaml").read_text(encoding="utf-8")
    group = Group.model_validate(yaml.safe_load(text))
    assert (group.name, group.age_min, group.age_max, group.persona_count) == ("Jakarta Gen Z Shoppers", 18, 24, 5)
    assert (group.gender, group.location, group.income_level) == ("Female", "Jakarta, Indonesia", "Middle")
