"""The checks: for each, texts that must fail it by name and texts that look like it and must pass."""

from collections import Counter
from collections.abc import Sequence

import pytest
from support.slots import SLOT, a_brand, a_slot

from boses_engine.domain.persona import Slot
from boses_engine.pipeline.checks import CHECKS, Context, judge
from boses_engine.pipeline.fields import Field, identity_fields, profile_fields
from boses_engine.pipeline.likeness import plain, words
from boses_engine.pipeline.standing import Standing

TESTED: Counter[tuple[str, bool]] = Counter()  # (check, must fail) → cases


def a_field(key: str = "wants", frame: str = "This year Dinda wants a quiet room, and ~.", *facts: str) -> Field:
    """A field with a frame of the test's own: what frames.py says at the moment does not matter here."""
    return Field(key, "the task", frame, facts or ("wish: a quiet room with a door",), "wish", (), ("Dinda",))


WANTS = a_field()
QUOTE = a_field("quote", "A low price means little, so I ~.", "opinion: a low price means little")
BRAND = a_field("brand:0", "Once, with Globe, a load never arrived. Since then she ~.", "brand: Globe")


def fails(
    gap: str,
    field: Field = WANTS,
    slot: Slot = SLOT,
    *,
    prompt: str = "",
    standing: tuple[str, ...] = (),
    finish: str = "stop",
) -> str | None:
    """The name of the check that a text with this gap fails."""
    context = Context(prompt, Standing(map(plain, standing)))
    problem = judge(field, field.frame.replace("~", gap), finish, slot, context, "full")  # type: ignore[arg-type]
    if problem is None:
        return None
    assert problem[1], "a problem without words"
    return problem[0]


def cases(check: str, failing: list[str], passing: list[str]) -> Sequence[object]:
    """Parameters (text, expected); counted, so that no check goes with too few."""
    TESTED[check, True] += len(failing)
    TESTED[check, False] += len(passing)
    return [pytest.param(text, check, id=f"fails-{i}") for i, text in enumerate(failing)] + [
        pytest.param(text, None, id=f"passes-{i}") for i, text in enumerate(passing)
    ]


def sides(check: str, *rows: tuple[str, ...] | tuple[object, ...]) -> tuple[tuple[object, ...], ...]:
    """Parameters whose last entry is the expected check or None; counted likewise."""
    TESTED[check, True] += sum(row[-1] == check for row in rows)
    TESTED[check, False] += sum(row[-1] is None for row in rows)
    return rows


