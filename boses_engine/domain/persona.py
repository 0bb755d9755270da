"""People: a `Slot` holds the facts drawn in code, a `Persona` adds the prose and is the record."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from boses_engine.domain.appearance import Looks
from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.value import Value

SCHEMA_VERSION = 7
PART_TIME = "part-time"  # before a title
# Titles of who lives in the house they work in, with hours and a people before it: "part-time Hispanic live-in nanny";
# who retired lives at home.
_LIVE_IN = re.compile(
    rf"(?:{PART_TIME} )?(?:(?!(?:retired|former|of|for|in|at|to|with)\s)\S+ ){{0,4}}?(?:live|stay)-in "
)
INVENTED = "invented"  # the evidence of what rests on nothing but the project's own notes
BRAND_ROWS = "grounding:brands/"  # how ids of rows begin that say how common a brand is: evidence before schema 7

Gender = Literal["Male", "Female"]
MaritalStatus = Literal["single", "married", "living with a partner", "separated", "divorced", "widowed"]
WorkStatus = Literal["working", "studying", "retired", "keeping house", "looking for work"]
Attitude = Literal["loyal", "favourable", "indifferent", "sceptical", "avoids"]
# Sproles and Kendall (1986), Journal of Consumer Affairs 20(2): the eight decision-making styles.
DecisionStyle = Literal[
    "perfectionist",
    "brand conscious",
    "novelty and fashion conscious",
    "recreational",
    "price and value conscious",
    "impulsive",
    "confused by overchoice",
    "habitual and brand loyal",
]
STYLES: tuple[DecisionStyle, ...] = get_args(DecisionStyle)
PriceLevel = Literal["low", "medium", "high"]
TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")  # the order of the tables
ATTITUDES = ("price_consciousness", "brand_trust", "novelty_seeking", "ad_scepticism", "social_reliance")
PARTNERS = frozenset(("husband", "wife", "partner"))  # among those of a home
PARENTS_HOME = "parents' home"  # of a student in lodgings
NOT_EARNED = frozenset(  # what nobody at home earns; a pension is the person's own, beside pay
    ("pension", "cash aid", "relatives elsewhere", "family", PARENTS_HOME)
)
TRAIT_SD, ATTITUDE_SD = 10, 18  # points; of the T-scores by definition, of the attitudes as they are drawn


def is_live_in(title: str) -> bool:
    """Whether a title says that somebody lives where they work, in the employer's home."""
    return bool(_LIVE_IN.match(title))


class Location(Value):
    """Where the person lives; `region` is null where the gazetteer knows none."""

    city: str
    region: str | None
    country: str
    country_code: str  # ISO 3166-1 alpha-2


class Earning(Value):
    """What the household has beside the person's own money: of whom at home, or from where, and how much a month."""

    who: str  # a member's relation word, "relatives elsewhere", "parents' home", "family", "cash aid", "pension"
    monthly: int = Field(gt=0)


class Income(Value):
    """Monthly amounts in whole units of local money, and the same written the country's way.

    The household's is the person's own and what the others bring.
    """

    level: IncomeLevel
    household_monthly: int = Field(gt=0)
    personal_monthly: int = Field(ge=0)
    others: tuple[Earning, ...] = ()  # none in records of schema 3 and before
    currency: str  # ISO 4217
    household_text: str
    personal_text: str

    @property
    def is_of_parents(self) -> bool:
        """Whether the household's money is the parents', who keep a student in lodgings."""
        return any(each.who == PARENTS_HOME for each in self.others)

    @property
    def of_home(self) -> str:
        """Whose money the household's is, in words: of a student in lodgings the parents' home."""
        return f"the {PARENTS_HOME if self.is_of_parents else 'household'}"


class Work(Value):
    """What the person does all week."""

    title: str  # "accounts payable clerk", "accountancy student, 3rd year"; reads well after "a" or "an"
    workplace: str  # "a freight forwarder", "a state university"; may be empty for the retired
    status: WorkStatus
    isco08: str  # two- to four-digit ISCO-08 code, empty when not working
    category: str  # the broad category the group asked for, in its own words

    @property
    def lives_in(self) -> bool:
        """Whether the person lives where they work, in the employer's home."""
        return is_live_in(self.title)


class Household(Value):
    """Who lives together; `size` counts the person."""

    size: int = Field(ge=1)
    marital_status: MaritalStatus
    children: tuple[int, ...]  # ages in years of own children at home, oldest first
    members: tuple[str, ...]  # the others at home, as relation words: "husband", "partner", "younger brother"


class Psychographics(Value):
    """T-scores (mean 50, sd 10, 20–80) for the five traits; attitudes on 0–100."""

    openness: int = Field(ge=20, le=80)
    conscientiousness: int = Field(ge=20, le=80)
    extraversion: int = Field(ge=20, le=80)
    agreeableness: int = Field(ge=20, le=80)
    neuroticism: int = Field(ge=20, le=80)
    decision_style: DecisionStyle
    price_consciousness: int = Field(ge=0, le=100)
    brand_trust: int = Field(ge=0, le=100)
    novelty_seeking: int = Field(ge=0, le=100)
    ad_scepticism: int = Field(ge=0, le=100)
    social_reliance: int = Field(ge=0, le=100)


class Digital(Value):
    """Devices, hours a day online, and platforms, most used first."""

    devices: tuple[str, ...]
    hours_online: float
    platforms: tuple[str, ...]


