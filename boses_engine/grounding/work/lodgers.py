"""Students who are said to live away from home: "from the islands", "in boarding houses", "mahasiswa rantau"."""

import re

_FAR = r"(?:(?:the|a|an|other|another|nearby|neighbou?ring|outer|outlying|far|far-off|small|remote|rural)\s+)*"
_HOME = r"(?:islands?|provinces?|towns?|cities|city|regions?|villages?|countryside|rural areas?)"
_ROOMS = r"(?:boarding[- ]?houses?|lodgings?|(?:rented|rental|bed ?space) rooms?|bed ?spaces?|kos-?an|kost?|trọ)"
_LIVES = r"(?:who\s+)?(?:(?:are\s+)?(?:living|staying|lodging|boarding)|lives?|stays?|lodges?|boards?)"
_AWAY = re.compile(
    rf"\s+(?:(?:who\s+)?(?:come\s+|coming\s+|are\s+)?from\s+{_FAR}{_HOME}"
    rf"|(?:{_LIVES}\s+)?(?:in|at)\s+(?:a\s+|an\s+|the\s+)?{_ROOMS}"
    rf"|(?:who\s+)?(?:rent|renting)\s+(?:a\s+)?(?:rooms?|bed ?spaces?)|(?:{_LIVES}\s+)?away\s+from\s+(?:home|family)"
    r"|(?:anak\s+)?(?:kost?|kosan|rantau|perantau|perantauan|(?:yang\s+)?nge-?kost?)"
    r"|(?:ở|thuê)\s+(?:nhà\s+)?trọ|xa\s+nhà|xa\s+quê)\s*$",
    re.IGNORECASE,
)


def without_lodging(text: str) -> str | None:
    """The text without what it says at its end of students away from home; None if it says nothing of it."""
    rest, said = _AWAY.subn("", text)
    return rest.strip() if said and rest.strip() else None
