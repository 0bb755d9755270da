"""Access tokens: made, shown once, kept as a hash; who a request comes from."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from boses_engine.errors import InputError
from boses_engine.server.guard import count_by_token, from_owner
from boses_engine.server.problems import ProblemError
from boses_engine.store import Store
from boses_engine.store.rows import TokenRow

COOKIE = "boses_token"
_FORM = re.compile(r"boses_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_LIFE = re.compile(r"([1-9][0-9]{0,4})([dhm])")
_UNITS: Mapping[str, str] = {"d": "days", "h": "hours", "m": "minutes"}
_bearer = HTTPBearer(auto_error=False, description="`boses tokens create` makes a token; the first start prints one.")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="The same token, as the pages keep it.")


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
    if not name.strip() or len(name) > 100 or not name.isprintable():
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
    """Whose token that is; None where it is malformed, unknown, expired or revoked. Takes as long for each."""
    found = _FORM.fullmatch(token)
    key, secret = (found[1], found[2]) if found else ("", "")
    known = store.token(key)
    row, sha256 = known or (None, _hashed(""))
    right = hmac.compare_digest(_hashed(secret), sha256)
    if row is None or not right or row.revoked_at is not None:
        return None
    if row.expires_at is not None and row.expires_at <= datetime.now(UTC):
        return None
    return Caller(row.name, row.project, row.id, row.expires_at)


def caller(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    cookie: Annotated[str | None, Security(_cookie)],
) -> Caller:
    """Who calls; where nobody known does, a page raises SignInNeeded, all else a 401 problem."""
    if from_owner(request.scope):
        return OWNER
    token = bearer.credentials if bearer is not None else cookie
    found = caller_of(request.app.state.boses.store, token) if token else None
    if found is None and not request.url.path.startswith(FOR_PROGRAMS):
        raise SignInNeeded
    if found is None:
        said = "the token is unknown, expired or revoked" if token else "a token is needed"
        raise ProblemError(
            401,
            f"{said}: send Authorization: Bearer …; `boses tokens create` makes one.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    count_by_token(request.scope, str(found.key))
    return found


Who = Annotated[Caller, Depends(caller)]


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