class BrandFact(Value):
    """A brand the person has to do with, and the one thing that happened with it."""

    brand: str
    category: str
    attitude: Attitude
    incident: str  # a sentence in which `{brand}` stands, or a clause that goes after "With the brand,"
    since: str = ""  # a sentence: what the person does since
    prevalence: str = ""  # id of the row that says how common the brand is
    evidence: str


class Life(Value):
    """What a life is told from: a storyline, and habits beside it.

    Whole sentences, or from their verb on where they begin with a small letter ("buys fruit in season"). In records of
    schema 4 and before notes of at most eight words each, without `storyline`, `road` and `decides`.
    """

    storyline: str = ""  # its id in the tables
    grew_up: str
    turning_point: str
    road: str = ""  # into today's work and home
    weekday: str  # today, and what is hard about it
    wish: str
    worry: str
    value: str
    decision_habit: str
    decides: str = ""  # what the storyline adds to the habit
    money_habit: str
    price_signals: tuple[str, str]
    phone_moments: tuple[str, str, str]  # morning, midday, evening
    opinion: str
    interjection: str = ""  # a local word that opens the spoken sentence


class Basics(Value):
    """Who a planned person is, before devices, brands and a life are drawn for them."""

    index: int = Field(ge=0)
    name: str
    called: str  # the part of the name used in running text
    age: int
    gender: Gender
    location: Location
    urban: bool
    income: Income
    occupation: str
    work: Work
    education: str
    religion: str
    mother_tongue: str
    household: Household
    psychographics: Psychographics
    price_level: PriceLevel


class Daily(Basics):
    """A planned person with devices and a life of their own, before brands are drawn for them."""

    digital: Digital
    life: Life
    moment_evidence: tuple[str, str, str] = (INVENTED,) * 3  # of the life's phone moments, in their order


class Slot(Daily):
    """One planned person: every fact, no prose yet."""

    brands: tuple[BrandFact, ...] = Field(min_length=3, max_length=6)
    price_evidence: tuple[str, str] = (INVENTED,) * 2  # of the life's price signals, in their order
    appearance: Looks | None = None


class Identity(Value):
    """Stage one: the core identity, in prose."""

    life_situation: str
    wants: str
    fears: str
    decides: str
    values: str
    spending: str


def _called_now(evidence: object) -> object:
    """Evidence as it is called now: schema 6 and before said "personal" of what is invented."""
    if isinstance(evidence, list | tuple):
        return tuple(_called_now(id_) for id_ in evidence)
    return INVENTED if evidence == "personal" else evidence


class BrandRelationship(Value):
    """Stage two: how the person came to their attitude to a brand."""

    brand: str
    category: str
    attitude: Attitude
    story: str
    notes: tuple[str, ...] = ()  # the sentences that it tells: what happened, what is since; none before schema 6
    prevalence: str = ""  # id of the row that says how common the brand is; no evidence for the story
    evidence: str

    @model_validator(mode="before")
    @classmethod
    def _with_prevalence_apart(cls, told: object) -> object:
        if isinstance(told, Mapping) and str(told.get("evidence", "")).startswith(BRAND_ROWS):
            return {**told, "prevalence": told["evidence"], "evidence": INVENTED}
        return told

    _as_called_now = field_validator("evidence", mode="before")(_called_now)


class DigitalHabits(Value):
    """Stage two: devices and platforms, and a day with the phone in prose."""

    devices: tuple[str, ...]
    hours_online: float
    platforms: tuple[str, ...]
    day: str
    evidence: tuple[str, ...] = ()  # of morning, midday and evening; none in records of schema 1

    _as_called_now = field_validator("evidence", mode="before")(_called_now)


class PriceSensitivity(Value):
    """Stage two: the level and concrete signals of it."""

    level: PriceLevel
    signals: tuple[str, ...]
    evidence: tuple[str, ...] = ()  # one id a signal; none in records of schema 1

    _as_called_now = field_validator("evidence", mode="before")(_called_now)


class Rewording(Value):
    """A field whose text is another than the run's, by its key, and the seed of the words it has."""

    field: str
    seed: int


class Provenance(Value):
    """What made the person; no time stamps, so that reruns compare byte for byte."""

    seed: int
    model: str
    model_sha256: str
    snapshot: str | None
    engine_version: str
    worded_by_code: tuple[str, ...] = ()  # the fields that tell their notes as these stand
    rewritten: tuple[Rewording, ...] = ()  # the fields that were worded anew, in the order of the texts


class Persona(Value):
    """A finished person: the record written to personas.jsonl, the store and every export."""

    schema_version: int
    id: str
    name: str
    called: str = ""  # the part of the name used in running text; none before schema 6
    age: int
    gender: Gender
    location: Location
    income: Income
    occupation: str
    work: Work
    education: str
    religion: str
    mother_tongue: str
    household: Household
    psychographics: Psychographics
    appearance: Looks | None = None  # none in records of schema 1 and 2
    identity: Identity
    backstory: str
    brand_relationships: tuple[BrandRelationship, ...]
    digital_habits: DigitalHabits
    price_sensitivity: PriceSensitivity
    quote: str
    life: Life
    cultural_context: str
    avatar: str | None  # the portrait's path in a results folder, null until there is one
    source: Literal["generated", "library", "imported"]
    provenance: Provenance

    def taken_over(self) -> "Persona":
        """The same person in a later run; who came in a file stays so."""
        return self if self.source == "imported" else self.model_copy(update={"source": "library"})
