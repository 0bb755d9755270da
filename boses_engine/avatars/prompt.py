"""From a person's facts to the words an image model is given.

Every word comes from the vocabulary of `avatars.appearance`, chosen by age, gender and looks. Names and prose are not
looked at, so nothing that stands in them can steer a picture.
"""

from boses_engine.avatars.appearance import Appearance, age_group_of, article, phrases, prompt_text
from boses_engine.avatars.port import Prompt, Style
from boses_engine.domain.appearance import Looks
from boses_engine.domain.persona import Gender

OF_AGE = 18  # years; below, the age group stands for the age
WORDS: dict[Gender, str] = {"Female": "woman", "Male": "man"}
PHOTOGRAPH = "portrait photograph"
FRAMING = "head and shoulders, facing the camera, soft daylight"
NOT_WANTED = (
    "several people, text, watermark, frame, caricature, exaggerated features, deformed, disfigured, blurry, "
    "low quality, nude, suggestive"
)


def portrait_prompt(age: int, gender: Gender, looks: Looks, style: Style) -> Prompt:
    """The prompt of a portrait; age in years.

    An illustration is asked for in the very words that the built-in model was trained on, without a negative prompt.
    """
    stated = Appearance(gender=WORDS[gender], age_group=age_group_of(age), **looks.model_dump())
    if style == "illustration":
        return Prompt(prompt_text(stated))
    said = phrases(stated)
    who = said.pop("who")
    if age >= OF_AGE:
        who = f"{age}-year-old {WORDS[gender]}"
    an = "an" if who.startswith(("8", "18-")) else article(who)
    return Prompt(", ".join([f"{PHOTOGRAPH} of {an} {who}", *said.values(), FRAMING]), NOT_WANTED)
