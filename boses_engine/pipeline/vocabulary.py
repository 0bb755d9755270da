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
NUMBERS = tuple(
    (
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty "
        "hundred thousand million billion dozen dozens decade decades half twice percent"
    ).split()
)
STUDY = tuple(
    (
        "student students study studies studying homework exam exams classmates lecture lectures campus "
        "professor professors tuition semester assignment assignments coursework graduation"
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
# Verbs and nouns that a small model pads its sentences with; they say nothing about anybody.
PADDING = tuple(
    (
        "ensure ensures ensuring ensured navigate navigating lifestyle efficient efficiently efficiency "
        "prioritize prioritizes prioritizing essential crucial various overall importance important valuable "
        "productive productivity responsible responsibly enhance enhances effectively optimal connected "
        "informed organized balanced seamless seamlessly convenient convenience financial financially "
        "well-being wellbeing sustainable personalized community opportunities goals necessities essentials "
        "quality options available items products maximize utilize leverage experience experiences engage "
        "engaging journey vibrant bustling healthy mindful interested fascinated independent determination "
        "emergencies uninterrupted keen achievements numerous carefully routine mundane meaningful reputable "
        "accomplishment latest developments deals your trends"
    ).split()
)
# Large events that no fact holds: a small model likes to end a sentence with one.
EVENTS = (
    *"wedding weddings marriage married divorce pregnant pregnancy funeral died dies death promotion promoted".split(),
    *"mortgage lottery lawsuit arrested accident surgery cancer inheritance millionaire famous award".split(),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PAST = ("was", "were", "had", "did", "became", "decided", "started", "began")


def wrong_words(slot: Slot) -> dict[str, tuple[str, ...]]:
    """Lower-case words that contradict the slot, by what they contradict: gender, household, work,
    figures, events."""
    at_home = {relation.split()[-1] for relation in slot.household.members}
    answering = {word for relation, words in RELATIONS.items() if relation in at_home for word in words}
    relations = [word for words in RELATIONS.values() for word in words]
    own = set(f"{slot.work.title} {slot.work.workplace} {slot.occupation} {slot.work.category}".lower().split())
    trade = OFFICE if slot.work.status == "studying" else STUDY
    groups = {
        "gender": MALE if slot.gender == "Female" else FEMALE,
        "household": tuple(word for word in relations if word not in answering),
        "work": (*trade, *JOBS),
        "figures": NUMBERS,
        "events": EVENTS,
    }
    return {name: tuple(dict.fromkeys(w for w in words if w not in own)) for name, words in groups.items()}