GOOD = [
    "looks at paint colours in the hardware shop",
    "measures the wall with a piece of string",
    "counts the coins in a biscuit tin, then puts it back",
    "asks around for a used door with a lock",
    "dreams of morning light and a curtain of her own",
    "keeps a picture of a blue door by the bed",
]


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "whole",
        [
            "sleeps well",
            "waits",
            "puts the coins away because",
            "carries the paint home with the",
            "looks at the door and",
            "paints the wall so that it looks very",
            "hangs up a curtain for her and their",
            ", ,",
        ],
        [*GOOD, "she sleeps well", "carries what she came for"],
    ),
)
def test_whole(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


def test_a_text_cut_off_is_not_whole_however_good_it_reads() -> None:
    """Catches a completion taken at the length limit, the commonest silent fault of constrained decoding."""
    assert fails(GOOD[0], finish="length") == "whole"


@pytest.mark.parametrize(
    "text",
    [
        "This year Dinda wants a quiet room, and looks at paint in the shop",
        "This year Maria wants a quiet room, and looks at paint in the shop.",
        "This year Dinda wants a quiet room, and looks\nat paint in the shop.",
        "",
        "This year Dinda wants a quiet room, and .",
        "Sure! This year Dinda wants a quiet room, and looks at paint.",
    ],
)
def test_a_text_that_breaks_its_frame_is_not_whole(text: str) -> None:
    problem = judge(WANTS, text, "stop", SLOT, Context(""), "full")
    assert problem is not None
    assert problem[0] == "whole"


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "garbled",
        [
            "looks at the the paint in the shop",
            "looks, , at paint in the shop",
            "looks at paint ,then at doors",
            "looks at paint -- and then at doors",
            "looks at paint * in the shop",
            "looks at <b>paint in the shop",
            "looks at краска in the shop",
            "looks at 涂料 in the shop",
            "looks at paint at doors, looks at paint at home",
            "looks at paintpaintpaintpaintpaintpaint in the shop",
            "writes a short paragraph about the room",
            "as an ai has no room of her own",
            "here is the room that she wants to see",
            "says i'm sorry to the owner of the room",
        ],
        [
            *GOOD,
            "looks at paint, at doors, at windows",
            "keeps the well-worn key on a string",
            "eats phở under a café's awning",
            "walks from door to door in the rain",
        ],
    ),
)
def test_garbled(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


WOMAN, MAN = SLOT, a_slot(gender="Male", called="Jomar")
MAN_WANTS = a_field("wants", "This year Jomar wants a quiet room, and ~.")


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "gender",
        [
            "he looks at paint in the shop",
            "looks at paint for his wall",
            "asks the owner to let him measure it",
            "keeps the key to himself at night",
            "finds a room where he's never been",
            "pays the shop and his bus fare home",
        ],
        [
            "she looks at paint in the shop",
            "keeps the key to herself at night",
            "hears the rain on hers and the next roof",
            "likes the other side of this hill",
            "keeps a history of the house in a box",
            "helps the heir of the shop carry paint",
        ],
    ),
)
def test_gender(gap: str, expected: str | None) -> None:
    assert fails(gap, WANTS, WOMAN) == expected


def test_gender_of_a_man() -> None:
    assert fails("she looks at paint in the shop", MAN_WANTS, MAN) == "gender"
    assert fails("asks the owner to show her the wall", MAN_WANTS, MAN) == "gender"
    assert fails("asks the owner to show him the wall", MAN_WANTS, MAN) is None


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "household",
        [
            "asks her husband to measure the wall",
            "hears the children run through the house",
            "takes her daughter along to the shop",
            "asks grandma's advice about the colour",
            "shares the paint with her roommate",
            "lets her cousin carry the door home",
            "shows her sister the picture of a door",
        ],
        [
            "asks her mother to measure the wall",
            "paints it with her father on a free day",
            "hears her brother sing through the wall",
            "waits until her parents are asleep",
            "asks a neighbour about the colour",
            "asks the painter's friend for the ladder",
            "listens to her brothers laugh next door",
        ],
    ),
)
def test_household(gap: str, expected: str | None) -> None:
    """At home are mother, father and a younger brother."""
    assert fails(gap) == expected


def test_household_follows_who_is_at_home() -> None:
    wife = a_slot("husband", "daughter")
    assert fails("asks her husband to measure the wall", slot=wife) is None
    assert fails("hears the children run through the house", slot=wife) is None
    assert fails("asks her mother to measure the wall", slot=wife) == "household"
    assert fails("takes her son along to the shop", slot=wife) == "household"


