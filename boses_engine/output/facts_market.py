"""What is known of a market: platforms, devices, names, brands and the notes that lives are told from."""

from collections import Counter

from boses_engine.grounding.market import bends, brands, digital, digital_devices, digital_hours
from boses_engine.grounding.names.available import capacity
from boses_engine.grounding.places import countries
from boses_engine.output.facts_blocks import (
    GENDERS,
    LEVELS,
    Block,
    Fact,
    market,
    market_rows,
    share_facts,
    sources_of,
)


def market_blocks(code: str) -> tuple[Block, ...]:
    """The blocks of a country's market."""
    return _platforms(code), _devices(code), _names(code), _brands(code), _notes(code)


def _platforms(code: str) -> Block:
    rows = market_rows("market/platforms.csv", code)
    return Block(
        "platforms",
        f"Platforms, of internet users from {bends.USER_AGE_LEAST}",
        market(rows[0]["market"], code),
        share_facts(sorted(digital.platform_shares(code), key=lambda pair: -pair[1])),
        sources_of(rows),
    )


def _devices(code: str) -> Block:
    """Devices by income class."""
    rows, hours = market_rows("market/digital_devices.csv", code), market_rows("market/digital_hours.csv", code)
    by_level = [dict(digital_devices.device_shares(code, level)) for level in LEVELS]
    shown = (
        Fact(
            device,
            ", ".join(f"{level} {100 * held[device]:.0f} %" for level, held in zip(LEVELS, by_level, strict=True)),
        )
        for device in by_level[0]
    )
    return Block(
        "devices",
        "Devices by income class, and hours online a day",
        market(rows[0]["market"], code),
        (*shown, Fact("mean hours online a day", f"{digital_hours.mean_hours(code):g}")),
        sources_of([*rows, *hours]),
    )


def _names(code: str) -> Block:
    """How many names there are, and of which customs."""
    facts = [
        Fact(f"full names, {'women' if g == 'Female' else 'men'}", f"at least {capacity(code, g):,}") for g in GENDERS
    ]
    rows = [row for row in countries.table("names/rules.csv") if code in row["countries"].split("|")]
    near = [row for row in rows if row.get("approximate") == "yes"]
    return Block(
        "names",
        "Names",
        countries.country(code).name,
        tuple(facts),
        sources_of(rows),
        "The country has no table of its own: names of a culturally near one." if near or not rows else "",
    )


def _brands(code: str) -> Block:
    """Brands by category."""
    found: dict[str, list[str]] = {}
    known = brands.market_brands(code)
    for brand in known:
        found.setdefault(brand.category, []).append(brand.name)
    return Block(
        "brands",
        "Brands by category",
        market(known[0].market, code),
        tuple(Fact(category, ", ".join(dict.fromkeys(held))) for category, held in found.items()),
        sources_of({"source": brand.source, "year": str(brand.year)} for brand in known),
    )


def _notes(code: str) -> Block:
    """How many notes there are of each kind."""
    lives = [row for row in countries.table("lives/notes.csv") if not row["market"] or code in row["market"].split("|")]
    kinds = Counter(row["kind"] for row in lives)
    own = sum(bool(row["market"]) for row in lives)
    incidents = countries.table("market/incidents.csv")
    return Block(
        "notes",
        "Small things that lives are told from",
        countries.country(code).name,
        (
            *(Fact(kind.replace("_", " "), f"{count:,}") for kind, count in kinds.items()),
            Fact("incidents with brands", f"{len(incidents):,}"),
            Fact("of all, for this market only", f"{own:,}"),
        ),
        sources_of([*lives, *incidents]),
    )
