"""Small snapshots made by hand, and builds that stand in for the real one."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from boses_engine.domain.snapshot import (
    ANY_CATEGORY,
    BuiltFrom,
    LocalTerm,
    Market,
    Mention,
    Origin,
    Period,
    Rating,
    Share,
    Signal,
    Snapshot,
    SourceFile,
    Wordings,
)
from boses_engine.errors import SnapshotError
from boses_engine.snapshots.file import versioned

NEVER = date(2000, 1, 1)
TERMS = {"PH": ("sulit", "worth the money"), "ID": ("ongkir", "shipping cost"), "VN": ("giao hàng", "delivery")}
PARTS = {"shipping-cost": "delivery", "late-parcel": "delivery", "app-crash": "app"}


def sample_signal(market: Market = "ID", theme: str = "shipping-cost", rows: int = 120, **changes: Any) -> Signal:
    """A signal of 1,000 app-store rows, `rows` of them, with the fields of `changes` replaced."""
    share = rows / 1000
    term, gloss = TERMS[market]
    fields: dict[str, Any] = {
        "id": f"{market}/app store/{theme}",
        "market": market,
        "source_kind": "app store",
        "theme": theme,
        "part_of_life": PARTS.get(theme, "price"),
        "categories": ("online shop",),
        "statement": "Buyers leave a full basket when the fee for sending it shows up.",
        "wordings": Wordings(
            good={ANY_CATEGORY: ("the voucher covered the whole sending fee",)},
            bad={ANY_CATEGORY: ("the sending fee doubled at the last step", "the fee was higher than the shirt")},
            prices=("{they} can split the fee with a neighbour",),
        ),
        "rows": rows,
        "share": Share(rows=rows, of=1000, share=share, low=round(share - 0.02, 4), high=round(share + 0.02, 4)),
        "rating": Rating(rows=rows, mean=2.1, sd=1.3),
        "period": Period(first=date(2024, 5, 10), last=date(2024, 5, 22)),
        "terms": (LocalTerm(term=term, gloss=gloss, rows=rows - 20),),
        "mentions": (Mention(name="Shopee", positive=10, neutral=5, negative=60),),
        "direction": "bad",
        "origins": (Origin(path="appstore/shop.csv", rows=rows),),
    }
    return Signal(**fields | changes)


def sample_snapshot(market: Market = "ID", *signals: Signal, day: date = date(2024, 5, 22), **changes: Any) -> Snapshot:
    """A snapshot that holds all rules, of two signals unless some are given; its rows end on `day`."""
    period = Period(first=date(2016, 5, 10), last=day)
    given = signals or (sample_signal(market, period=period), sample_signal(market, "app-crash", 300, period=period))
    source = SourceFile(
        path="appstore/shop.csv",
        sha256="5a" * 32,
        kind="app store",
        platform="Shopee",
        licence="CC-BY-4.0",
        weighs=True,
        rows_read=1100,
        rows_kept=1000,
        set_aside={"too short": 60, "duplicate": 40},
    )
    built = BuiltFrom(
        sources=(source,),
        steps={"read": 1100, "readable": 1060, "own language": 1000},
        builder_version="0",
        model="double",
        model_sha256="",
    )
    snapshot = Snapshot(market=market, version="", built_from=built, signals=given).model_copy(update=changes)
    return versioned(snapshot, undated=NEVER)


@dataclass(frozen=True)
class FakeBuilt:
    """What the real build gives."""

    snapshot: Snapshot
    report: str


def build_by_hand(market: Market, folder: Path) -> Snapshot:
    """The sample with the day that a file `day.txt` holds; refuses a folder with a file named bad."""
    for path in sorted(folder.iterdir()):
        if path.stem == "bad":
            raise SnapshotError(f"{path.name} holds no texts.")
        if path.stem == "strange":
            raise ZeroDivisionError("division by zero")
    return sample_snapshot(market, day=date.fromisoformat((folder / "day.txt").read_text().strip()))


def fake_build(monkeypatch: pytest.MonkeyPatch, build: Callable[[Market, Path], Snapshot] = build_by_hand) -> None:
    """Puts a build in the place of the real one, which needs a model and real exports."""

    def build_reported(market: Market, folder: Path, *, hints: Any, model: Any, progress: Any) -> FakeBuilt:
        if progress is not None:
            progress("reading", 0.5)
        snapshot = build(market, folder)
        with model as explainer:
            return FakeBuilt(snapshot, f"# {market}, hints {hints}, model {explainer.name}\n")

    module = ModuleType("boses_engine.snapshots.build")
    module.build_reported = build_reported  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "boses_engine.snapshots.build", module)


def drop(root: Path, market: str, *names: str, day: str = "2024-06-30") -> Path:
    """Puts exports into an inbox: the file with the day, and files of these names."""
    folder = root / "inbox" / market
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "day.txt").write_text(f"{day}\n")
    for name in names:
        (folder / name).write_text(f"texts of {name}\n")
    return folder
