"""How a person looks: the facts a portrait is made from, and the words they are kept in."""

from typing import Literal

from boses_engine.domain.value import Value

SkinTone = Literal["pale", "fair", "beige", "olive", "tan", "brown", "dark brown", "deep brown"]  # light to dark
HairStyle = Literal[
    "short",
    "cropped",
    "side-parted",
    "curly",
    "afro",
    "bob",
    "long straight",
    "long wavy",
    "ponytail",
    "bun",
    "bald",
]
HairColour = Literal["black", "dark brown", "brown", "blonde", "red", "grey", "white"]
Beard = Literal["none", "stubble", "moustache", "goatee", "full beard"]
HeadCovering = Literal["none", "hijab", "peci", "skullcap", "turban", "cap", "straw hat", "hard hat"]
Glasses = Literal["none", "round", "rectangular"]
Expression = Literal["calm", "smiling", "laughing", "serious", "thoughtful", "worried"]
Garment = Literal[
    "t-shirt",
    "polo shirt",
    "button-up shirt",
    "blouse",
    "blazer",
    "suit and tie",
    "hoodie",
    "sweater",
    "batik shirt",
    "tunic",
    "scrubs",
    "white coat",
    "apron",
    "overalls",
    "safety vest",
    "zip jacket",
    "uniform",
]
ClothingColour = Literal[
    "white",
    "grey",
    "black",
    "navy",
    "blue",
    "green",
    "yellow",
    "orange",
    "red",
    "pink",
    "purple",
    "brown",
]
Setting = Literal[
    "plain",
    "home",
    "office",
    "shop",
    "street",
    "kitchen",
    "classroom",
    "clinic",
    "workshop",
    "garden",
]


class Looks(Value):
    """What a portrait of the person shows, drawn in the plan beside age and gender; hair is there under a covering."""

    skin: SkinTone
    hair_style: HairStyle
    hair_colour: HairColour
    beard: Beard
    head_covering: HeadCovering
    glasses: Glasses
    expression: Expression
    clothing: Garment
    clothing_colour: ClothingColour
    setting: Setting
