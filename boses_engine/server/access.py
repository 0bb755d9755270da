"""Access tokens and sessions: made, shown once, kept as hashes; who a request comes from."""

import hashlib
import hmac
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from boses_engine.errors import InputError, unshown
from boses_engine.server.guard import count_by_token, from_owner
from boses_engine.server.problems import ProblemError
from boses_engine.store import Store
from boses_engine.store.rows import TokenRow

COOKIE = "boses_session"
SESSION_LIFE = timedelta(hours=12)
_LINK_S = 1800.0  # for which a sign-in link may be followed
_FORM = re.compile(r"boses_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_LIFE = re.compile(r"([1-9][0-9]{0,4})([dhm])")
_UNITS: Mapping[str, str] = {"d": "days", "h": "hours", "m": "minutes"}
_bearer = HTTPBearer(auto_error=False, description="`boses tokens create` makes a token; the first start prints one.")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="The session of a browser that signed in.")


@dataclass(frozen=True)
class Caller:
    """Whoever made a request; `project` is the only one they may see, None all of them.

    `key` is their token's id, and `until` when it ends; None for the owner, and for a token without an end.
    """

    name: str
    project: str | None
    key: str | None = None
    until: datetime | None = None

    def sees(self, project: str) -> bool:
        """Whether a project is there for them."""
        return self.project is None or self.project == project


OWNER = Caller("owner", None)
FOR_PROGRAMS = ("/api/", "/v1/", "/owner/", "/healthz", "/readyz", "/metrics")  # all else are pages


class SignInNeeded(Exception):
    """Whoever asks for the page has to sign in first."""


def make_token(
    store: Store,
    name: str,
    *,
    project: str | None = None,
    life: timedelta | None = None,
    until: datetime | None = None,
) -> tuple[TokenRow, str]:
    """Makes a token and keeps its hash; gives its row and the text, which cannot be had again.

    It ends after `life`, and at `until` at the latest.
    """
    if not name.strip() or len(name) > 100 or unshown(name):
        raise InputError("a token needs a name of 1 to 100 printable characters, to know it by.")
    at = datetime.now(UTC)
    ends = [end for end in (None if life is None else at + life, until) if end is not None]
    row = TokenRow(secrets.token_hex(6), name.strip(), project, at, min(ends, default=None))
    secret = secrets.token_urlsafe(32)
    store.save_token(row, _hashed(secret))
    return row, f"boses_{row.id}_{secret}"


def life_of(text: str) -> timedelta:
    """How long "90d", "12h" or "30m" is; InputError for anything else."""
    found = _LIFE.fullmatch(text.strip())
    if not found:
        raise InputError(f"{text!r} is no length of time: write e.g. 90d, 12h or 30m.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def caller_of(store: Store, token: str) -> Caller | None:
    """Whose token that is; None where it is malformed, unknown, expired or revoked.

    The time that it takes may tell whether there is a token of that id, which is no secret, but nothing of its secret.
    """
    found = _FORM.fullmatch(token)
    key, secret = (found[1], found[2]) if found else ("", "")
    known = store.token(key)
    row, sha256 = known or (None, _hashed(""))
    right = hmac.compare_digest(_hashed(secret), sha256)
    return _caller(row) if row is not None and right else None


class SignInLink:
    """What the link holds that a start of the server prints: it signs one browser in, within half an hour."""

    def __init__(self) -> None:
        self.code: str | None = secrets.token_urlsafe(24)
        self._until = time.monotonic() + _LINK_S
        self._lock = threading.Lock()

    def take(self, code: str) -> bool:
        """Whether that is the code, which is used up then."""
        with self._lock:
            known, right = self.code or "", time.monotonic() <= self._until
            right = right and bool(known) and hmac.compare_digest(known.encode(), code.encode())
            if right:
                self.code = None
        return right


def begin_session(store: Store, who: Caller) -> str:
    """What a browser keeps in place of a token; it ends with it, and after `SESSION_LIFE`."""
    text = secrets.token_urlsafe(32)
    ends = datetime.now(UTC) + SESSION_LIFE
    store.begin_session(str(who.key), _hashed(text), ends if who.until is None else min(ends, who.until))
    return text


def end_session(store: Store, text: str) -> None:
    """A browser's session is over."""
    store.end_session(_hashed(text))


def caller_of_session(store: Store, text: str) -> Caller | None:
    """Whose browser that is; None where there is no such session (any more)."""
    key, until = store.session_token(_hashed(text)) or ("", None)
    known = store.token(key)
    if known is None or until is None or until <= datetime.now(UTC):
        return None
    return _caller(known[0])


def _caller(row: TokenRow) -> Caller | None:
    """Whoever has that token, while it is good."""
    over = row.expires_at is not None and row.expires_at <= datetime.now(UTC)
    return None if over or row.revoked_at is not None else Caller(row.name, row.project, row.id, row.expires_at)


def caller(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    cookie: Annotated[str | None, Security(_cookie)],
) -> Caller:
    """Who calls; where nobody known does, a page raises SignInNeeded, all else a 401 problem."""
    if from_owner(request.scope):
        return OWNER
    here = request.app.state.boses
    given = bearer is not None or cookie is not None
    if bearer is not None:
        found = caller_of(here.store, bearer.credentials)
    else:
        found = caller_of_session(here.store, cookie) if cookie else None
    address = request.client.host if request.client else ""
    if found is None and given:
        here.audit.refused(address, request.url.path)
    if found is None and not request.url.path.startswith(FOR_PROGRAMS):
        raise SignInNeeded
    if found is None:
        said = "the token is unknown, expired or revoked" if given else "a token is needed"
        raise ProblemError(
            401,
            f"{said}: send Authorization: Bearer …; `boses tokens create` makes one.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    count_by_token(request.scope, str(found.key))
    here.audit.came(str(found.key), address)
    return found


Who = Annotated[Caller, Depends(caller)]


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
