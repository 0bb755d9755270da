"""What the HTML pages have in common: how a template is loaded, and whom a group is about."""

import functools

import jinja2

from boses_engine import __version__
from boses_engine.domain.passport import SOURCE_TYPE

HUES = range(0, 360, 10)  # degrees; each has a class in the style sheet, since pages may hold no style attributes
WHO = {"Male": "Men", "Female": "Women", "All": "Women and men"}


@functools.cache
def page_template(name: str, *folders: str) -> jinja2.Template:
    """The template `name` of this room; text is escaped, and a name that is not given is an error.

    `folders` of the package are searched before it.
    """
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("boses_engine", folder) for folder in (*folders, "output")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(hues=HUES, source_type=SOURCE_TYPE, version=__version__, percent=percent)
    return environment.get_template(name)


def percent(share: float) -> str:
    """Whole per cent, with a decimal below ten."""
    return f"{100 * share:.0f} %" if share >= 0.0995 or share == 0 else f"{100 * share:.1f} %"
