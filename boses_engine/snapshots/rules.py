"""What holds in every snapshot, whoever made it: checked before one is written and when one is read."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from boses_engine.domain.snapshot import Share, Signal, Snapshot, SourceFile
from boses_engine.snapshots.personal_data import personal_kinds

WORDING_WORDS_MOST = 30
TERM_WORDS_MOST = 5  # one less than the run of words that may never be a row's own
STATEMENT_WORDS_MOST = 40
ROUNDING = 0.0006  # shares may be kept with three decimals

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
PEOPLE = frozenset({"{they}", "{them}", "{their}", "{They}", "{Them}", "{Their}"})
_PLACES = PEOPLE | {"{brand}"}
_FIGURE = re.compile(r"[\d%‰]")
_SENTENCE_END = re.compile(r"[.!?…]")


def broken_rules(snapshot: Snapshot) -> list[str]:
    """What is wrong with a snapshot besides its file, as "where: what"; empty when all rules hold."""
    return list(_broken(snapshot))


def signal_texts(signal: Signal) -> Iterator[tuple[str, str]]:
    """Every free text of a signal, with the field it stands in."""
    yield "statement", signal.statement
    for use, texts in signal.wordings.by_use().items():
        yield from ((f"wordings.{use}", text) for text in texts)
    for term in signal.terms:
        yield "terms", term.term
        yield "terms", term.gloss
    yield from (("mentions", mention.name) for mention in signal.mentions)


def _broken(snapshot: Snapshot) -> Iterator[str]:
    """All rules that the snapshot breaks, each with the place."""
    if not snapshot.signals:
        yield "signals: there are none"
    for path in _twice(source.path for source in snapshot.built_from.sources):
        yield f"built_from: {path} is there twice"
    for source in snapshot.built_from.sources:
        yield from (f"built_from, {source.path}: {what}" for what in _source(source))
    for name in _twice(signal.id for signal in snapshot.signals):
        yield f"signals: {name} is there twice"
    weighing = {source.kind for source in snapshot.built_from.sources if source.weighs}
    wholes: dict[str, int] = {}
    for signal in snapshot.signals:
        yield from (f"{signal.id}: {what}" for what in _signal(signal, snapshot.market))
        yield from (f"{signal.id}: {what}" for what in _origins(signal, {s.path for s in snapshot.built_from.sources}))
        if signal.share is None:
            continue
        if signal.source_kind not in weighing:
            yield f"{signal.id}: has a share, but no {signal.source_kind} source carries weight"
        whole = wholes.setdefault(signal.source_kind, signal.share.of)
        if signal.share.of != whole:
            yield f"{signal.id}: its share is of {signal.share.of} rows, that of another signal of its kind of {whole}"


def _source(source: SourceFile) -> Iterator[str]:
    path = PurePosixPath(source.path)
    if path.is_absolute() or ".." in path.parts or "\\" in source.path or not path.name:
        yield "the path does not lie inside the input folder"
    if not _SHA256.fullmatch(source.sha256):
        yield "sha256 is not 64 hex digits"
    if source.rows_kept + sum(source.set_aside.values()) > source.rows_read:
        yield "more rows are kept and set aside than were read"


def _signal(signal: Signal, market: str) -> Iterator[str]:
    """The rules that a signal breaks by itself."""
    if signal.market != market:
        yield f"belongs to {signal.market}, the snapshot to {market}"
    if not _SLUG.fullmatch(signal.theme):
        yield f"the theme {signal.theme!r} is no slug of a-z, 0-9 and single hyphens"
    if signal.id != f"{signal.market}/{signal.source_kind}/{signal.theme}":
        yield "the id is not market/kind of source/theme"
    if signal.share is not None:
        yield from _share(signal.share, signal.rows)
    if signal.rating is not None and signal.rating.rows > signal.rows:
        yield "more ratings than rows"
    if signal.period is not None and signal.period.first > signal.period.last:
        yield "the period ends before it begins"
    if any(term.rows > signal.rows for term in signal.terms):
        yield "a term is in more rows than the signal has"
    if any(not 0 < mention.positive + mention.neutral + mention.negative <= signal.rows for mention in signal.mentions):
        yield "a brand is named in no row, or in more rows than the signal has"
    for field, texts in (("terms", [t.term for t in signal.terms]), ("mentions", [m.name for m in signal.mentions])):
        yield from (f"{field}: {text!r} is there twice" for text in _twice(texts))
    yield from _compared(signal)
    for field, text in signal_texts(signal):
        yield from (f"{field}: {what}" for what in _text(text))
    yield from _statement(signal.statement)
    yield from _wordings(signal)
    if any(len(term.term.split()) > TERM_WORDS_MOST for term in signal.terms):
        yield f"terms: one has over {TERM_WORDS_MOST} words; longer runs may be somebody's sentence"


def _origins(signal: Signal, sources: set[str]) -> Iterator[str]:
    if not signal.origins:  # as before format 3
        return
    if unknown := sorted({origin.path for origin in signal.origins} - sources):
        yield f"rows come from {unknown[0]}, which it was not built from"
    if sum(origin.rows for origin in signal.origins) != signal.rows:
        yield "the rows of its sources do not add up to its rows"


def _compared(signal: Signal) -> Iterator[str]:
    for ratio in (signal.trend, *(mention.lift for mention in signal.mentions)):
        if ratio is not None and not ratio.low <= ratio.ratio <= ratio.high:
            yield f"the ratio {ratio.ratio} lies outside its interval"
    if signal.trend is not None and signal.trend.rows > signal.rows:
        yield "more rows tell its trend than it has"
    if (sums := signal.amounts) is not None and not sums.low <= sums.middle <= sums.high:
        yield "its sums of money are out of order"


def _share(share: Share, rows: int) -> Iterator[str]:
    if not share.rows <= share.of:
        yield "the share has more rows than its whole"
    if share.rows > rows:
        yield "the share has more rows than the signal"
    if abs(share.share - share.rows / share.of) > ROUNDING:
        yield f"the share {share.share} is not {share.rows} of {share.of}"
    if not share.low <= share.share <= share.high or share.low == share.high:
        yield f"the share {share.share} does not lie inside its interval {share.low} to {share.high}"


def _text(text: str) -> Iterator[str]:
    if not text.strip() or text != text.strip():
        yield "a text is empty, or has blanks at an end"
    if not text.isprintable():
        yield "a text has a line break or another control character"
    if not unicodedata.is_normalized("NFC", text):
        yield "a text is not in Unicode's form NFC"
    yield from (f"a text holds what looks like personal data ({kind})" for kind in personal_kinds(text))


def _statement(statement: str) -> Iterator[str]:
    if _FIGURE.search(statement):
        yield "statement: has a figure; counts belong to the share"
    if len(_SENTENCE_END.findall(statement)) != 1 or not _SENTENCE_END.fullmatch(statement[-1:]):
        yield "statement: is not one whole sentence"
    if len(statement.split()) > STATEMENT_WORDS_MOST:
        yield f"statement: has over {STATEMENT_WORDS_MOST} words"


def _wordings(signal: Signal) -> Iterator[str]:
    for use, texts in signal.wordings.by_use().items():
        known = _PLACES if use in ("good", "bad") else PEOPLE
        yield from (f"wordings.{use}: {text!r} is there twice" for text in _twice(texts))
        for text in texts:
            if len(text.split()) > WORDING_WORDS_MOST:
                yield f"wordings.{use}: {text!r} has over {WORDING_WORDS_MOST} words"
            if _FIGURE.search(text):
                yield f"wordings.{use}: {text!r} has a figure"
            if unknown := sorted(set(re.findall(r"\{.*?\}|[{}]", text)) - known):
                yield f"wordings.{use}: {text!r} has {unknown[0]}, which nothing stands for"
            if _SENTENCE_END.search(text) and not _SENTENCE_END.fullmatch(text[-1]):
                yield f"wordings.{use}: {text!r} is neither whole sentences nor a part of one"


def _twice(items: Iterable[str]) -> list[str]:
    return [item for item, times in Counter(items).items() if times > 1]
