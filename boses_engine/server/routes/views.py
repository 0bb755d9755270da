"""What else is in the store and on the machine: snapshots, the persona library, access tokens."""

from fastapi import APIRouter

from boses_engine.server.access import Who, life_of, make_token
from boses_engine.server.bodies import MadeToken, Member, NewToken, Number, Page, Size, Snapshot, Token
from boses_engine.server.context import Here
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.strict import StrictRoute
from boses_engine.snapshots.catalogue import listing

router = APIRouter(route_class=StrictRoute)


@router.get("/snapshots", tags=["views"])
def list_snapshots(who: Who, here: Here) -> list[Snapshot]:
    """The cultural snapshots on this machine, market by market, the one in use first."""
    found = listing(here.engine.settings.snapshots)
    return [
        Snapshot(version=each.version, market=each.market, date=each.day.isoformat(), in_use=each.in_use)
        for each in found
    ]


@router.get("/library", tags=["views"])
def list_library(who: Who, here: Here, page: Number = 1, page_size: Size = 50) -> Page[Member]:
    """The people of the library, the best-tested first; with a project's token those of the project."""
    here.store.join_complete()
    found = here.store.members(who.project, (page - 1) * page_size, page_size)
    items = [Member(persona=p, studies=t.studies, outcome=t.outcome, retired=gone) for p, t, gone in found]
    return Page(items=items, total=here.store.count_members(who.project), page=page, page_size=page_size)


@router.post("/tokens", tags=["tokens"], status_code=201, responses=responses(403, 404))
def create_token(body: NewToken, who: Who, here: Here) -> MadeToken:
    """Make an access token; its text is told once. It ends with the token that makes it at the latest."""
    _only_without_project(who.project)
    project = None if body.project_id is None else here.project(who, body.project_id).name
    life = None if body.expires is None else life_of(body.expires)
    row, text = make_token(here.store, body.name, project=project, life=life, until=who.until)
    here.audit.note("token made", token=row.id, by=who.key or who.name, project=project)
    return MadeToken(**vars(row), token=text)


@router.get("/tokens", tags=["tokens"], responses=responses(403))
def list_tokens(who: Who, here: Here) -> list[Token]:
    """The access tokens, revoked ones too, without their texts."""
    _only_without_project(who.project)
    return [Token(**vars(row)) for row in here.store.tokens()]


@router.delete("/tokens/{token_id}", tags=["tokens"], responses=responses(403, 404))
def revoke_token(token_id: str, who: Who, here: Here) -> Token:
    """Refuse a token from now on."""
    _only_without_project(who.project)
    row = here.store.revoke_token(token_id)
    here.audit.note("token revoked", token=row.id, by=who.key or who.name)
    return Token(**vars(row))


def _only_without_project(project: str | None) -> None:
    if project is not None:
        raise ProblemError(403, "this token is for one project only.")
