"""Studies to try, and people to put them to."""

from functools import cache

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.study import StudyDesign
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.events import RunFinished
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.run import generate
from boses_engine.store import Store
from boses_engine.studies.file import parse_study

GROUP = Group(
    name="Askable",
    age_min=18,
    age_max=60,
    gender="All",
    location="Philippines",
    income_level="Middle",
    occupation="any",
    persona_count=8,
)
STUDY = """\
name: Everything
seed: 5
repeats: 2
people:
  groups: [Askable]
questions:
  - id: look
    kind: open
    text: What do you look at first when you buy a phone?
  - id: wallet
    kind: choice
    text: Which e-wallet would you use for a small payment?
    options: [GCash, Maya, GrabPay, None of these]
  - id: apps
    kind: multiple
    text: Which of these do you use?
    options: [Facebook, TikTok, Instagram, Viber, None of these]
  - id: order
    kind: ranking
    text: What matters most when you order something?
    options: [A low price, Reviews of others, A known brand, Something new]
  - id: adverts
    kind: likert
    scale: agreement
    points: 7
    text: I trust what adverts say.
  - id: plan
    kind: likert
    scale: purchase intent
    text: Would you buy it?
    stimulus:
      text: A new plan of mobile data.
      price: 299
      currency: PHP
      per: month
  - id: why
    kind: open
    text: What do you think of new things?
    show_if:
      question: plan
      at_least: 4
  - id: tell
    kind: likert
    scale: nps
    text: How likely are you to recommend GCash to a friend?
  - id: own
    kind: likert
    scale: [not at all important, slightly important, important, very important, extremely important]
    text: How important is a low price to you?
  - id: spend
    kind: number
    unit: PHP
    text: How much do you spend on mobile data in a month?
  - id: four
    kind: price
    method: van westendorp
    reference: 250
    currency: PHP
    per: month
    text: Think of a video streaming plan for one phone.
  - id: ladder
    kind: price
    method: gabor granger
    ladder: [99, 149, 199, 299, 499]
    currency: PHP
    per: month
    text: Would you pay this for a music streaming plan?
  - id: best
    kind: maxdiff
    text: What matters most and least in a phone?
    options: [Price, Known brand, Camera, Battery, What friends say, Newest model]
"""


@cache
def study(text: str = STUDY) -> StudyDesign:
    """The study of a text."""
    return parse_study(text)


def generated(store: Store, group: Group = GROUP, seed: int = 1) -> list[Persona]:
    """The group's people, told by the double and in the store."""
    *_, last = generate(make_plan(group, seed), DoubleModel(), store)
    assert isinstance(last, RunFinished)
    return list(last.personas)
