"""Snapshots written by hand: believable talk of three markets with invented counts, for tests that need no corpus."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from boses_engine.domain.snapshot import (
    BuiltFrom,
    LocalTerm,
    Market,
    Mention,
    Period,
    Rating,
    Share,
    Signal,
    Snapshot,
    SourceFile,
    SourceKind,
    Wordings,
)


class _Theme(NamedTuple):
    part: Any
    categories: str
    statement: str
    good: str = ""
    bad: str = ""
    habits: str = ""
    prices: str = ""


# Wordings are parted by "; ".
_THEMES = {
    "shipping-cost": _Theme(
        "delivery",
        "online shop",
        "Delivery fees decide whether an order is placed.",
        "a voucher took the delivery fee away; the courier came without any extra fee; heavy rice was brought for free",
        "the delivery fee was above the item's price; the free shipping ended at the till; "
        "the fee rose while {they} was paying",
        "hunts for a free shipping voucher; empties the cart over a delivery fee; compares delivery fees of sellers",
        "waits until free shipping comes back; fills the cart to reach free delivery; "
        "gives up an order over its shipping",
    ),
    "late-parcel": _Theme(
        "delivery",
        "online shop",
        "Parcels arrive later than promised, or sooner.",
        "the parcel came before the promised day; the courier called before knocking; rain did not delay the parcel",
        "the parcel sat in a warehouse for weeks; the courier marked it delivered too early; "
        "the parcel went to the wrong village",
        "follows a parcel from depot to depot; asks the courier where the parcel is; refreshes the tracking page",
    ),
    "packaging": _Theme(
        "quality",
        "online shop|phone|appliances",
        "Careful or careless wrapping is noticed first.",
        "bubble wrap saved a glass jar; the box came without a dent; the seller wrapped it like a present",
        "the box was crushed on one side; the parcel came with a cracked lid; thin plastic let the rain in",
    ),
    "wrong-item": _Theme(
        "quality",
        "online shop|clothing|shoes",
        "Goods differ from the picture or the order.",
        "the colour was just as pictured; the size fitted at first try; the cloth felt better than its photo",
        "the seller sent the wrong size; the colour was nothing like the photo; the shoes came as a broken pair",
        "zooms into buyers' photos before ordering; films the opening of a parcel; saves pictures of wrong orders",
    ),
    "fake-goods": _Theme(
        "trust",
        "online shop|skin care|make-up|phone",
        "Shoppers fear counterfeits and look for official shops.",
        "the code on the seal proved genuine; an official store swapped a doubtful bottle; "
        "the serial number checked out",
        "the logo peeled off like a sticker; the cream smelled like glue; the charger turned out a copy",
        "checks a seller's badge before looking further; reads the worst reviews first; scans codes on seals",
        "pays more at an official store; passes up a bargain that seems fake; buys originals only in sales",
    ),
    "vouchers": _Theme(
        "price",
        "online shop|e-wallet|ride app",
        "Vouchers, coins and cashback steer what is bought.",
        "a voucher halved a long-wanted order; the coins paid for school socks; cashback came back before bedtime",
        "the voucher failed at the last step; the coins expired overnight; the promo was gone within a blink",
        "collects coins by shaking the phone; claims vouchers at midnight; plays the voucher game",
        "stacks vouchers before paying anything; buys only when coins cover part; counts cashback into the price",
    ),
    "price-jump": _Theme(
        "price",
        "online shop|supermarket",
        "Prices are raised before a sale and struck through.",
        "the sale price was honestly lower; the shop kept its old price; the price matched the market stall's",
        "the price went up before the sale; the strike-through price was made up; the cart cost more by evening",
        "takes screenshots of prices before a sale; compares the same pan in shops; watches an item for weeks",
        "distrusts any struck-through price; compares with the wet market first; buys after the sale is over",
    ),
    "instalments": _Theme(
        "money",
        "e-wallet|bank|online shop",
        "Paying later tempts and then weighs.",
        "the pay-later bill was easy to split; the limit covered a broken fridge; paying early lowered the fee",
        "the pay-later fee surprised {them}; a reminder call came at dawn; the late fee outgrew the item",
        "checks the pay-later balance; sets an alarm for a pay-later due date; pays back a small instalment",
        "splits a big buy into instalments; refuses anything with a pay-later fee; pays cash to avoid interest",
    ),
    "lost-money": _Theme(
        "payment",
        "e-wallet|bank",
        "Money that is sent does not arrive, or comes back.",
        "a lost transfer returned by morning; the wallet undid a wrong transfer; the refund came without asking",
        "money left the wallet and never arrived; the balance vanished after an update; a refund hung for weeks",
        "looks twice at the wallet balance; sends a tiny test transfer first; keeps receipts as screenshots",
    ),
    "login-trouble": _Theme(
        "app",
        "e-wallet|bank|telecom",
        "Codes do not come and accounts lock.",
        "the fingerprint worked at the first touch; the code arrived at once; a new phone was set up quickly",
        "the login code never came; the account locked on payday; the face scan failed in daylight",
        "waits for a login code by the window; types a forgotten password again; updates the wallet app",
    ),
    "support-silent": _Theme(
        "service",
        "online shop|e-wallet|bank|telecom|ride app",
        "Help is a bot, or somebody who answers.",
        "a real person answered the chat; the complaint was solved over lunch; support called back as promised",
        "the support chat only sent greetings; nobody answered the complaint; the ticket was closed unread",
        "argues with a support bot; waits in a chat queue; writes a complaint with screenshots",
    ),
    "app-slow": _Theme(
        "app",
        "online shop|e-wallet|ride app|video streaming|bank",
        "Apps freeze, fill the phone and show too many ads.",
        "the app ran even on weak signal; an update made the app lighter; pages opened without a wait",
        "the app froze at the payment page; ads covered the whole screen; the update filled the phone",
        "closes pop-up ads before shopping; clears space for an app update; restarts a frozen app",
    ),
    "seller-reply": _Theme(
        "service",
        "online shop|clothing|skin care",
        "Sellers who answer kindly keep their buyers.",
        "the seller answered even at night; the seller added a handwritten note; a kind seller sent a spare part",
        "the seller stopped replying after payment; the seller mocked a complaint; the seller blamed the courier",
        "asks a seller before ordering; chats with a live seller; thanks a seller with a photo",
        "bargains with a seller in chat; asks a seller for a freebie; stays with sellers who round down",
    ),
    "driver-cancels": _Theme(
        "service",
        "ride app",
        "Drivers cancel, wait, or go out of their way.",
        "the driver waited in the rain; the driver returned a forgotten bag; the driver knew a dry road",
        "the driver cancelled at the corner; the driver asked for extra cash; the map sent the driver away",
        "watches the driver turn away on the map; books a ride before packing up; messages the driver a landmark",
    ),
    "fare-surge": _Theme(
        "price",
        "ride app",
        "Fares climb with rain and rush.",
        "the fare stayed low in the rain; a pass made the commute cheap; the promo fare held all week",
        "the fare doubled in the rain; the app added a platform fee; the fare rose during the search",
        "checks fares in rival apps; waits for the fare to drop; compares ride fares under a roof",
        "walks out of the surge zone; rides only with a promo; takes the bus when fares climb",
    ),
    "battery": _Theme(
        "phones",
        "phone",
        "Battery life and heat decide how a phone is judged.",
        "the battery lasted a whole brownout; the phone stayed cool in the sun; it charged during a short lunch",
        "the battery died before noon; the phone grew hot during calls; the charger stopped after a month",
        "dims the screen to save battery; carries a power bank; charges the phone at the counter",
    ),
    "camera": _Theme(
        "phones",
        "phone",
        "Cameras sell phones.",
        "night photos came out clear; the selfie needed no filter; the video stayed steady on a bus",
        "photos came out blurred indoors; the camera cracked in a pocket; the lens fogged up early",
        "takes photos of dinner; deletes blurred photos; films the street from the window",
    ),
    "size-fit": _Theme(
        "fashion",
        "clothing|shoes",
        "Sizes run small and cloth runs thin.",
        "the dress kept its shape in the wash; the sleeves were just long enough; the cloth stayed cool at noon",
        "the size ran far too small; the cloth was see-through; the seam opened on the first day",
        "measures a shirt before ordering; watches a live try-on; asks friends which colour suits",
        "orders plain cloth over brands; waits for the end-of-season rack; buys clothes in bundles",
    ),
    "skin-reaction": _Theme(
        "beauty",
        "skin care|make-up|soap",
        "Creams calm the skin or make it break out.",
        "the rash calmed after some nights; the skin felt soft in dry wind; a sample cleared old marks",
        "the cream brought out pimples; the skin burned after washing; the shade turned grey by noon",
        "watches skin care videos; looks up an ingredient; shows friends the new shade",
        "buys the small sachet to try; shares a set with friends; uses a jar to its last scrape",
    ),
    "taste-changed": _Theme(
        "food",
        "instant noodles|coffee|soft drinks|fast food",
        "Packs shrink and recipes change.",
        "the taste was as in childhood; the broth stayed rich; the meal came hot",
        "the pack had shrunk again; the new recipe tasted thin; the meal came cold and late",
        "orders lunch by app; reads about a new flavour; sends a photo of lunch",
        "buys the family pack for its weight; changes noodles when packs shrink; takes the combo over singles",
    ),
    "halal-local": _Theme(
        "identity",
        "fast food|coffee shop|skin care|clothing",
        "Local makers are backed with pride.",
        "the local shop matched the foreign one; a hometown maker won {them} over; the label was in {their} language",
        "the foreign shop ignored local taste; the label had no local words; the staff looked down on locals",
        "follows makers from {their} hometown; shares posts of local brands; reads labels aloud to friends",
    ),
    "signal-weak": _Theme(
        "service",
        "telecom",
        "Coverage and data that runs out.",
        "the signal held inside a storm; leftover data carried over; the call was clear in the hills",
        "the load was eaten overnight; the signal died inside the house; the promo data ran out early",
        "moves to the door for signal; registers a data promo; shares a hotspot",
        "buys data by the day; changes cards for a cheaper promo; saves videos on free wifi",
    ),
    "bank-fees": _Theme(
        "money",
        "bank|e-wallet",
        "Fees for small transfers are resented.",
        "the transfer was free of fees; the branch waived a fee; small savings earned something",
        "a transfer fee ate the change; the machine charged a stranger's fee; the account fee came unannounced",
        "moves money through a free app; reads the fee line slowly; checks savings before bed",
        "collects transfers to pay one fee; draws cash only at the own machine; keeps change out of the wallet",
    ),
    "freshness": _Theme(
        "food",
        "supermarket|online shop",
        "Fresh food by app is a gamble.",
        "the vegetables came crisp; the fish was still on ice; the eggs arrived whole",
        "the greens came wilted; the milk was near its date; the eggs arrived cracked",
        "orders vegetables by app; checks the date in a photo; sends a grocery list to the shop",
        "buys greens late when marked down; picks the bruised fruit; compares rice by the sack",
    ),
}
_NAMES: dict[Market, dict[str, tuple[str, ...]]] = {
    "PH": {
        "online shop": ("Shopee", "Lazada", "TikTok Shop"),
        "e-wallet": ("GCash", "Maya"),
        "ride app": ("Grab", "Angkas"),
        "telecom": ("Globe", "Smart"),
        "identity": ("Facebook", "TikTok"),
    },
    "ID": {
        "online shop": ("Shopee", "Tokopedia", "Lazada"),
        "e-wallet": ("GoPay", "DANA", "OVO"),
        "ride app": ("Gojek", "Grab"),
        "telecom": ("Telkomsel", "IM3"),
        "identity": ("WhatsApp", "TikTok"),
    },
    "VN": {
        "online shop": ("Shopee", "Tiki", "Lazada"),
        "e-wallet": ("MoMo", "ZaloPay"),
        "ride app": ("Grab", "be"),
        "telecom": ("Viettel", "VinaPhone"),
        "identity": ("Zalo", "Facebook"),
    },
}
_TERMS: dict[Market, tuple[str, str]] = {"PH": ("sulit", "worth it"), "ID": ("ongkir", "fee"), "VN": ("ship", "send")}
_KINDS: tuple[SourceKind, ...] = ("marketplace", "app store")


@cache
def sample_snapshot(market: Market = "ID") -> Snapshot:
    """Forty-eight signals of a market: each theme in the talk of two kinds of source."""
    signals = tuple(
        _signal(market, kind, name, 24 * at + number)
        for at, kind in enumerate(_KINDS)
        for number, name in enumerate(_THEMES)
    )
    source = SourceFile(
        path="sample.csv",
        sha256="0" * 64,
        kind="marketplace",
        platform="",
        licence="our own words",
        weighs=True,
        rows_read=9310,
        rows_kept=9310,
        set_aside={},
    )
    built = BuiltFrom(sources=(source,), steps={"read": 9310}, builder_version="1", model="none", model_sha256="0" * 64)
    return Snapshot(market=market, version=f"2026-05-22-{market.lower()}0123456789", built_from=built, signals=signals)


def _signal(market: Market, kind: SourceKind, name: str, number: int) -> Signal:
    theme = _THEMES[name]
    rows = 1204 - 23 * number
    notes = [tuple(filter(None, text.split("; "))) for text in (theme.good, theme.bad, theme.habits, theme.prices)]
    named = dict.fromkeys(
        name for category in (*theme.categories.split("|"), theme.part) for name in _NAMES[market].get(category, ())
    )
    term, gloss = _TERMS[market]
    return Signal(
        id=f"{market}/{kind}/{name}",
        market=market,
        source_kind=kind,
        theme=name,
        part_of_life=theme.part,
        categories=tuple(theme.categories.split("|")),
        statement=theme.statement,
        wordings=Wordings.model_validate(dict(zip(("good", "bad", "habits", "prices"), notes, strict=True))),
        rows=rows,
        share=Share(rows=rows, of=9310, share=rows / 9310, low=rows / 9400, high=rows / 9200),
        rating=Rating(rows=rows, mean=2.5, sd=1.2),
        period=Period(first=date(2025, 12, 17), last=date(2026, 5, 22)),
        terms=(LocalTerm(term=term, gloss=gloss, rows=40),),
        mentions=tuple(
            Mention(name=name, positive=200 // (at + 1), neutral=20, negative=60 + 30 * at)
            for at, name in enumerate(named)
        ),
    )
