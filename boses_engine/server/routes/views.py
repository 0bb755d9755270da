"""What else is in the store and on the machine: snapshots, the persona library, access tokens."""

from fastapi import APIRouter

from boses_engine.server.access import Caller, Who, life_of, make_token
from boses_engine.server.bodies import Deletion, MadeToken, Member, NewToken, Number, Page, Size, Snapshot, Token
from boses_engine.server.context import Context, Here
from boses_engine.server.problems import ProblemError, responses
from boses_engine.server.strict import StrictRoute
from boses_engine.snapshots.catalogue import listing
from boses_engine.store.bin import DeletionRow

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


@router.get("/deletions", tags=["views"])
def list_deletions(who: Who, here: Here) -> list[Deletion]:
    """The groups and studies that were deleted in the last week and can be had back, the latest first."""
    return [Deletion.of(row) for row in here.store.deletions(who.project)]


@router.post("/deletions/{deletion_id}/restore", tags=["views"], responses=responses(404, 409))
def restore_deleted(deletion_id: str, who: Who, here: Here) -> Deletion:
    """Bring back a deleted group with its people, or a study with its answers."""
    return Deletion.of(here.store.restore(seen_deletion(deletion_id, who, here).id))


@router.delete("/deletions/{deletion_id}", status_code=204, tags=["views"], responses=responses(404))
def forget_deleted(deletion_id: str, who: Who, here: Here) -> None:
    """Remove for good what was deleted, before its time."""
    here.store.forget_deletion(seen_deletion(deletion_id, who, here).id)


def seen_deletion(deletion_id: str, who: Caller, here: Context) -> DeletionRow:
    """A deletion in a project that the caller may see; a 404 problem for all others."""
    for row in here.store.deletions(who.project):
        if row.id == deletion_id:
            return row
    raise ProblemError(404, "there is no such deletion any more.")


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
