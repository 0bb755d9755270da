"""Where a sentence may not end: the words that call for another."""

_DANGLING = frozenset(
    ("the a an and or because his my their our its your than but if very that which who every although while").split()
)
# These may end a sentence whose object stands before: "what it is for", "somebody to live with".
_STRANDED = frozenset("of from with into is are to as about between during without until".split())
_ASKING = frozenset(
    "what whatever which where wherever who whom how whether something nothing anything somebody nobody someone "
    "anyone everything place thing things".split()
)
_BEFORE_TO = frozenset(  # "she needs to", "he is told to", "nobody asks her to"
    "need needs needed has have had having want wants wanted like likes used able not told asked her him them me "
    "tempted allowed supposed forward going up reason time".split()
)
_BEFORE_SUBJECT = frozenset("before after when while until because if that and or whenever since".split())


def breaks_off(said: list[str]) -> bool:
    """Whether a clause of these words ends before its end: "and then she went to the", "because she"."""
    *before, last = said
    if last == "so":
        return before[-1] not in ("do", "does", "doing", "did", "say", "says", "think", "thinks")
    if last == "while":
        return before[-1] != "a"
    if last in _STRANDED and before[-1] != "order":
        return not (set(before) & _ASKING or (last == "to" and before[-1] in _BEFORE_TO))
    return last in _DANGLING | _STRANDED or (last in ("i", "he", "she", "they", "we") and before[-1] in _BEFORE_SUBJECT)
