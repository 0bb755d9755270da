"""Words that would contradict a person's facts, and words that say nothing: looked for in what a model has written."""

from functools import cache
from typing import Literal

from boses_engine.domain.persona import Gender, Slot
from boses_engine.domain.snapshot import as_market
from boses_engine.grounding.market.brands import market_brands
from boses_engine.grounding.places.countries import table

Kind = Literal["gender", "household", "work", "figures", "events"]  # what words may contradict

MALE = ("he", "him", "his", "himself")
FEMALE = ("she", "her", "hers", "herself")
# What nobody of that gender is "like" or "as": alternatives of a pattern.
OTHER_SEX = {
    "Female": "man|gentleman|boy|father|dad|daddy|husband",
    "Male": "woman|lady|girl|mother|mom|wife|housewife",
}
_SMALL = ("toddlers", "babies", "newborn", "infant", "twins")
# Each relation with the words for it; a word is wrong when no one at home answers to it.
RELATIONS: dict[str, tuple[str, ...]] = {
    "husband": ("husband", "spouse", "hubby", "in-laws"),
    "wife": ("wife", "spouse", "wifey", "in-laws"),
    "son": ("son", "sons", "child", "children", "kids", "kid", "toddler", "baby", *_SMALL),
    "daughter": ("daughter", "daughters", "child", "children", "kids", "kid", "toddler", "baby", *_SMALL),
    "mother": ("mother", "mom", "mum", "mommy", "parents", "mama", "nanay", "ibu"),
    "father": ("father", "dad", "daddy", "parents", "papa", "tatay", "bapak"),
    "brother": ("brother", "brothers", "sibling", "siblings"),
    "sister": ("sister", "sisters", "sibling", "siblings"),
    "grandmother": ("grandmother", "grandma", "lola", "grandparents"),
    "grandfather": ("grandfather", "grandpa", "lolo", "grandparents"),
    "grandson": ("grandson", "grandchild", "grandchildren", "grandkids"),
    "granddaughter": ("granddaughter", "grandchild", "grandchildren", "grandkids"),
    "roommate": ("roommate", "roommates", "housemate", "flatmate"),
    "uncle": ("uncle",),
    "aunt": ("aunt",),
    "cousin": ("cousin", "cousins"),
    "nephew": ("nephew", "nephews"),
    "niece": ("niece", "nieces"),
    "partner": ("boyfriend", "girlfriend", "fiance", "fiancé", "fiancée", "partner"),
    "mother-in-law": ("mother-in-law", "in-laws"),
    "father-in-law": ("father-in-law", "in-laws"),
    "son-in-law": ("son-in-law",),
    "daughter-in-law": ("daughter-in-law",),
    "brother-in-law": ("brother-in-law",),
    "sister-in-law": ("sister-in-law",),
    "former": ("ex-husband", "ex-wife"),
    "step": ("stepson", "stepdaughter", "stepmother", "stepfather"),
}
NUMBERS = tuple(
    (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
        "thousands million millions billion dozen dozens decade decades half tenth twice thrice percent"
    ).split()
)
STUDY = tuple(
    (
        "student students study studies studying homework exam exams classmates lecture lectures campus "
        "professor professors tuition semester assignment assignments coursework graduation thesis university"
    ).split()
)
OFFICE = tuple(("work workplace coworkers colleagues boss clients employees employer coworker colleague").split())
JOBS = tuple(
    (
        "teacher doctor engineer manager nurse lawyer lecturer businessman businesswoman entrepreneur "
        "freelancer accountant cashier farmer driver chef waiter waitress clerk retired retirement unemployed "
        "actor actress singer apprentice soldier pilot tailor dancer model politician mechanic baker "
        "successful empire ceo founder career careers business businesses jobs startup startups"
    ).split()
)
WAGES = ("boss", "salary", "wages", "payslip", "employer", "colleagues", "coworkers")
# Words of a trade, with the beginnings of those words in a person's work that make them the person's own.
TRADES: dict[str, tuple[str, ...]] = {
    "pupils pupil classroom": ("teach", "school", "kindergarten", "tutor", "educat"),
    "patients ward": ("nurs", "doctor", "medic", "clinic", "hospital", "health", "pharm", "dent", "care", "midwi"),
    "harvest harvests": ("farm", "rice", "plantation", "crop", "grower", "orchard", "field", "garden"),
    "factory": ("factory", "plant", "mill", "manufactur", "machine", "assembl", "production", "sew", "garment"),
}
# Large events that no fact holds: a small model likes to end a sentence with one.
EVENTS = (
    *"wedding weddings marriage married divorce pregnant pregnancy funeral died dies death promotion promoted".split(),
    *"mortgage lottery lawsuit arrested accident surgery cancer inheritance millionaire famous award".split(),
    *"divorced prison jail murder murdered killed explosion bankrupt bankruptcy inherits inherited sued".split(),
    *"tumour tumor kidney medal champion championship mansion kidnapped suicide".split(),
    *"begging beggar homeless bankrupt bankruptcy prison jail maid".split(),
)
_AT_SCHOOL = frozenset({"son", "daughter", "grandson", "granddaughter"})
_SCHOOL = frozenset({"homework", "exam", "exams", "tuition", "assignment", "assignments", "graduation", "university"})
_TEACHING = ("teach", "tutor", "school", "kindergarten", "lectur", "universit")
_NAME_LEAST = 5  # letters; shorter names are too often words of some language
_ALSO_WORDS = frozenset(
    (
        "absolute admiral affirm agora alpine always amazon ampersand anchor angel apple april aspirin aster attack "
        "august aurora autumn beauty bench benny blessing bobby boom boots boxer branch breeze buddy camel candy "
        "carbon carefree carol celsius century champion charity charm chase checkers cherry chime christian clear "
        "clement clicks closeup clover cobra cocoon comfort compass converge copilot crest cricket crystal cuckoo "
        "daisy danny derby destiny dharma disco dolly dragon equity ernest essence essie evens faith favour fearless "
        "ferry festival flora florence foremost forest fortune frank freedom genesis genie giant ginger globe goodness "
        "gourmet grace grant green guardian happy harry hazel heart heather heaven henry hilary holly honey honor "
        "human hunter intact inter iris ivory jasmine jerry jewel jimmy joyful jumbo justice kangaroo kelly kingfisher "
        "knight lemonade lineage lotto lovely lucky magnum margarita marie marine marketplace mason master maxim "
        "medicare melody melon memory mercy merino metro mighty miles miracle monster nationwide ocean olive orange "
        "paddy paige palace panda paragon patience peace pearl penny personal poker precious predator pride prince "
        "princess progressive promise prosper provident queen randy rejoice revive revolt river robin rocket roman "
        "rosemary routine royal ruby rusty safari safeguard salmon sandy savannah serge sharp shiny shoppers signal "
        "silence silver simply sisters slice smart spectrum sprite starling steam sting subway sultan summer summit "
        "sunny tangerine tango taylor three tidal tiger touch treasure trinity trophy union urban victor victory "
        "violet walker walkers warrior watts wendy whisper willy winter wisdom"
    ).split()
)
_OTHER_SEXES: dict[Gender, frozenset[str]] = {"Female": frozenset(MALE), "Male": frozenset(FEMALE)}
_FIGURES, _EVENTS = frozenset(NUMBERS), frozenset(EVENTS)
# Words without a content of their own: a text may have them whatever its notes say.
PLAIN = frozenset(
    (
        "a an the and or but nor so yet for of in on at by to from with without into onto over under out off up down "
        "about after before since until till while when where whenever whether if because as than then that this "
        "these those there here which who whom whose what how why it its itself they them their he him his himself "
        "she her hers herself i me my we our you your one ones be is are was were been being am has have had having "
        "do does did doing done will would can could may might must shall should not no never nothing nobody none "
        "cannot don't doesn't didn't isn't wasn't aren't won't can't too also even still just only again ago once now "
        "later already always often sometimes usually mostly soon today very more most much many some any each every "
        "all both either other others another same such own between through during around across along back away well "
        "really quite rather almost nearly instead though although however first last next that's it's he's she's "
        "want wants like likes let lets make get give go come see reason way ways whatever longer there's "
        "time times day days thing things morning mornings midday noon evening evenings night nights"
    ).split()
)


