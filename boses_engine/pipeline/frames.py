"""The sentences that carry a person's facts, each left open where the model goes on.

A frame is text with `{facts}` and with `~` where the model writes. Several stand for each field and are handed out
in turn, so that the people of a group do not all speak in one pattern. What leads into a gap matters: after
"because" a small model must reason and slips; after "when", "before" or "until" it only has to picture. Verbs in the
facts are third person singular, which goes with "she" and "he" alike.
"""

from boses_engine.domain.persona import Attitude

LIFE_WITH_OTHERS = (
    "On weekdays {name} {weekday}, and by midday {they} ~. At home with {home}, {they} ~.",
    "Most days {name} {weekday} and then ~. Evenings belong to {home}, and {they} ~.",
    "On an ordinary day {name} {weekday}, so {they} ~. The home is shared with {home}, and {name} ~.",
    "The day begins when {name} {weekday}, and it goes on with ~. Back with {home}, {they} ~.",
)
LIFE_ALONE = (
    "On weekdays {name} {weekday}, and by midday {they} ~. {They} lives alone, and in the evening {they} ~.",
    "Most days {name} {weekday} and then ~. Nobody else lives at home, so {they} ~.",
    "On an ordinary day {name} {weekday}, so {they} ~. The rooms at home are {names} alone, and {they} ~.",
)
WANTS = (
    "This year {name} wants {wish}, and talks about it when ~.",
    "What {name} wants most this year is {wish}, and {they} has begun to ~.",
    "{name} has one plan for the year: {wish}, for the days when ~.",
    "If the months go well, {name} wants {wish}, and until then {they} makes do with ~.",
)
FEARS = (
    "{name} worries about {worry}, most of all when ~.",
    "On some nights {name} thinks of {worry}, and then {they} ~.",
    "{name} rarely says it aloud, but the fear is {worry}, and to be ready {they} ~.",
    "What keeps {name} uneasy is {worry}, and it comes back when ~.",
)
DECIDES = (
    "Before buying, {name} {habit}, and puts a thing back when ~.",
    "When something new is needed, {name} {habit}, so that {they} ~.",
    "{name} {habit} before a purchase that counts, and {they} ~.",
    "Whatever is needed, {name} {habit}, even when ~.",
)
VALUES = (
    "{name} believes in {value}, even when ~.",
    "For {name}, {value} comes first, also when ~.",
    "What {name} holds to is {value}, and {they} ~.",
    "{name} was raised on {value}, and {they} still ~.",
)
SPENDING = (
    "{name} {habit}, so that ~.",
    "With money, {name} has a way of {their} own and {habit}, above all when ~.",
    "Month after month {name} {habit}, and {they} ~.",
    "{name} {habit}, most of all before ~.",
)
BACKSTORY = (
    "{name} grew up {grew_up}, where {they} ~. Later {they} {turning_point}, and what {they} remembers is ~. "
    "Today {they} {work}, and on the way home sometimes thinks of ~.",
    "{names} childhood was spent {grew_up}, and {they} ~. One year {they} {turning_point}, "
    "a time that still smells of ~. Now {they} {work}.",
    "As a child {name} lived {grew_up} and ~. Then {they} {turning_point}, and from those weeks {they} has kept ~. "
    "These days {they} {work}.",
)
_HAPPENED = (
    "With {brand}, {incident}.",
    "{name} remembers one thing about {brand}: {incident}.",
    "Once, with {brand}, {incident}.",
)
_SINCE: dict[Attitude, tuple[str, ...]] = {
    "loyal": (
        "Since then {name} stays with {brand}, even when ~.",
        "Now {brand} is the only one {they} asks for, whether ~.",
        "{They} will not change from {brand}, and {they} ~.",
    ),
    "favourable": (
        "Now {name} likes to choose {brand} when ~.",
        "Since then {they} thinks well of {brand} and ~.",
        "{They} is glad to use {brand} again when ~.",
    ),
    "indifferent": (
        "To {name} it is all the same, and {they} takes {brand} only when ~.",
        "{They} gives {brand} no more thought and ~.",
        "Any other would do as well as {brand}, as long as ~.",
    ),
    "sceptical": (
        "Since then {name} looks twice at {brand} before ~.",
        "Now {they} doubts what {brand} promises and ~.",
        "{They} still uses {brand} at times, but not for ~.",
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
    "In the morning {name} {morning} while ~. Around midday {they} {midday} and ~. "
    "In the evening {they} {evening} until ~.",
    "Before the day starts {name} {morning} and ~. At midday {they} {midday} before ~. "
    "Later at night {they} {evening} and ~.",
    "The phone is there early, when {name} {morning} and ~. At noon {they} {midday} while ~. "
    "After dark {they} {evening}, and ~.",
)
SIGNALS = (
    "{name} {habit}, most of all when ~.",
    "When it comes to paying, {name} {habit} and ~.",
    "{name} {habit}, even if ~.",
    "More than once a month {name} {habit}, so that {they} ~.",
    "{name} {habit}, at least when ~.",
)
QUOTES = (
    "{interjection}{opinion}, so I ~.",
    "{interjection}if you ask me, {opinion}, and that is why I ~.",
    "{interjection}I keep saying it: {opinion}, so I ~.",
    "{interjection}people forget that {opinion}, so these days I ~.",
)
