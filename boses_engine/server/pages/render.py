"""Templates to answers."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from boses_engine.domain.group import Group
from boses_engine.output.pages import WHO, page_template
from boses_engine.server.access import FOR_PROGRAMS, Caller
from boses_engine.server.problems import ProblemError

STATIC = Path(__file__).parent / "static"
_TEMPLATES = "server/pages/templates"


def page(name: str, who: Caller | None, status: int = 200, **values: object) -> HTMLResponse:
    """A page from its template."""
    text = page_template(f"{name}.html.j2", _TEMPLATES).render(who=who, segment=segment, **values)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def see_other(path: str) -> RedirectResponse:
    """On to another page, after a form."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


async def to_sign_in(request: Request, error: Exception) -> Response:
    """To the page where one signs in, and back to where one was."""
    wanted = request.url.path if request.method == "GET" else "/"
    return see_other("/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted)}")


def local(path: str) -> str:
    """The path where it is one of this server, else the first page."""
    try:
        parts = urlsplit(path)
    except ValueError:  # "//[" begins an address of IPv6
        return "/"
    harmless = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if harmless and path.isprintable() else "/"


def segment(group: Group) -> str:
    """A group in a line."""
    job = "Any occupation" if group.occupation.casefold() == "any" else group.occupation
    return (
        f"{WHO[group.gender]}, {group.age_min} to {group.age_max}, {group.location}. {job}, "
        f"{group.income_level.lower()} income."
    )


def failure_page(request: Request, problem: ProblemError) -> Response | None:
    """The page that tells of an error, for whoever asked for a page."""
    if request.url.path.startswith(FOR_PROGRAMS):
        return None
    title = HTTPStatus(problem.status).phrase
    answer = page("failure", None, problem.status, title=title, detail=problem.detail)
    answer.headers.update(problem.headers)
    return answer
