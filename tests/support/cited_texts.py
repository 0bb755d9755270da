"""Texts as somebody would tell a note in their own words, for the calibration of citations.

Written by hand, none by a model: the note stands in `support.talk`, the text says it again without keeping its words in
their order, and goes on with something else, as a model does that adds to its notes.
"""

import csv
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "cited_texts.csv"

# (theme, kind of wording, note, text)
PAIRS: tuple[tuple[str, str, str, str], ...] = tuple(
    (row["theme"], row["kind"], row["note"], row["text"])
    for row in csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines(), delimiter="|")
)
