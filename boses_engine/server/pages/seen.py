"""The project and the group of a page's path, for who is signed in."""

from typing import Annotated

from fastapi import Depends

from boses_engine.server.context import Here
from boses_engine.server.pages.render import Person
from boses_engine.store.rows import GroupRow, ProjectRow


def _seen_project(project_id: str, who: Person, here: Here) -> ProjectRow:
    return here.project(who, project_id)


def _seen_group(project_id: str, group_id: str, who: Person, here: Here) -> GroupRow:
    return here.group(who, project_id, group_id)


Project = Annotated[ProjectRow, Depends(_seen_project)]
TheGroup = Annotated[GroupRow, Depends(_seen_group)]