def test_a_relation_that_the_fact_itself_names_contradicts_nothing() -> None:
    worry = a_field("fears", "Dinda worries about a sister abroad, and ~.", "worry: a sister abroad")
    assert fails("calls the sister every week", worry) is None
    assert fails("calls the cousin every week", worry) == "household"


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "work",
        [
            "does her homework at the kitchen table",
            "studies the colours in the shop",
            "hopes to pay as a teacher one day",
            "asks a nurse about the price of paint",
            "dreams of retirement in the hills",
            "leaves the campus to look at paint",
            "runs a successful shop of paint",
        ],
        [
            "leaves the office to look at paint",
            "tells her colleagues about the colour",
            "asks her boss for a free afternoon",
            "works late to pay for the paint",
            "teaches herself to hang a door",
            "drives past the shop on the way home",
        ],
    ),
)
def test_work(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


def test_work_of_a_student_and_of_a_nurse() -> None:
    student = a_slot(work={"title": "second-year nursing student", "status": "studying"})
    assert fails("does her homework at the kitchen table", slot=student) is None
    assert fails("tells her colleagues about the colour", slot=student) == "work"
    nurse = a_slot(work={"title": "clinic nurse", "category": "nurse"})
    assert fails("thinks like a nurse about clean walls", slot=nurse) is None


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "figures",
        [
            "looks at 3 colours in the shop",
            "looks at three colours in the shop",
            "saves a thousand for the paint",
            "saves half of it for the paint",
            "waits for a price of 199",
            "has waited a dozen evenings for it",
            "looks at it twice before the rain",
        ],
        [
            "looks at many colours in the shop",
            "takes one colour and no other",
            "saves a little for the paint",
            "looks at it once before the rain",
            "comes back the second evening",
            "often stands in front of the shop",
        ],
    ),
)
def test_figures(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


def test_a_figure_of_the_fact_is_no_contradiction() -> None:
    habit = a_field("decides", "Dinda compares three shops, and ~.", "habit: compares three shops")
    assert fails("walks to all three on foot", habit) is None
    assert fails("walks to all four on foot", habit) == "figures"


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "events",
        [
            "thinks of a wedding in the garden",
            "waits for a promotion at the office",
            "has won the lottery of a small town",
            "signs a mortgage with shaking hands",
            "feels famous in front of the mirror",
            "pays for an accident on the road",
        ],
        [
            "thinks of a feast in the garden",
            "waits for a free day at the office",
            "wins at cards in a small town",
            "signs for a parcel with wet hands",
            "feels rested in front of the mirror",
            "waters the plants on the road side",
        ],
    ),
)
def test_events(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "names",
        [
            "asks Maria about the paint",
            "looks at paint in the Ayala mall",
            "asks Jose's friend about the paint",
            "sees it on Instagram and smiles",
            "buys from IKEA when it rains",
            "asks old Tomas Reyes about the door",
            "takes a bus to quezon city for paint",
            "asks Ánh about the paint",
        ],
        [
            "tells Dinda's mother about the paint",
            "sees it on TikTok and smiles",
            "looks at paint all over Cebu City",
            "takes a bus through cebu city for paint",
            "sleeps long on Sunday and on Monday",
            "prays as a Roman Catholic would",
            "sings softly in Cebuano at night",
        ],
    ),
)
def test_names(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


def test_a_small_accented_letter_begins_no_name() -> None:
    assert fails("eats với at the corner when it rains") is None
    assert fails("sips an épicé tea at the corner") is None


@pytest.mark.parametrize("name", ["O'Brien", "Al-Rashid", "Nguyễn", "Ánh"])
def test_the_persons_own_name_with_its_signs_is_no_stranger(name: str) -> None:
    slot = a_slot(called=name)
    field = a_field("wants", f"This year {name} wants a quiet room, and ~.")
    assert fails(f"thinks that {name} needs a door", field, slot) is None
    assert fails(f"thinks of {name}'s own door", field, slot) is None


@pytest.mark.parametrize(
    ("gap", "expected"),
    cases(
        "speaker",
        [
            "I look at paint in the shop",
            "looks at paint for my wall",
            "says we need a door with a lock",
            "lets me see the colours",
            "paints the wall by our house",
            "says I'm tired of the noise",
            "asks us for a ladder",
        ],
        [
            "looks at paint for her wall",
            "minds the music of the street",
            "uses the bus to carry paint",
            "says that she is tired of the noise",
            "imagines a wall without a crack",
            "mimes a door for her brother",
        ],
    ),
)
def test_speaker(gap: str, expected: str | None) -> None:
    assert fails(gap) == expected


def test_the_quote_is_spoken_by_the_person() -> None:
    """The other way round: "I" belongs there, the person's own name does not."""
    assert fails("I keep my receipts in a tin", QUOTE) is None
    assert fails("never buy before Dinda has looked", QUOTE) == "speaker"
    assert fails("dinda looks before my mother buys", QUOTE) == "speaker"


@pytest.mark.parametrize("attitude", ["loyal", "favourable", "indifferent", "sceptical", "avoids"])
@pytest.mark.parametrize("gap", ["tells friends at the gate about it", "puts the phone into a drawer at night"])
def test_attitude_says_nothing_about_neutral_words(attitude: str, gap: str) -> None:
    assert fails(gap, BRAND, SLOT.model_copy(update={"brands": (a_brand(attitude), *SLOT.brands[1:])})) is None


@pytest.mark.parametrize(
    ("attitude", "gap", "expected"),
    sides(
        "attitude",
        ("loyal", "hates the music in the queue", "attitude"),
        ("loyal", "regrets every load she bought", "attitude"),
        ("loyal", "does not trust the signal at night", "attitude"),
        ("loyal", "is never happy with the signal", "attitude"),
        ("favourable", "calls it useless on rainy days", "attitude"),
        ("favourable", "hardly likes the new shop", "attitude"),
        ("indifferent", "loves the colour of the logo", "attitude"),
        ("indifferent", "calls it the worst of all", "attitude"),
        ("sceptical", "calls it her favourite of all", "attitude"),
        ("sceptical", "is delighted with the signal", "attitude"),
        ("avoids", "trusts the signal at night", "attitude"),
        ("avoids", "recommends it to her neighbours", "attitude"),
        ("loyal", "trusts the signal at night", None),
        ("loyal", "never regrets a load she bought", None),
        ("loyal", "does not hate the queue at all", None),
        ("favourable", "is glad of the signal on the boat", None),
        ("favourable", "finds nothing bad in the shop", None),
        ("indifferent", "does not love the colour of it", None),
        ("indifferent", "likes the colour and forgets it", None),
        ("sceptical", "trusts it only after a second look", None),
        ("sceptical", "is not impressed by the colours", None),
        ("avoids", "does not trust the signal at night", None),
        ("avoids", "no longer recommends it to her neighbours", None),
        ("avoids", "hates the music in the queue", None),
        # A negation reaches three words far: here it is about something else.
        ("avoids", "does not pay there, yet she still trusts it", "attitude"),
        ("loyal", "has not been there today and hates the rain", "attitude"),
    ),
)
def test_attitude(attitude: str, gap: str, expected: str | None) -> None:
    """A brand that someone avoids must not be praised, with negation turned round."""
    slot = SLOT.model_copy(update={"brands": (a_brand(attitude), *SLOT.brands[1:])})
    assert fails(gap, BRAND, slot) == expected


def test_attitude_wants_the_brand_named_and_looks_at_no_other_field() -> None:
    nameless = a_field("brand:0", "Once a load never arrived. Since then she ~.", "brand: Globe")
    slot = SLOT.model_copy(update={"brands": (a_brand("avoids"), *SLOT.brands[1:])})
    assert fails("pays for it elsewhere on foot", nameless, slot) == "attitude"
    assert fails("loves the colour of the logo", WANTS, slot) is None


PROMPT = "She counts the coins in a biscuit tin every evening before the rice is done, and says nothing of it."


@pytest.mark.parametrize(
    ("gap", "expected"),
    sides(
        "copied",
        ("counts the coins in a biscuit tin every evening", "copied"),  # nine words
        ("often counts the coins in a biscuit tin every evening at home", "copied"),
        ("coins in a biscuit tin every evening before the", "whole"),  # earlier checks come first
        ("Counts The Coins in a biscuit, tin every evening", "names"),
        ("counts the coins, in a biscuit tin, every evening, before the rice", "copied"),
        ("sees it until the rice is done and says nothing of it", "copied"),
        ("waits until the rice is done and says nothing of it now", "copied"),
        ("sees coins in a biscuit tin every evening before the shop opens", "copied"),
        ("in a biscuit tin every evening before the rice is done", "copied"),
        ("the coins in a biscuit tin every evening at dawn", None),  # eight words of it, then its own
        ("counts the coins in a biscuit tin every night", None),  # eight
        ("counts the coins in a biscuit tin", None),
        ("sees the rice is done and says little", None),
        ("the coins in a tin", None),
        ("counts the coins in a biscuit box every evening before the rice is done", None),
        ("biscuit tin every evening before the rice is cold", None),
    ),
)
def test_copied(gap: str, expected: str | None) -> None:
    """Eight words of the prompt may come back, nine may not."""
    assert fails(gap, prompt=PROMPT) == expected


STANDING = ("Every evening Maria carries the wet laundry up to the roof before the rain starts.", "The dog waits.")


@pytest.mark.parametrize(
    ("gap", "expected"),
    sides(
        "repeated",
        ("carries the wet laundry up to the roof", "repeated"),  # eight words
        ("carries the wet laundry up", "repeated"),  # a whole gap of five words
        ("up to the roof before the rain starts", "repeated"),
        ("often carries the wet laundry up to the roof at noon", "repeated"),
        ("carries the wet, laundry up to the roof", "repeated"),
        ("maria carries the wet laundry up to the roof", "names"),  # earlier checks come first
        ("she carries the wet laundry up to the roof", "repeated"),
        ("looks out before the rain", None),
        ("the wet laundry up", None),  # four words are too few to be called a repetition
        ("carries the wet laundry up to the attic", None),  # seven words, then its own
        ("carries the dry laundry up to the roof", None),
        ("the dog waits at the roof", None),
        ("carries the wet laundry down to the roof", None),
        ("wants the wet laundry up to the roof", None),  # seven in a run
    ),
)
def test_repeated(gap: str, expected: str | None) -> None:
    """Eight words of a text that stands already, of this person or another, or a whole gap from five words on."""
    assert fails(gap, standing=STANDING) == expected


def test_a_gap_that_says_what_the_frame_says_goes_round_in_circles() -> None:
    """Catches "Dinda will not change her mind, and she will not change her mind", half of which is the frame's."""
    firm = a_field("wants", "Dinda will not change her mind, ~.")
    assert fails("and she will not change her mind", firm) == "garbled"
    assert fails("and keeps her card in a drawer", firm) is None


def test_repeated_knows_a_text_by_its_frame_and_whoever_it_is_about() -> None:
    """Catches an ending too short to be a repetition by itself, behind the same words about somebody else."""
    told = "{} rarely says it aloud, but the fear is a flood at the door, and to be ready {} {}."
    fears = a_field("fears", told.format(SLOT.called, "she", "~"))
    standing = Standing([plain(told.format("Ana", "she", "must be prepared"), "Ana Cruz")])

    def judged(gap: str) -> str | None:
        text = fears.frame.replace("~", gap)
        problem = judge(fears, text, "stop", SLOT, Context("", standing), "full")
        return problem[0] if problem else None

    assert judged("must be prepared") == "repeated"
    assert judged("keeps papers in a plastic bag on the upper shelf and puts candles there before the rain") is None


def test_a_gap_that_says_another_gap_again_goes_round_in_circles() -> None:
    twice = a_field("wants", "Dinda ~. In the evening she ~.")
    text = "Dinda looks at paint in shops. In the evening she looks at paint in shops."
    problem = judge(twice, text, "stop", SLOT, Context(""), "full")
    assert problem is not None
    assert problem[0] == "garbled"


def test_repeated_wants_the_job_told_once() -> None:
    assert fails("sleeps like an HR assistant should".replace("HR", "hr")) == "repeated"
    assert fails("sleeps like every assistant should") is None


# The whole set


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    sides(
        "cited",
        ("brand:1", "The staff smiled at Dinda but she left Globe all the same.", "cited"),
        ("brand:1", "Globe sent a bill late and Dinda walked away from it.", "cited"),
        ("brand:1", "Dinda keeps away from Globe whatever her friends say.", "cited"),
        ("signal:0", "Dinda sleeps late and hums over the dishes.", "cited"),
        ("signal:1", "Dinda folds every receipt into a small tin.", "cited"),
        ("day", "Dinda reads the choir chat at breakfast, pays a bill in a lunch queue and goes to sleep.", "cited"),
        ("brand:1", "A load that Dinda paid for never arrived, and she left Globe.", None),
        ("brand:1", "Dinda once paid Globe for a load, it never arrived, and she keeps away.", None),
        ("signal:0", "Toward the end of the month Dinda buys a sachet at a time.", None),
        ("signal:1", "Dinda walks far, since the rice there is cheaper.", None),
        (
            "day",
            "Dinda reads her choir chat at breakfast, pays bills in the lunch queue and watches a cooking video.",
            None,
        ),
        ("backstory", "Dinda keeps a spare key under the pot and waits for the kettle to sing.", None),
    ),
)
def test_what_cites_a_signal_is_about_it(key: str, text: str, expected: str | None) -> None:
    """Judged as light guidance writes: with full guidance the note stands in the frame."""
    signal = "snapshot:PH/app store/any"
    slot = SLOT.model_copy(
        update={
            "brands": tuple(brand.model_copy(update={"evidence": signal}) for brand in SLOT.brands),
            "moment_evidence": (signal,) * 3,
            "price_evidence": (signal,) * 2,
        }
    )
    field = next(field for field in profile_fields(slot, 0) if field.key == key)
    problem = judge(field, text, "stop", slot, Context(""), "light")
    assert (problem and problem[0]) == expected
    assert judge(field, text, "stop", SLOT, Context(""), "light") is None  # without talk nothing is held to it


