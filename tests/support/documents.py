"""The documents as a reader has them: their pages, what stands in their blocks, and which commands they name."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [text for named, text in BLOCK.findall(page.read_text(encoding="utf-8")) if named == language]


def commands(page: Path) -> list[str]:
    """The command lines of a page's shell blocks, in order, without comments; a line that ends in \\ goes on."""
    lines = "".join(blocks(page, "bash")).replace("\\\n", " ").splitlines()
    return [" ".join(shlex.join(words).split()) for line in lines if (words := shlex.split(line, comments=True))]


def prose(page: Path) -> str:
    """A page without its blocks."""
    return BLOCK.sub("", page.read_text(encoding="utf-8"))


def spans(page: Path) -> list[str]:
    """What stands in `code` within the prose; the bars that a table escapes are bars."""
    return [span.replace("\\|", "|") for span in re.findall(r"`([^`\n]+)`", prose(page))]
