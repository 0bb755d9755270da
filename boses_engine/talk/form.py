"""What a message asks for: a question, its options where it lists some, and the form that the reply is to have.

Programs that put surveys to language models write the options below the question and say how to reply ("Respond only
with the code ...", "a comma-separated list", JSON); people write "a) ... b) ...". Both are read here by their lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from boses_engine.domain.study import Kind, Question, Scale
from boses_engine.studies.scales import on_scale

Style = Literal["text", "option", "code", "list", "codes", "number", "json", "shares"]
OPTIONS_MOST = 60
_HOW_MOST = 300  # characters of a line that says how to reply
_MARKED = re.compile(r"\(?([0-9]{1,3}|[A-Za-z])\s?[:.)]\s*(.*)")
_BULLET = re.compile(r"[-*•]\s+(.+)")
_INLINE = re.compile(
    r"(?:the )?(?:answer )?(?:options|choices|choose (?:one|between|from)|pick one)\b[^:]*:\s*(.+)", re.I
)
_LISTED = re.compile(r"the (?:answer )?options are:?|(?:answer )?options:|choices:", re.IGNORECASE)
# Lines that say how to reply: each with what it says, if anything beside "leave this line out".
_HOW: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), says)
    for pattern, says in (
        (r"only (?:1|one) option may be selected", "one"),
        (r".*\brespond\b.*\b(?:code|letter|number) corresponding", "code"),
        (r".*\brespond\b.*\bstring corresponding", "one"),
        (r".*\bcomma-separated list\b.*\bcodes?\b.*\b(?:ranked|raked)", "rank codes"),
        (r".*\bcomma-separated list\b.*\branked", "rank"),
        (r".*\brespond\b.*\bcomma-separated list\b.*\bcode\b", "codes"),
        (r".*\brespond\b.*\bcomma-separated list\b", "list"),
        (r".*\bjson object containing an? \"?(?:inclusion_)?probabilities", "shares"),
        (r"(?:please )?respond with (?:only )?(?:valid )?json", "json"),
        (r"this question requires a numerical response", "number"),
        (r"you must select exactly (\d+)", "least most"),
        (r"minimum number of options[^:]*: *(\d+)", "least"),
        (r"maximum number of options[^:]*: *(\d+)", "most"),
        (r"you have to include (\d+) options", "least most"),
        (r"minimum answer value: *(-?[\d.]+)", "low"),
        (r"maximum answer value: *(-?[\d.]+)", "high"),
        (r"after the answer,.*\b(?:comment|explain)", "comment"),
        (r"(?:please )?respond (?:only )?with just your|if your response is equivalent|provide (?:exactly|prob)", ""),
        (r"every probability must|the probabilities must|do not choose|these probabilities will|no explanation", ""),
        (r"\{\s*\"answer\"", "json"),
    )
)
_YES_NO = re.compile(
    r"(?:and |so |then |but |ok |okay |well )?(?:do|does|did|are|were|was|have|has|had|would|will|can|could|is) "
    r"(?:you|your|there)\b[^?]*\?$"
)


@dataclass(frozen=True)
class Form:
    """What a message asks for.

    `codes` are what options are called by, `falls` says that a scale's highest point stands first.
    """

    question: Question
    style: Style = "text"
    codes: tuple[str, ...] = ()
    comment: bool = False  # whether reasons may follow on the next line
    least: int = 0
    most: int | None = None
    falls: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The options as they were listed."""
        found = self.question.options or self.question.anchors
        return tuple(reversed(found)) if self.falls else found

    def listed(self, value: object) -> int:
        """The place, from 0, of a value of the study's code among the options as listed."""
        if self.question.kind != "likert":
            return self.options.index(str(value))
        at = list[object](self.question.points).index(value)
        return len(self.options) - 1 - at if self.falls else at


def read_form(text: str, currency: str) -> Form:
    """What a message asks for; `currency` is the person's, for questions about money that name none."""
    how, rest = _instructions(text)
    options, codes, asked = _options(rest, how)
    words = " ".join(" ".join(asked).split()) or " ".join(text.split())
    least, most = int(how.get("least", 0)), int(how["most"]) if "most" in how else None
    comment = "comment" in how
    if len(options) > 1:
        style, kind = _style(how, bool(codes))
        base = Form(_question(words, "choice", options=tuple(options)), style, tuple(codes), comment, least, most)
        if kind != "choice":
            return replace(base, question=base.question.model_copy(update={"kind": kind}))
        return _as_scale(base)
    if "number" in how:
        bounds = {name: float(how[key]) for name, key in (("least", "low"), ("most", "high")) if key in how}
        question = _question(words, "number", unit=currency).model_copy(update=bounds)
        return Form(question, "number", comment=comment)
    return Form(_question(words, "open"), "json" if "json" in how else "text", comment=comment)


def choice_form(text: str, options: Sequence[str], codes: Sequence[str] = ()) -> Form:
    """A question with options, of which one is to be chosen; a scale where they are one."""
    return _as_scale(Form(_question(text, "choice", options=tuple(options)), "option", tuple(codes)))


