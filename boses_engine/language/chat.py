"""Chat markup from a model's own Jinja template, split into pieces that are markup and pieces that are text."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from boses_engine.errors import ModelError

STEPS_MOST = 200_000  # lines of Python that a template may run; real ones take some hundreds
_SYSTEM, _USER = "\x02system\x02", "\x02user\x02"
# ChatML: used for a file that brings no template of its own.
_CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


@dataclass(frozen=True)
class ChatFormat:
    """The markup around one system text and one user text; `before` starts with the template's own start token."""

    before: str
    between: str
    after: str

    @classmethod
    def from_template(cls, template: str | None, *, bos: str = "", eos: str = "") -> "ChatFormat":
        """Renders the template once with marks in place of the texts and cuts at the marks.

        A template without a system role gets the system text at the head of the user's turn.

        :raises ModelError: the template cannot be rendered or loses a text.
        """
        roles = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": _USER}]
        merged = [{"role": "user", "content": f"{_SYSTEM}\n\n{_USER}"}]
        for messages in (roles, merged):
            rendered = _render(template or _CHATML, messages, bos, eos)
            if rendered is not None and rendered.count(_SYSTEM) == rendered.count(_USER) == 1:
                before, rest = rendered.split(_SYSTEM)
                between, after = rest.split(_USER)
                return cls(before, between, after)
        raise ModelError("The model's chat template cannot be used: it drops the system or the user text.")


def _render(template: str, messages: list[dict[str, str]], bos: str, eos: str) -> str | None:
    """The prompt in the model's own form of a chat."""
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def refuse(message: str) -> None:
        raise TemplateError(message)

    class Bounded(ImmutableSandboxedEnvironment):
        """Without what makes a gigabyte of a line."""

        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
                raise TemplateError(f"{operator} of such values is refused")
            return left * right

    environment = Bounded(trim_blocks=True, lstrip_blocks=True)
    environment.globals["raise_exception"] = refuse
    try:
        with _steps_counted(TemplateError("it does not come to an end")):
            return environment.from_string(template).render(
                messages=messages, add_generation_prompt=True, bos_token=bos, eos_token=eos, tools=None
            )
    except (TemplateError, TypeError, ArithmeticError, LookupError, AttributeError, ValueError, RecursionError):
        return None


@contextmanager
def _steps_counted(over: Exception) -> Iterator[None]:
    """Raises `over` in the block once it has run so many lines that it will hardly end."""
    left, before = STEPS_MOST, sys.gettrace()

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise over
        return trace

    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)
