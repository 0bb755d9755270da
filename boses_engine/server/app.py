"""The application: routes under /api/v1, pages, and what stands in front of them."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from anyio import CapacityLimiter
from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from boses_engine import __version__
from boses_engine.engine import Engine
from boses_engine.server import owner
from boses_engine.server.access import SignInLink, SignInNeeded, caller
from boses_engine.server.audit import Audit
from boses_engine.server.bodies import GroupDifference, GroupEstimate, MadeToken, Member, NewToken, PersonaGroup, Token
from boses_engine.server.context import TALKERS, Context
from boses_engine.server.examples import ANSWER, PASSPORT, PERSON
from boses_engine.server.feed import Feed
from boses_engine.server.guard import Guard
from boses_engine.server.metrics import Measured
from boses_engine.server.pages import imports as imports_page
from boses_engine.server.pages import routes as pages
from boses_engine.server.pages import stock
from boses_engine.server.pages import studies as study_pages
from boses_engine.server.pages import talk as talk_page
from boses_engine.server.pages.render import failure_page, to_sign_in
from boses_engine.server.plans import Plans
from boses_engine.server.problems import Problem, handle_problems, responses
from boses_engine.server.routes import chat, events, groups, health, imports, people, projects, studies, views
from boses_engine.server.study_bodies import Study, StudyFigures
from boses_engine.server.worker import ALONE, Worker
from boses_engine.workers.executor import Executors

PREFIX = "/api/v1"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_SHOWN = (PersonaGroup, GroupEstimate, GroupDifference, Member, NewToken, Token, MadeToken, Study, StudyFigures) + (
    chat.ChatCompletion,
    chat.ChatError,
)
_ABOUT = (
    "Turns the definition of a market segment into believable synthetic consumers, on this machine. Every call needs "
    "`Authorization: Bearer …`; errors are problem documents (RFC 9457)."
)


def create_app(engine: Engine, hosts: Iterable[str] = LOOPBACK, executors: Executors = ALONE) -> FastAPI:
    """The app over an engine whose store this process holds; its worker runs while the app does, and has the executors'
    processes ask the models, where there are any."""
    feed = Feed()
    worker = Worker(engine, feed, executors)
    audit = Audit(engine.settings.home)

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        worker.start()
        yield
        feed.close()
        worker.stop()
        audit.close()

    app = FastAPI(
        title="Boses Engine",
        version=__version__,
        description=_ABOUT,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # its pages fetch their scripts from elsewhere; ours is in pages.stock
        redoc_url=None,
        lifespan=living,
        redirect_slashes=False,
    )
    app.state.boses = Context(engine, feed, worker, CapacityLimiter(TALKERS), audit, Plans(engine), SignInLink())
    api = APIRouter(prefix=PREFIX, dependencies=[Depends(caller)])
    for router in (
        *(part.router for part in (projects, groups, people, imports, events, studies, views)),
        events.studies,
    ):
        api.include_router(router)
    app.include_router(api, responses=responses(400, 401, 403, 408, 413, 421, 422, 429))
    app.include_router(health.router, responses=responses(421, 429))
    app.include_router(chat.router, dependencies=[Depends(caller)], responses=responses(403, 408, 413, 421, 422))
    app.include_router(owner.router)
    for part in (pages, imports_page, study_pages, talk_page, stock):
        app.include_router(part.router)
    handle_problems(app, lambda request, found: chat.failure(request, found) or failure_page(request, found))
    app.add_exception_handler(SignInNeeded, to_sign_in)
    inner = app.build_middleware_stack  # Guard stands before its handling of errors: those answers need headers too
    app.build_middleware_stack = lambda: Measured(Guard(inner(), tuple(hosts)))  # type: ignore[method-assign]
    app.openapi = _documented(app)  # type: ignore[method-assign]
    return app


def _documented(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """OpenAPI with the schema of problem documents, which no route has as a body of its own, and a whole person."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas = told["components"]["schemas"]
            schemas.update(schema.pop("$defs", {}))
            schemas["Problem"] = schema
            schemas["Persona"]["example"], schemas["Answer"]["example"] = PERSON, ANSWER
            schemas["Passport"]["example"] = PASSPORT
            for model in _SHOWN:  # FastAPI leaves nulls out of examples
                schemas[model.__name__]["example"] = model.model_json_schema()["example"]
            app.openapi_schema = told
        return app.openapi_schema

    return openapi
