"""Templates to answers, and who may see them."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from boses_engine.domain.group import Group
from boses_engine.output.pages import WHO, page_template
from boses_engine.server.access import COOKIE, OWNER, Caller, caller_of
from boses_engine.server.guard import from_owner
from boses_engine.server.problems import ProblemError

STATIC = Path(__file__).parent / "static"
_FOR_PROGRAMS = ("/api/", "/v1/", "/owner/", "/healthz", "/readyz", "/metrics")
_TEMPLATES = "server/pages/templates"


class SignInNeeded(Exception):
    """Whoever asks for the page has to sign in first."""


def page(name: str, who: Caller | None, status: int = 200, **values: object) -> HTMLResponse:
    """A page from its template."""
    text = page_template(f"{name}.html.j2", _TEMPLATES).render(who=who, segment=segment, **values)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def style_sheet() -> str:
    """The style sheet of people's pages, the one that galleries have inside."""
    return page_template("people.css.j2").render()


def study_style_sheet() -> str:
    """The style sheet of what studies come to, the one that reports have inside."""
    return page_template("study.css.j2").render()


def see_other(path: str) -> RedirectResponse:
    """On to another page, after a form."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def signed_in(request: Request) -> Caller:
    """Who is signed in; raises SignInNeeded where nobody is."""
    if from_owner(request.scope):
        return OWNER
    token = request.cookies.get(COOKIE)
    found = caller_of(request.app.state.boses.store, token) if token else None
    if found is None:
        raise SignInNeeded
    return found


Person = Annotated[Caller, Depends(signed_in)]


async def to_sign_in(request: Request, error: Exception) -> Response:
    """To the page where one signs in, and back to where one was."""
    wanted = request.url.path if request.method == "GET" else "/"
    return see_other("/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted)}")


def local(path: str) -> str:
    """The path where it is one of this server, else the first page."""
    parts = urlsplit(path)
    harmless = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if harmless and path.isprintable() else "/"


def segment(group: Group) -> str:
    """A group in a line."""
    return (
        f"{WHO[group.gender]}, {group.age_min} to {group.age_max}, {group.location}. {group.occupation}, "
        f"{group.income_level.lower()} income."
    )


def failure_page(request: Request, problem: ProblemError) -> Response | None:
    """The page that tells of an error, for whoever asked for a page."""
    if request.url.path.startswith(_FOR_PROGRAMS):
        return None
    title = HTTPStatus(problem.status).phrase
    answer = page("failure", None, problem.status, title=title, detail=problem.detail)
    answer.headers.update(problem.headers)
    return answer
