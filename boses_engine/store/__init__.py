"""DuckDB: the store of groups, runs and personas. Its SQL is in this room."""

from boses_engine.store.groups import group_id
from boses_engine.store.rows import GenerationStatus, GroupRow, RunRow
from boses_engine.store.store import Store

__all__ = [
    "GenerationStatus",
    "GroupRow",
    "RunRow",
    "Store",
    "group_id",
]
