"""What is stated about a portrait, and its words: one vocabulary for the product's prompts and the training captions.

Whatever is absent (no glasses, nothing on the head) is left unsaid: an image model reads "no glasses" as glasses. So a
prompt that does not speak of glasses, a head covering or a beard asks for none; everything else that is left out
(None) is open, and the image model chooses.
"""

from dataclasses import dataclass
from typing import Final, get_args

from boses_engine.domain.appearance import (
    Beard,
    ClothingColour,
    Expression,
    Garment,
    Glasses,
    HairColour,
    HairStyle,
    HeadCovering,
    Setting,
    SkinTone,
)
from boses_engine.errors import InputError

GENDERS: Final = ("woman", "man")
# Group → the ages it holds, in years, both ends included.
AGE_GROUPS: Final = {
    "young": (0, 29),
    "adult": (30, 44),
    "middle-aged": (45, 59),
    "older": (60, 74),
    "elderly": (75, 200),
}
SKIN_TONES: Final[tuple[SkinTone, ...]] = get_args(SkinTone)  # light to dark
# Style → its words; {colour} is the hair's colour.
HAIR_STYLES: Final[dict[HairStyle, str]] = {
    "short": "short {colour} hair",
    "cropped": "cropped {colour} hair",
    "side-parted": "side-parted {colour} hair",
    "curly": "curly {colour} hair",
    "afro": "{colour} afro hair",
    "bob": "{colour} bob haircut",
    "long straight": "long straight {colour} hair",
    "long wavy": "long wavy {colour} hair",
    "ponytail": "{colour} hair in a ponytail",
    "bun": "{colour} hair in a bun",
    "bald": "bald head",
}
WORN_BY_MEN: Final[tuple[HairStyle, ...]] = ("short", "cropped", "side-parted", "curly", "afro", "bald")
WORN_BY_WOMEN: Final[tuple[HairStyle, ...]] = tuple(
    style for style in HAIR_STYLES if style not in ("cropped", "side-parted", "bald")
)
HAIR_COLOURS: Final[tuple[HairColour, ...]] = get_args(HairColour)
BEARDS: Final[dict[Beard, str]] = {
    "none": "clean-shaven",
    "stubble": "stubble",
    "moustache": "{colour} moustache",
    "goatee": "{colour} goatee",
    "full beard": "{colour} full beard",
}
HEAD_COVERINGS: Final[dict[HeadCovering, str]] = {
    "none": "",
    "hijab": "wearing a hijab",
    "peci": "wearing a black peci",
    "skullcap": "wearing a black peci",  # the nearest that the painter has learnt
    "turban": "wearing a turban",
    "cap": "wearing a cap",
    "straw hat": "wearing a straw hat",
    "hard hat": "wearing a hard hat",
}
HIDING_HAIR: Final[tuple[HeadCovering, ...]] = ("hijab", "turban")
COVERING_GENDER: Final[dict[str, str]] = {
    "hijab": "woman",
    "peci": "man",
    "skullcap": "man",
    "turban": "man",
}  # the others are worn by both
GLASSES: Final[dict[Glasses, str]] = {"none": "", "round": "round glasses", "rectangular": "rectangular glasses"}
EXPRESSIONS: Final[dict[Expression, str]] = {
    "calm": "calm expression",
    "smiling": "smiling",
    "laughing": "laughing",
    "serious": "serious expression",
    "thoughtful": "thoughtful expression",
    "worried": "worried expression",
}
# Garment → its words; {colour} is the clothing colour, which for a coat or vest worn open is the shirt's beneath.
GARMENTS: Final[dict[Garment, str]] = {
    "t-shirt": "{colour} t-shirt",
    "polo shirt": "{colour} polo shirt",
    "button-up shirt": "{colour} button-up shirt",
    "blouse": "{colour} blouse",
    "blazer": "{colour} blazer",
    "suit and tie": "{colour} suit and tie",
    "hoodie": "{colour} hoodie",
    "sweater": "{colour} sweater",
    "batik shirt": "{colour} batik shirt",
    "tunic": "{colour} embroidered tunic",
    "scrubs": "{colour} medical scrubs",
    "white coat": "{colour} shirt under a doctor's white coat",
    "apron": "{colour} apron",
    "overalls": "{colour} work overalls",
    "safety vest": "{colour} shirt under a safety vest",
    "zip jacket": "{colour} zip jacket",
    "uniform": "{colour} uniform shirt with a badge",
}
PLURAL: Final[tuple[Garment, ...]] = ("scrubs", "overalls")
CLOTHING_COLOURS: Final[tuple[ClothingColour, ...]] = get_args(ClothingColour)
SETTINGS: Final[dict[Setting, str]] = {
    "plain": "plain background",
    "home": "at home",
    "office": "in an office",
    "shop": "in a shop",
    "street": "on a city street",
    "kitchen": "in a kitchen",
    "classroom": "in a classroom",
    "clinic": "in a clinic",
    "workshop": "in a workshop",
    "garden": "outdoors in the green",
}
STYLE: Final = "flat illustration portrait"


