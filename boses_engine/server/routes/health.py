"""Whether the server is alive and ready, and its figures for Prometheus."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from boses_engine.server.context import Here
from boses_engine.server.metrics import REGISTRY, look
from boses_engine.server.problems import ProblemError, responses

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The server answers."""
    return {"status": "ok"}


@router.get("/readyz", responses=responses(503))
def ready(here: Here) -> dict[str, str]:
    """The model could be loaded, and generation can begin at once."""
    if trouble := here.worker.trouble or here.worker.paused:
        raise ProblemError(503, trouble)
    if not here.worker.alive:
        raise ProblemError(503, "the thread that generates has ended: start the server again, and tell us.")
    if not here.worker.ready:
        raise ProblemError(503, "the model is being loaded.", headers={"Retry-After": "2"})
    return {"status": "ready"}


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(here: Here) -> Response:
    """Figures in Prometheus' text form."""
    look(len(here.worker.waiting()), here.engine.model_loaded, here.worker.paused is not None)
    return Response(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})
