"""Words that an answer avoids: the forms in which a vocabulary may hold them."""

from collections.abc import Iterable, Iterator


def forms_of(words: Iterable[str]) -> Iterator[str]:
    """Each word with and without a blank before it, and with a capital."""
    return (form for w in words for form in (f" {w}", w, f" {w.capitalize()}", w.capitalize()))