def yes_or_no(form: Form) -> Question | None:
    """The question as one to be answered with yes or no; None where it is no such one."""
    last = re.split(r"(?<=[.!?])\s+", form.question.text)[-1]
    if form.question.kind != "open" or not _YES_NO.match(last.casefold()) or re.search(r"\bor\b", last):
        return None
    return form.question.model_copy(update={"kind": "choice", "options": ("Yes", "No")})


def _instructions(text: str) -> tuple[dict[str, str], list[str]]:
    """What the lines on how to reply say, and the other lines."""
    how: dict[str, str] = {}
    rest = []
    for line in map(str.strip, text.splitlines()):
        tried = _HOW if len(line) <= _HOW_MOST else ()
        found = next(((match, says) for pattern, says in tried if (match := pattern.match(line))), None)
        if found is None:
            rest.append(line)
            continue
        match, says = found
        if says in ("rank", "rank codes", "list", "codes"):
            how[says] = line
        else:
            for each in says.split():
                how[each] = match[1] if match.groups() else line
    return how, rest


def _options(lines: Sequence[str], how: dict[str, str]) -> tuple[list[str], list[str], list[str]]:
    """The options, what they are called by, and the lines that are the question."""
    marked = [(at, found) for at, line in enumerate(lines) if (found := _MARKED.fullmatch(line))]
    if len(marked) > 1 and _in_order([found[1] for _, found in marked]):
        labels = [found[2].strip() or found[1] for _, found in marked]
        return _few(labels, [found[1] for _, found in marked], _before(lines, marked[0][0]))
    bullets = [(at, found) for at, line in enumerate(lines) if (found := _BULLET.fullmatch(line))]
    if len(bullets) > 1:
        return _few([found[1].strip() for _, found in bullets], [], _before(lines, bullets[0][0]))
    for at, line in enumerate(lines):
        if _LISTED.fullmatch(line):
            return _few([each for each in lines[at + 1 :] if each], [], _before(lines, at))
        if inline := _INLINE.match(line):
            parts = [part.strip(" .?\"'") for part in re.split(r"[,;/]| or ", inline[1])]
            return _few([part for part in parts if part], [], _before(lines, at))
    if {"one", "code", "list", "codes", "rank", "rank codes", "shares", "json", "least", "most"} & how.keys():
        blocks = [block for block in "\n".join(lines).strip().split("\n\n") if block.strip()]
        below = [line.strip() for block in blocks[1:] for line in block.splitlines() if line.strip()]
        if len(below) > 1:
            return _few(below, [], blocks[0].splitlines())
    return [], [], [line for line in lines if line]


def _few(options: list[str], codes: list[str], asked: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The options as long as they can be some: distinct, not too many, with a question before them."""
    distinct = len({option.casefold() for option in options}) == len(options)
    if not distinct or not asked or not 2 <= len(options) <= OPTIONS_MOST:
        return [], [], [*asked, *options]
    return options, codes, asked


def _before(lines: Sequence[str], at: int) -> list[str]:
    return [line for line in lines[:at] if line and not _LISTED.fullmatch(line)]


def _in_order(codes: Sequence[str]) -> bool:
    """Whether codes follow each other: 0 1 2, a b c."""
    if all(code.isdigit() for code in codes):
        numbers = list(map(int, codes))
    elif all(len(code) == 1 and code.isalpha() for code in codes):
        numbers = list(map(ord, map(str.casefold, codes)))
    else:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _style(how: dict[str, str], coded: bool) -> tuple[Style, Kind]:
    if "rank codes" in how or "rank" in how:
        return ("codes" if coded else "list"), "ranking"
    if "codes" in how or "list" in how:
        return ("codes" if coded and "codes" in how else "list"), "multiple"
    if "shares" in how:
        return "shares", "multiple" if "inclusion" in how["shares"] else "choice"
    if "json" in how:
        return "json", "multiple"
    if "code" in how:
        return ("code" if coded else "option"), "choice"
    return ("option" if "one" in how else "text"), "choice"


def _as_scale(form: Form) -> Form:
    """The form with a scale in place of options where they are one: by their words, or as numbers."""
    options = form.question.options
    if len(options) < 3:
        return form
    numbers = [code for code in form.codes if code.isdigit()]
    bare = sum(option == code for option, code in zip(options, form.codes, strict=False))
    if len(numbers) == len(options) and bare > len(options) // 3:  # "1 : not at all", "2 :", ...
        text = form.question.text
        stated = "?" not in text or re.search(r"\b(?:dis)?agree\b", text)
        scale: Scale = "nps" if len(options) == 11 and numbers[0] == "0" else "agreement" if stated else "own"
        return _scaled(form, scale, options)
    if (found := on_scale(options)) is None:
        return form
    return _scaled(replace(form, falls=found[1] != options), *found)


def _scaled(form: Form, scale: Scale, anchors: tuple[str, ...]) -> Form:
    update = {"kind": "likert", "options": (), "scale": scale, "anchors": anchors}
    return replace(form, question=form.question.model_copy(update=update))


def _question(text: str, kind: Kind, *, options: tuple[str, ...] = (), unit: str | None = None) -> Question:
    return Question(id="talk", kind=kind, text=text[:4_000], options=options, unit=unit)