def wrong_words(slot: Slot, kind: Kind) -> frozenset[str]:
    """Lower-case words that contradict what a slot has of a kind; those of the person's own work never do."""
    if kind == "household":
        at_home = {relation.split()[-1] for relation in slot.household.members}
        wrong = frozenset(word for relation, words in RELATIONS.items() if relation not in at_home for word in words)
        # One word may be of several relations: "in-laws", "kids".
        wrong -= {word for relation in at_home for word in RELATIONS.get(relation, ())}
    elif kind == "work":
        wrong = frozenset((*_trade(slot), *JOBS))
    else:
        wrong = _OTHER_SEXES[slot.gender] if kind == "gender" else _FIGURES if kind == "figures" else _EVENTS
    return wrong - set(
        f"{slot.work.title} {slot.work.workplace} {slot.occupation} {slot.work.category}".lower().split()
    )


def _trade(slot: Slot) -> tuple[str, ...]:
    """The words of other people's work, which contradict the person's."""
    own = f"{slot.work.title} {slot.work.workplace} {slot.occupation} {slot.work.category}".lower()
    begins = tuple(stem for word in own.split() for stem in (word, *word.split("-")))
    others = [
        word
        for words, stems in TRADES.items()
        if not any(part.startswith(stems) for part in begins)
        for word in words.split()
    ]
    if slot.work.status == "studying":
        return (*OFFICE, "customers", *others)
    young = {relation.split()[-1] for relation in slot.household.members} & _AT_SCHOOL
    study = [word for word in STUDY if not (young and word in _SCHOOL)]
    if any(part.startswith(_TEACHING) for part in begins):  # a teacher's days are full of these words
        study = []
    return (*study, *others, *(() if slot.work.status == "working" else WAGES))


@cache
def small_names(country_code: str) -> frozenset[str]:
    """Brands and given names of the country and the West, in lower case, that are no English words.

    A small model that may write no capitals writes the names of strangers without.
    """
    brands = {word for brand in market_brands(country_code) for word in [brand.name.lower()] if " " not in word}
    market = as_market(country_code)
    given = {
        name.lower()
        for file in ("names/west.csv", *([f"names/{market.lower()}.csv"] if market else []))
        for row in table(file)
        if row["part"] == "given"
        for entry in row["names"].split("|")
        for name in [entry.split("=")[0]]
        if " " not in name
    }
    also_words = _ALSO_WORDS.union("monday tuesday wednesday thursday friday saturday sunday".split())
    return frozenset(name for name in brands | given if len(name) >= _NAME_LEAST and name not in also_words)
