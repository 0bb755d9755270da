"""axe-core on a page: what it finds that keeps people out."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

_WORST = ("serious", "critical")


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """The serious and critical ones, each with the first element that it is about."""
    page.evaluate(_axe())
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in _WORST]