def test_every_check_has_its_cases() -> None:
    """Catches a check that was added without texts that it must stop, and texts that it must let through."""
    for check in CHECKS:
        assert TESTED[check, True] >= 6, check
        assert TESTED[check, False] >= 6, check
    assert {check for check, _ in TESTED} == set(CHECKS)


@pytest.mark.parametrize("gap", GOOD)
def test_good_texts_pass_in_every_field(gap: str) -> None:
    """Catches a check so strict that a run never ends."""
    others = ["keeps a spare key under the pot", "waters the orchids on the sill", "waits for the kettle to sing"]
    for field in [*identity_fields(SLOT, 0), *profile_fields(SLOT, 0)]:
        pieces = field.frame.split("~")
        gaps = [gap, *others][: len(pieces) - 1]
        text = pieces[0] + "".join(said + piece for said, piece in zip(gaps, pieces[1:], strict=True))
        assert judge(field, text, "stop", SLOT, Context(""), "full") is None, text


def test_light_guidance_judges_the_whole_text() -> None:
    field = next(field for field in profile_fields(SLOT, 0) if field.key == "brand:1")  # avoids Globe
    told = "After a load never arrived, Dinda walked out of the shop and left Globe for good."
    assert judge(field, told, "stop", SLOT, Context(""), "light") is None
    for text, check in (
        (told.replace("Globe", "it"), "attitude"),
        (told.replace("Dinda", "Maria and he"), "gender"),
        (told.replace("walked", "looked round and trusts it and walked"), "attitude"),
        (told.replace("a load", "two loads"), "figures"),
        (told[:-1], "whole"),
    ):
        problem = judge(field, text, "stop", SLOT, Context(""), "light")
        assert problem is not None, text
        assert problem[0] == check


def test_words_keep_apostrophes_and_hyphens_inside() -> None:
    assert words("Dinda's well-worn key, 'quoted' — Nguyễn_x!") == [
        "dinda's",
        "well-worn",
        "key",
        "quoted",
        "nguyễn",
        "x",
    ]
    assert plain("A, b.") == " a b "
