# ruff: noqa: F401
"""What the processes of `support.forked` are forked with: the engine's modules, and the tables that a plan reads."""

import boses_engine.output
import boses_engine.output.progress
import boses_engine.pipeline.diversity
import boses_engine.pipeline.run
import support.crash
import support.run_double
import support.serve_double
from boses_engine.engine import Engine
from support.samples import SAMPLE_GROUP

for _place in ("Manila, Philippines", "Jakarta, Indonesia"):
    Engine().plan(SAMPLE_GROUP.model_copy(update={"location": _place}))