@dataclass(frozen=True)
class Appearance:
    """What is stated about one person's portrait; None leaves a thing open.

    Every value is a word of the vocabulary above. A beard is a man's, hijab, peci, skullcap and turban are worn by whom
    `COVERING_GENDER` says.

    :raises InputError: a value is not in the vocabulary, or two of them do not go together
    """

    gender: str | None = None
    age_group: str | None = None
    skin: SkinTone | None = None
    hair_style: HairStyle | None = None
    hair_colour: HairColour | None = None
    beard: Beard = "none"
    head_covering: HeadCovering = "none"
    glasses: Glasses = "none"
    expression: Expression | None = None
    clothing: Garment | None = None
    clothing_colour: ClothingColour | None = None
    setting: Setting | None = None

    def __post_init__(self) -> None:
        for name, known in VOCABULARY.items():
            value = getattr(self, name)
            if value not in known and (value is not None or name in ("beard", "head_covering", "glasses")):
                raise InputError(f"appearance: {name} is {value!r}, known are {', '.join(known)}.")
        wearer = COVERING_GENDER.get(self.head_covering)
        if wearer is not None and self.gender not in (None, wearer):
            raise InputError(f"appearance: a {self.head_covering} is not drawn on a {self.gender}.")
        if self.beard != "none" and self.gender == "woman":
            raise InputError(f"appearance: a {self.beard} is not drawn on a woman.")


VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "gender": GENDERS,
    "age_group": tuple(AGE_GROUPS),
    "skin": SKIN_TONES,
    "hair_style": tuple(HAIR_STYLES),
    "hair_colour": HAIR_COLOURS,
    "beard": tuple(BEARDS),
    "head_covering": tuple(HEAD_COVERINGS),
    "glasses": tuple(GLASSES),
    "expression": tuple(EXPRESSIONS),
    "clothing": tuple(GARMENTS),
    "clothing_colour": CLOTHING_COLOURS,
    "setting": tuple(SETTINGS),
}


def age_group_of(age_years: int) -> str:
    """The age group an age in years belongs to."""
    return next(group for group, (_, oldest) in AGE_GROUPS.items() if age_years <= oldest)


def phrases(appearance: Appearance) -> dict[str, str]:
    """The words for each thing that is stated, by topic, in the order of a prompt; topics with nothing to say are left
    out.

    Topics: who, skin, hair, beard, head_covering, glasses, expression, clothing, setting. Hair that a head covering
    hides is not spoken of; a beard has the hair's colour.
    """
    said = appearance
    colour = said.hair_colour or ""
    found = {
        "who": " ".join(word for word in (said.age_group, said.gender or "person") if word),
        "skin": f"{said.skin} skin" if said.skin else "",
        "hair": _hair(said),
        "beard": BEARDS[said.beard].format(colour=colour) if said.gender == "man" or said.beard != "none" else "",
        "head_covering": HEAD_COVERINGS[said.head_covering],
        "glasses": GLASSES[said.glasses],
        "expression": EXPRESSIONS[said.expression] if said.expression else "",
        "clothing": _clothing(said),
        "setting": SETTINGS[said.setting] if said.setting else "",
    }
    return {topic: " ".join(words.split()) for topic, words in found.items() if words}


def prompt_text(appearance: Appearance) -> str:
    """The prompt of a portrait: "flat illustration portrait of an older woman, tan skin, grey hair in a bun, …"."""
    who, *rest = phrases(appearance).values()
    return ", ".join([f"{STYLE} of {article(who)} {who}", *rest])


def article(words: str) -> str:
    """ "a" or "an", as the first letter of these words asks for."""
    return "an" if words[0] in "aeio" else "a"  # "uniform" and "unknown" are not told apart: no word here needs it


def _hair(said: Appearance) -> str:
    if said.head_covering in HIDING_HAIR or (said.hair_style is None and said.hair_colour is None):
        return ""
    pattern = HAIR_STYLES[said.hair_style] if said.hair_style else "{colour} hair"
    return pattern.format(colour=said.hair_colour or "")


def _clothing(said: Appearance) -> str:
    if said.clothing is None:
        return f"{said.clothing_colour} clothes" if said.clothing_colour else ""
    words = " ".join(GARMENTS[said.clothing].format(colour=said.clothing_colour or "").split())
    return f"wearing {words}" if said.clothing in PLURAL else f"wearing {article(words)} {words}"
