"""The snapshots in use: read once, built from exports, taken in from the inbox."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from boses_engine.domain.snapshot import MARKETS, Market, Snapshot
from boses_engine.errors import SnapshotError
from boses_engine.language.port import LanguageModel
from boses_engine.snapshots.catalogue import newest, switch
from boses_engine.snapshots.file import read_snapshot, write_snapshot, write_text

if TYPE_CHECKING:
    from boses_engine.snapshots.build import Built
    from boses_engine.snapshots.counts import Progress
    from boses_engine.snapshots.inbox import Outcome


class SnapshotsInUse:
    """The snapshots under a folder. `keep` is given each new one, `model` lends who explains words of new themes.

    With `signed_by`, a public key, those that are not signed by it are refused.
    """

    def __init__(
        self,
        root: Path,
        keep: Callable[[Snapshot], None],
        model: Callable[[], AbstractContextManager[LanguageModel]],
        signed_by: str | None = None,
    ):
        self._root, self._keep, self._model, self._signed_by = root, keep, model, signed_by
        self._read: dict[Market, Snapshot | None] = {}  # a run must not see another one halfway

    def of(self, market: Market) -> Snapshot | None:
        """The snapshot of a market, read once; None where there is none.

        :raises SnapshotError: it is damaged.
        :raises SignatureError: it is not signed by the key that it must be signed by.
        """
        if market not in self._read:
            self._read[market] = newest(self._root, market, self._signed_by)
        return self._read[market]

    def build(
        self,
        market: Market,
        folder: Path,
        *,
        hints: Path | None = None,
        out: Path | None = None,
        report: Path | None = None,
        progress: "Progress | None" = None,
    ) -> Snapshot:
        """Builds the snapshot of a market from a folder of exports and writes it, see `Engine.build_snapshot`."""
        if market not in MARKETS:
            raise SnapshotError(f"there are no snapshots of {market!r}: give one of {', '.join(MARKETS)}.")
        if not folder.is_dir():
            raise SnapshotError(f"there is no folder of exports {folder}; name the folder they lie in.")
        if report is not None and not report.parent.is_dir():
            raise SnapshotError(f"there is no folder {report.parent} for the report; name a file in one that is there.")
        made = self._build(market, folder, hints, progress)
        root = out or self._root
        switch(root, built := read_snapshot(write_snapshot(made.snapshot, root)))
        if report is not None:
            write_text(report, made.report)
        if out is None:
            self._take(built)
        return built

    def watch(self, *markets: Market, once: bool, progress: "Progress | None" = None) -> "Iterator[Outcome | str]":
        """Looks into the inboxes of the markets (of all, where none is named), see `Engine.watch_inboxes`."""
        from boses_engine.snapshots.inbox import watch

        def build(market: Market, folder: Path) -> Snapshot:
            return self._build(market, folder, None, progress).snapshot

        for outcome in watch(self._root, build, markets or MARKETS, once=once):
            if not isinstance(outcome, str) and outcome.snapshot is not None:
                self._take(outcome.snapshot)
            yield outcome

    def _build(self, market: Market, folder: Path, hints: Path | None, progress: "Progress | None") -> "Built":
        from boses_engine.snapshots.build import build_reported  # what finds themes, which plans do not need

        return build_reported(market, folder, hints=hints, model=self._model(), progress=progress)

    def _take(self, snapshot: Snapshot) -> None:
        self._read.pop(snapshot.market, None)
        self._keep(snapshot)
