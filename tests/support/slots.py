"""A planned person built by hand, for tests that need facts and no tables."""

from typing import Any

from boses_engine.domain.persona import BrandFact, Slot

SLOT = Slot.model_validate(
    {
        "index": 0,
        "name": "Dinda Santos",
        "called": "Dinda",
        "age": 30,
        "gender": "Female",
        "location": {
            "city": "Cebu City",
            "region": "Central Visayas",
            "country": "Philippines",
            "country_code": "PH",
        },
        "urban": True,
        "income": {
            "level": "Middle",
            "household_monthly": 40000,
            "personal_monthly": 21000,
            "currency": "PHP",
            "household_text": "₱40,000",
            "personal_text": "₱21,000",
        },
        "occupation": "HR assistant",
        "work": {
            "title": "HR assistant",
            "workplace": "a bank head office",
            "status": "working",
            "isco08": "4416",
            "category": "office worker",
        },
        "education": "bachelor's degree",
        "religion": "Roman Catholic",
        "mother_tongue": "Cebuano",
        "household": {
            "size": 4,
            "marital_status": "single",
            "children": [],
            "members": ["mother", "father", "younger brother"],
        },
        "psychographics": {
            "openness": 46,
            "conscientiousness": 63,
            "extraversion": 41,
            "agreeableness": 57,
            "neuroticism": 54,
            "decision_style": "price and value conscious",
            "price_consciousness": 78,
            "brand_trust": 52,
            "novelty_seeking": 31,
            "ad_scepticism": 66,
            "social_reliance": 60,
        },
        "digital": {
            "devices": ["mid-range smartphone"],
            "hours_online": 5.5,
            "platforms": ["Facebook", "TikTok"],
        },
        "brands": [
            {
                "brand": "Nescafé",
                "category": "coffee",
                "attitude": "loyal",
                "incident": "the smell brought {their} childhood kitchen back",
                "prevalence": "grounding:brands/PH/nescafe",
                "evidence": "invented",
            },
            {
                "brand": "Globe",
                "category": "telecom",
                "attitude": "avoids",
                "incident": "a load {they} paid for never arrived",
                "since": "{They} has not bought {brand} again.",
                "prevalence": "grounding:brands/PH/globe",
                "evidence": "invented",
            },
            {
                "brand": "Honda",
                "category": "motorbike",
                "attitude": "indifferent",
                "incident": "a full tank lasted longer than expected",
                "prevalence": "grounding:brands/PH/honda",
                "evidence": "invented",
            },
        ],
        "price_level": "high",
        "life": {
            "storyline": "made-up-tailors-shop",
            "grew_up": "grew up above a tailor's shop by the river",
            "turning_point": "When the shop closed, {they} moved to the city with a suitcase.",
            "road": "{They} answered a notice at a bank, and has stayed there.",
            "weekday": "{They} packs lunch before the first jeepney.",
            "wish": "{They} wants a quiet room with a door.",
            "worry": "{They} is afraid of the roof giving way in the rains.",
            "value": "{They} believes in paying {their} debts on the day.",
            "decision_habit": "compares three shops on the phone",
            "decides": "Without a receipt {they} buys nothing.",
            "money_habit": "splits the pay into envelopes",
            "price_signals": ["buys sachets at month end", "walks to the cheaper rice"],
            "phone_moments": [
                "reads the choir chat over breakfast",
                "pays a bill in the lunch queue",
                "watches cooking videos without sound",
            ],
            "opinion": "A low price means little without a receipt.",
            "interjection": "",
        },
    }
)


def a_slot(*members: str, called: str = "Dinda", alone: bool = False, **changes: Any) -> Slot:
    """The slot with other people at home, another name, and the fields of `changes` replaced.

    `work` and `life` may be dicts: their entries replace single facts.
    """
    update: dict[str, Any] = {"called": called, "name": f"{called} Santos"}
    if members or alone:
        update["household"] = SLOT.household.model_copy(update={"members": members, "size": len(members) + 1})
    for name, value in changes.items():
        update[name] = getattr(SLOT, name).model_copy(update=value) if isinstance(value, dict) else value
    return SLOT.model_copy(update=update)


def a_brand(attitude: str, name: str = "Globe") -> BrandFact:
    """A brand that the person takes this side on."""
    return SLOT.brands[1].model_copy(update={"attitude": attitude, "brand": name})
