"""Who was let in and who was not: `access.log` in the data folder, a JSON object a line, without any secret."""

import json
import logging
import os
import threading
from collections import OrderedDict
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from boses_engine.server.throttle import Throttle

NAME = "access.log"
BYTES_MOST, FILES_MOST = 1 << 20, 5  # of the file, and how many there are with those before it
_REMEMBERED = 10_000  # tokens with the address they came from


class Audit:
    """The log of a data folder; where it cannot be written the server goes on."""

    def __init__(self, folder: Path):
        self._handler = _Private(folder / NAME, maxBytes=BYTES_MOST, backupCount=FILES_MOST - 1, delay=True)
        self._seen: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()
        self._throttle = Throttle()

    def note(self, what: str, **about: str | None) -> None:
        """Something happened: a token was made or revoked, somebody signed in or out."""
        told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, **about}
        line = json.dumps({key: value for key, value in told.items() if value is not None}, ensure_ascii=False)
        self._handler.handle(logging.makeLogRecord({"msg": "%s", "args": (line,)}))

    def came(self, token: str, address: str) -> None:
        """A token was let in; told once for each address it comes from."""
        with self._lock:
            if (token, address) in self._seen:
                return
            self._seen[token, address] = None
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        self.note("let in", token=token, address=address)

    def refused(self, address: str, path: str) -> None:
        """Somebody came with a token or session that is none; of many in a minute only the first are told."""
        left_out = self._throttle.passes("refused")
        if left_out is not None:
            self.note("refused", address=address, path=path[:200], left_out=str(left_out) if left_out else None)

    def close(self) -> None:
        """Lets go of the file."""
        self._handler.close()


class _Private(RotatingFileHandler):
    """Writes a file that is its owner's alone."""

    def _open(self) -> TextIOWrapper:
        opened = open(  # noqa: SIM115
            self.baseFilename, "a", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)
        )
        assert isinstance(opened, TextIOWrapper)
        return opened

    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written, on a full disk, keeps nobody out."""
