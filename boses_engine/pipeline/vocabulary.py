"""Words that would contradict a person's facts: kept from the model while it writes, and looked for afterwards."""

from boses_engine.domain.persona import Slot

MALE = ("he", "him", "his", "himself")
FEMALE = ("she", "her", "hers", "herself")
# Each relation with the words for it; a word is wrong when no one at home answers to it.
RELATIONS: dict[str, tuple[str, ...]] = {
    "husband": ("husband", "spouse", "hubby"),
    "wife": ("wife", "spouse"),
    "son": ("son", "sons", "child", "children", "kids", "kid", "toddler", "baby"),
    "daughter": ("daughter", "daughters", "child", "children", "kids", "kid", "toddler", "baby"),
    "mother": ("mother", "mom", "mum", "parents", "mama", "nanay", "ibu"),
    "father": ("father", "dad", "parents", "papa", "tatay", "bapak"),
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
    "nephew": ("nephew",),
    "niece": ("niece",),
    "partner": ("boyfriend", "girlfriend", "fiance", "partner"),
}
NUMBERS = (
    *("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty").split(),
    *("sixty hundred thousand million billion dozen dozens decade decades half twice percent").split(),
)
STUDY = (
    *("student students study studies studying homework exam exams classmates lecture lectures campus").split(),
    *("professor professors tuition semester assignment assignments coursework graduation").split(),
)
OFFICE = ("coworkers", "colleagues", "boss", "clients", "employees", "employer", "coworker", "colleague")
JOBS = (
    *("teacher doctor engineer manager nurse lawyer lecturer businessman businesswoman entrepreneur").split(),
    *("freelancer accountant cashier farmer driver chef waiter waitress clerk retired retirement unemployed").split(),
    *("successful empire ceo founder").split(),
)
# Verbs and nouns that a small model pads its sentences with; they say nothing about anybody.
PADDING = (
    *("ensure ensures ensuring ensured navigate navigating lifestyle efficient efficiently efficiency").split(),
    *("prioritize prioritizes prioritizing essential crucial various overall importance important").split(),
    *("valuable productive productivity responsible responsibly enhance enhances effectively optimal").split(),
    *("connected informed organized balanced seamless seamlessly convenient convenience financial").split(),
    *("financially well-being wellbeing sustainable personalized community opportunities goals").split(),
    *("maximize utilize leverage experience experiences engage engaging journey vibrant bustling").split(),
)
PAST = ("was", "were", "had", "did", "became", "decided", "started", "began")


def wrong_words(slot: Slot) -> tuple[str, ...]:
    """Lower-case words that contradict the slot's gender, household, work or figures, in a fixed order."""
    at_home = " ".join(slot.household.members)
    relations = [w for relation, words in RELATIONS.items() if relation not in at_home for w in words]
    allowed = {w for relation, words in RELATIONS.items() if relation in at_home for w in words}
    job = set(f"{slot.work.title} {slot.work.workplace} {slot.occupation}".lower().split())
    studying = slot.work.status == "studying"
    groups = (
        MALE if slot.gender == "Female" else FEMALE,
        [w for w in relations if w not in allowed],
        OFFICE if studying else STUDY,
        JOBS,
        NUMBERS,
    )
    wrong = [word for group in groups for word in group if word not in job]
    return tuple(dict.fromkeys(wrong))
