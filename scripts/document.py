"""Builds the API reference from the docstrings: `python scripts/document.py FOLDER`, see scripts/document."""

import sys
import warnings
from pathlib import Path

import pdoc
import pdoc.render

import boses_engine
from boses_engine import settings

MODULES = {
    "boses_engine.domain.persona": "a person, part by part",
    "boses_engine.domain.study": "a study, its questions and answers",
    "boses_engine.domain.report": "how a run went",
    "boses_engine.pipeline.plan": "the planned people",
    "boses_engine.pipeline.events": "what happens while people are made",
    "boses_engine.studies.events": "what happens while a study is asked",
    "boses_engine.talk.reply": "a talk, and the reply to it",
    "boses_engine.language.port": "what a language model must do to be used",
    "boses_engine.language.double": "one that needs no weights",
    "boses_engine.avatars.port": "what an image model must do to be used",
    "boses_engine.settings": "folders, threads, caches",
    "boses_engine.errors": "all errors, as a tree",
}


def main(folder: Path) -> None:
    """Writes a page a module; a docstring or a type that cannot be read ends it."""
    warnings.simplefilter("error")
    for name in boses_engine.__all__:  # pdoc looks at what is there, and the package imports these when asked
        setattr(boses_engine, name, getattr(boses_engine, name))
    listed = "\n".join(f"- `{name}`: {what}" for name, what in MODULES.items())
    boses_engine.__doc__ = f"{boses_engine.__doc__}\nOther modules:\n\n{listed}\n"
    settings.__all__ = ["Settings"]
    pdoc.render.configure(docformat="restructuredtext", show_source=False, search=False)
    pdoc.pdoc("boses_engine", *MODULES, output_directory=folder)
    for page in folder.rglob("*.html"):  # defaults may be paths of this machine
        page.write_text(page.read_text("utf-8").replace(str(settings.CHECKOUT), "CHECKOUT"), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
