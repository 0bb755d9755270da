"""The sentences that carry a person's facts, each left open where the model goes on.

A frame is text with `{facts}` and with `~` where the model writes. Several stand for each field and are
handed out in turn, so that the people of a group do not all speak in one pattern. Verbs in the facts are third
person singular, which goes with "she" and "he" alike.
"""

from boses_engine.domain.persona import Attitude

LIFE_WITH_OTHERS = (
    "On weekdays {name} {weekday}, and {they} ~. At home with {home}, {they} ~.",
    "Most days {name} {weekday} and then ~. Evenings belong to {home}, and {they} ~.",
    "{name} {weekday} on a working day, so {they} ~. The home is shared with {home}, and {name} ~.",
    "An ordinary day begins when {name} {weekday}, and it goes on with ~. Back with {home}, {they} ~.",
)
LIFE_ALONE = (
    "On weekdays {name} {weekday}, and {they} ~. {They} lives alone, and in the evening {they} ~.",
    "Most days {name} {weekday} and then ~. Nobody else lives at home, so {they} ~.",
)
WANTS = (
    "This year {name} wants {wish}, so that {they} ~.",
    "What {name} wants most this year is {wish}, because ~.",
    "{name} has one plan for the year: {wish}, since ~.",
    "If the months go well, {name} wants {wish}, and then {they} ~.",
)
FEARS = (
    "{name} worries about {worry}, because ~.",
    "On some nights {name} thinks of {worry}, and then {they} ~.",
    "{name} rarely says it aloud, but the fear is {worry}, since ~.",
    "What keeps {name} uneasy is {worry}, and it comes back when ~.",
)
DECIDES = (
    "Before buying, {name} {habit}, because ~.",
    "When something new is needed, {name} {habit}, so that {they} ~.",
    "{name} {habit} before a purchase that counts, and {they} ~.",
    "In a shop or an app, {name} {habit}, since ~.",
)
VALUES = (
    "{name} believes in {value}, even when ~.",
    "For {name}, {value} comes first, because ~.",
    "What {name} holds to is {value}, and {they} ~.",
    "{name} was taught {value}, and {they} still ~.",
)
SPENDING = (
    "{name} {habit}, so that ~.",
    "With money, {name} has a way of {their} own and {habit}, because ~.",
    "Month after month {name} {habit}, and {they} ~.",
    "{name} {habit}, which means that ~.",
)
BACKSTORY = (
    "{name} grew up {grew_up}, where {they} ~. Later {they} {turning_point}, and {they} ~. "
    "Today {they} {work} and still ~.",
    "{names} childhood was spent {grew_up}, and {they} ~. One year {they} {turning_point}, so {they} ~. "
    "Now {they} {work}, and {they} still ~.",
    "As a child {name} lived {grew_up} and ~. Then {they} {turning_point}, after which {they} ~. "
    "These days {they} {work} and sometimes ~.",
)
_HAPPENED = (
    "With {brand}, {incident}.",
    "{name} remembers one thing about {brand}: {incident}.",
    "Once, with {brand}, {incident}.",
)
_SINCE: dict[Attitude, tuple[str, ...]] = {
    "loyal": (
        "Since then {name} stays with {brand} because ~.",
        "Now {brand} is the only one {they} asks for, since ~.",
        "{They} will not change from {brand}, because ~.",
    ),
    "favourable": (
        "Now {name} likes to choose {brand} when ~.",
        "Since then {they} thinks well of {brand} and ~.",
        "{They} is glad to use {brand} again when ~.",
    ),
    "indifferent": (
        "To {name} it is all the same, and {they} takes {brand} only when ~.",
        "{They} neither likes nor dislikes {brand} and ~.",
        "Any other would do as well as {brand}, as long as ~.",
    ),
    "sceptical": (
        "Since then {name} looks twice at {brand} before ~.",
        "Now {they} doubts what {brand} promises and ~.",
        "{They} still uses {brand} at times, but never without ~.",
    ),
    "avoids": (
        "Since then {name} stays away from {brand} and ~.",
        "Now {they} goes without {brand}, even when ~.",
        "{They} has not gone back to {brand} and ~.",
    ),
}
STANDS: dict[Attitude, str] = {
    "loyal": "stays with it",
    "favourable": "likes it",
    "indifferent": "does not care about it",
    "sceptical": "doubts it",
    "avoids": "avoids it",
}


def brand_story(attitude: Attitude) -> tuple[str, ...]:
    """Frames that tell what happened and what has come of it."""
    return tuple(f"{happened} {since}" for happened in _HAPPENED for since in _SINCE[attitude])


DAY = (
    "In the morning {name} {morning} while {they} ~. Around midday {they} {midday} and ~. "
    "In the evening {they} {evening} until ~.",
    "Before the day starts {name} {morning} and ~. At midday {they} {midday} because ~. "
    "Later at night {they} {evening} and ~.",
    "The day with the phone starts early, when {name} {morning} and ~. At noon {they} {midday} while ~. "
    "After dark {they} {evening}, and ~.",
)
SIGNALS = (
    "{name} {habit}, because ~.",
    "When it comes to paying, {name} {habit} and ~.",
    "{name} {habit}, even if ~.",
    "More than once a month {name} {habit}, so that {they} ~.",
    "{name} {habit}, since ~.",
)
QUOTES = (
    "{interjection}{opinion}, so I ~.",
    "{interjection}if you ask me, {opinion}, and that is why I ~.",
    "{interjection}I keep saying it: {opinion}, so I ~.",
    "{interjection}people forget that {opinion}, and I ~.",
)
