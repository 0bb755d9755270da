"""What is counted for Prometheus."""

import time
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from boses_engine.pipeline.events import Event, FieldAnswered, PersonaDone, PersonaReused, PortraitDone
from boses_engine.studies.events import StudyEvent

REGISTRY: Final = CollectorRegistry()
_REQUESTS = Counter("boses_http_requests", "Requests answered.", ["method", "status"], registry=REGISTRY)
_SECONDS = Histogram(
    "boses_http_request_seconds",
    "Seconds to the beginning of an answer.",
    ["method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
_PEOPLE = Counter("boses_personas", "People finished, by how it ended.", ["outcome"], registry=REGISTRY)
_PORTRAITS = Counter("boses_portraits", "Portraits painted.", registry=REGISTRY)
_TOKENS = Counter("boses_model_tokens", "Tokens of the language model.", ["kind"], registry=REGISTRY)
_QUEUE = Gauge("boses_queue_length", "Groups and studies queued or at work.", registry=REGISTRY)
_PAUSED = Gauge("boses_generation_paused", "Whether the queue waits for the store's disk.", registry=REGISTRY)
_LOADED = Gauge("boses_model_loaded", "Whether the language model is in memory.", registry=REGISTRY)


def count(event: Event | StudyEvent) -> None:
    """Counts an event of a run; those of a study are not counted."""
    match event:
        case FieldAnswered():
            _TOKENS.labels("read").inc(event.tokens_read)
            _TOKENS.labels("written").inc(event.tokens_written)
        case PersonaDone():
            _PEOPLE.labels("written").inc()
        case PersonaReused():
            _PEOPLE.labels("reused").inc()
        case PortraitDone():
            _PORTRAITS.inc()


def look(queued: int, loaded: bool, paused: bool) -> None:
    """Sets what is a state and not a count."""
    _PAUSED.set(paused)
    _QUEUE.set(queued)
    _LOADED.set(loaded)


class Measured:
    """Middleware that counts and times requests."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, method = time.perf_counter(), scope["method"] if scope["method"] in _METHODS else "other"

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                _REQUESTS.labels(method, str(message["status"])).inc()
                _SECONDS.labels(method).observe(time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, told)


_METHODS = {"GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"}
