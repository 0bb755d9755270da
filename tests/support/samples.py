"""Believable personas built by hand, for tests that need a finished record and no model."""

import hashlib
from typing import Any

from boses_engine.domain.group import Group
from boses_engine.domain.persona import SCHEMA_VERSION, Persona
from boses_engine.domain.report import RunReport

SAMPLE_GROUP = Group(
    name="Manila young professionals",
    age_min=22,
    age_max=35,
    gender="All",
    location="Manila, Philippines",
    income_level="Middle",
    occupation="Accounts payable clerk",
    persona_count=3,
)

_PLACE = {"city": "Manila", "region": "National Capital Region", "country": "Philippines", "country_code": "PH"}

_MARICEL: dict[str, Any] = {
    "name": "Maricel Dela Cruz",
    "age": 29,
    "gender": "Female",
    "work": {
        "title": "accounts payable clerk",
        "workplace": "a freight forwarder",
        "status": "working",
        "isco08": "4311",
        "category": "Office worker",
    },
    "income": {
        "level": "Middle",
        "household_monthly": 62000,
        "personal_monthly": 28500,
        "currency": "PHP",
        "household_text": "₱62,000 a month",
        "personal_text": "₱28,500 a month",
    },
    "education": "bachelor's degree in accountancy",
    "religion": "Roman Catholic",
    "mother_tongue": "Tagalog",
    "household": {
        "size": 4,
        "marital_status": "married",
        "children": [5],
        "members": ["husband", "son", "mother-in-law"],
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
    "identity": {
        "life_situation": "Maricel shares a two-bedroom rental in Sampaloc with her husband, their boy and his "
        "mother, and keeps the books of a freight forwarder near the port.",
        "wants": "A room of his own for her son before he starts grade school.",
        "fears": "That her mother-in-law's hospital bills eat the savings again.",
        "decides": "She compares three shops on her phone, then asks her sister which one she would take.",
        "values": "Paying what you owe on the day that you owe it.",
        "spending": "Every payday she splits the cash into envelopes and only the last one is for fun.",
    },
    "backstory": "Maricel grew up above a sari-sari store in Lipa, where she learned to count change before she could "
    "read. When her father lost his jeepney route she took evening classes and finished accountancy a year late. "
    "She met her husband in the queue for a housing loan they were both refused. Now she knows every supplier's "
    "due date by heart and still writes the family budget in a school notebook.",
    "brand_relationships": [
        {
            "brand": "Jollibee",
            "category": "fast food",
            "attitude": "loyal",
            "story": "It is where she takes her son on the first Saturday after payday, as her father did with her.",
            "evidence": "invented",
        },
        {
            "brand": "GCash",
            "category": "mobile wallet",
            "attitude": "favourable",
            "story": "She sends her mother's allowance with it, but moved the savings out after a login that hung "
            "all night.",
            "evidence": "ph-gcash-login-01",
        },
        {
            "brand": "Shopee",
            "category": "online shop",
            "attitude": "indifferent",
            "story": "She fills the basket for the free shipping and empties half of it before she pays.",
            "evidence": "invented",
        },
        {
            "brand": "Globe",
            "category": "mobile network",
            "attitude": "sceptical",
            "story": "A load she paid for never arrived, and the support chat kept sending her the same greeting.",
            "evidence": "ph-globe-support-03",
        },
    ],
    "digital_habits": {
        "devices": ["Android phone", "office desktop"],
        "hours_online": 4.5,
        "platforms": ["Facebook", "Messenger", "TikTok", "Shopee"],
        "day": "Before the rice is done she reads the class chat of her son's school. On the bus she scrolls "
        "recipes with the sound off. At night, when the house is asleep, she checks the wallet and two baskets.",
    },
    "price_sensitivity": {
        "level": "high",
        "signals": [
            "Takes the sachet when the bottle is not on promo.",
            "Walks past two groceries to the one with the cheaper rice.",
        ],
    },
    "quote": "I do not need it cheap. I need it to be worth the hour I worked for it.",
    "life": {
        "grew_up": "above a sari-sari store in Lipa",
        "turning_point": "father lost his jeepney route",
        "weekday": "up at five, bus to the port",
        "wish": "a room of his own for her son",
        "worry": "hospital bills of her mother-in-law",
        "value": "paying debts on the day",
        "decision_habit": "compares three shops, asks her sister",
        "money_habit": "splits payday cash into envelopes",
        "price_signals": ["sachets unless bottles are on promo", "walks to the cheaper rice"],
        "phone_moments": ["school chat at breakfast", "silent recipes on the bus", "wallet check at night"],
        "opinion": "worth counts more than cheap",
    },
}

_JOMAR: dict[str, Any] = {
    "name": "Jomar Villanueva",
    "age": 24,
    "gender": "Male",
    "work": {
        "title": "accounts payable clerk",
        "workplace": "a call centre's finance office",
        "status": "working",
        "isco08": "4311",
        "category": "Office worker",
    },
    "income": {
        "level": "Middle",
        "household_monthly": 48000,
        "personal_monthly": 23000,
        "currency": "PHP",
        "household_text": "₱48,000 a month",
        "personal_text": "₱23,000 a month",
    },
    "education": "bachelor's degree in business administration",
    "religion": "Iglesia ni Cristo",
    "mother_tongue": "Bikol",
    "household": {
        "size": 3,
        "marital_status": "single",
        "children": [],
        "members": ["older sister", "cousin"],
    },
    "psychographics": {
        "openness": 61,
        "conscientiousness": 44,
        "extraversion": 66,
        "agreeableness": 49,
        "neuroticism": 42,
        "decision_style": "novelty and fashion conscious",
        "price_consciousness": 49,
        "brand_trust": 58,
        "novelty_seeking": 81,
        "ad_scepticism": 37,
        "social_reliance": 72,
    },
    "identity": {
        "life_situation": "Jomar shares a walk-up in Mandaluyong with his sister and a cousin, and works the night "
        "shift of a finance office.",
        "wants": "To see Osaka once before he turns thirty.",
        "fears": "Being the one of his batch who never left the night shift.",
        "decides": "If two friends already have it and neither complains, he buys it the same evening.",
        "values": "Turning up when a friend calls, whatever the hour.",
        "spending": "He sends a fixed part home to Naga first and treats what is left as his own.",
    },
    "backstory": "Jomar grew up in Naga with four brothers and one bicycle. A typhoon took the roof in his second year "
    "of college, and he came to Manila to work while he studied. He likes the night shift more than he "
    "admits, because the whole city is asleep and the trains are empty.",
    "brand_relationships": [
        {
            "brand": "Nike",
            "category": "shoes",
            "attitude": "loyal",
            "story": "His first pay went into a pair that he still wears on Sundays only.",
            "evidence": "invented",
        },
        {
            "brand": "Grab",
            "category": "ride hailing",
            "attitude": "sceptical",
            "story": "At two in the morning the fare doubled while he was looking at it.",
            "evidence": "ph-grab-surge-02",
        },
        {
            "brand": "SkyFlakes",
            "category": "crackers",
            "attitude": "favourable",
            "story": "There is always a pack in his drawer, for the hour before dawn.",
            "evidence": "invented",
        },
    ],
    "digital_habits": {
        "devices": ["Android phone", "laptop"],
        "hours_online": 7.0,
        "platforms": ["TikTok", "YouTube", "Messenger"],
        "day": "He wakes at two in the afternoon to forty messages and answers three. On the train he watches sneaker "
        "reviews. After the shift he sends his sister a photo of the sunrise.",
    },
    "price_sensitivity": {
        "level": "medium",
        "signals": ["Waits for the eleven-eleven sale for shoes.", "Never compares prices of food."],
    },
    "quote": "If everybody has it already, I am late.",
    "life": {
        "grew_up": "in Naga with four brothers",
        "turning_point": "a typhoon took the roof",
        "weekday": "night shift, sleeps until two",
        "wish": "to see Osaka before thirty",
        "worry": "never leaving the night shift",
        "value": "turning up for friends",
        "decision_habit": "buys once two friends have it",
        "money_habit": "sends a fixed part home first",
        "price_signals": ["waits for the big sale", "ignores food prices"],
        "phone_moments": ["forty messages on waking", "sneaker reviews on the train", "sunrise photo to sister"],
        "opinion": "being late is worse than paying more",
    },
}

_LIGAYA: dict[str, Any] = {
    "name": "Ligaya Ramos",
    "age": 34,
    "gender": "Female",
    "work": {
        "title": "accounts payable supervisor",
        "workplace": "a private hospital",
        "status": "working",
        "isco08": "4311",
        "category": "Office worker",
    },
    "income": {
        "level": "Middle",
        "household_monthly": 71000,
        "personal_monthly": 36000,
        "currency": "PHP",
        "household_text": "₱71,000 a month",
        "personal_text": "₱36,000 a month",
    },
    "education": "bachelor's degree in accountancy",
    "religion": "Roman Catholic",
    "mother_tongue": "Kapampangan",
    "household": {
        "size": 3,
        "marital_status": "separated",
        "children": [11, 8],
        "members": ["daughter", "daughter"],
    },
    "psychographics": {
        "openness": 52,
        "conscientiousness": 58,
        "extraversion": 55,
        "agreeableness": 38,
        "neuroticism": 61,
        "decision_style": "habitual and brand loyal",
        "price_consciousness": 57,
        "brand_trust": 74,
        "novelty_seeking": 26,
        "ad_scepticism": 71,
        "social_reliance": 34,
    },
    "identity": {
        "life_situation": "Ligaya raises two girls alone in a townhouse in Pasig and runs the payables desk of a "
        "private hospital.",
        "wants": "Both girls through college without a loan.",
        "fears": "A month in which the school fees and the roof fall due together.",
        "decides": "She keeps to what worked last time and does not read reviews.",
        "values": "A promise to a child is a debt.",
        "spending": "She pays the school first, in full, and lives on what remains.",
    },
    "backstory": "Ligaya grew up in San Fernando, the eldest of six, and cooked for all of them at ten. She married "
    "the first man who made her laugh and left him the year he stopped coming home. The hospital gave her the night "
    "desk, and she made herself the person nobody could close the month without.",
    "brand_relationships": [
        {
            "brand": "Bear Brand",
            "category": "milk",
            "attitude": "loyal",
            "story": "Her mother bought it, she buys it, and her girls complain about anything else.",
            "evidence": "invented",
        },
        {
            "brand": "BDO",
            "category": "bank",
            "attitude": "favourable",
            "story": "The branch stayed open late on the day she had to pay the hospital deposit.",
            "evidence": "invented",
        },
        {
            "brand": "Lazada",
            "category": "online shop",
            "attitude": "avoids",
            "story": "Two school bags came torn, and the refund took until the term was over.",
            "evidence": "ph-lazada-refund-04",
        },
    ],
    "digital_habits": {
        "devices": ["iPhone", "shared tablet"],
        "hours_online": 3.0,
        "platforms": ["Facebook", "Viber"],
        "day": "She reads the ward's messages over coffee, pays two bills at noon, and hands the tablet to the girls "
        "for exactly one film.",
    },
    "price_sensitivity": {
        "level": "medium",
        "signals": ["Buys the school shoes full price, in June.", "Refuses to pay for delivery under an hour's walk."],
    },
    "quote": "What worked last year will work this year. I have no time for experiments.",
    "life": {
        "grew_up": "eldest of six in San Fernando",
        "turning_point": "left a marriage, took the night desk",
        "weekday": "girls to school, then the ward",
        "wish": "both girls through college",
        "worry": "fees and roof in one month",
        "value": "a promise is a debt",
        "decision_habit": "keeps to what worked",
        "money_habit": "pays the school first",
        "price_signals": ["full price for school shoes", "no fee for short deliveries"],
        "phone_moments": ["ward messages over coffee", "bills at noon", "one film for the girls"],
        "opinion": "no time for experiments",
    },
}

_PEOPLE = (_MARICEL, _JOMAR, _LIGAYA)


def sample_persona(index: int = 0, **changes: Any) -> Persona:
    """Person number `index`, valid and believable, with the fields of `changes` replaced.

    The first three differ in everything; later ones repeat them under another id, name suffix and age.
    """
    base = _PEOPLE[index % len(_PEOPLE)]
    turn = index // len(_PEOPLE)
    record: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "id": "p-" + hashlib.sha256(f"sample {index}".encode()).hexdigest()[:12],
        "location": _PLACE,
        "occupation": SAMPLE_GROUP.occupation,
        "cultural_context": "Metro Manila, where payday falls on the fifteenth and the thirtieth.",
        "avatar": None,
        "source": "generated",
        "provenance": {
            "seed": 7,
            "model": "sample-model",
            "model_sha256": "0" * 64,
            "snapshot": None,
            "engine_version": "0.1.0",
            "worded_by_code": ["wants", "brand:0"][: index % 3],
        },
        **base,
    }
    if turn:
        record["name"] = f"{base['name']} {turn + 1}"
        record["age"] = 22 + (base["age"] - 22 + turn) % 14
    return Persona.model_validate(record | changes)


def sample_run(**changes: Any) -> RunReport:
    """The report of a finished run."""
    run: dict[str, Any] = {
        "run_id": "r-1",
        "status": "complete",
        "seed": 7,
        "model": "sample-model",
        "model_sha256": "0" * 64,
        "engine_version": "0.1.0",
        "timings": {"this_sitting_s": 0.1, "model_s": 18.2},
        "tokens": {"read": 1573, "written": 793, "written_per_s": 43.6},
        "retries": 2,
        "checks": {"other number": 1, "cut off": 1},
        "first_attempt_rate": 0.96,
    }
    return RunReport.model_validate(run | changes)
