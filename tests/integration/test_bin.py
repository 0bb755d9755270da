"""The bin: is what was deleted gone, does all of it come back, and is it over in time?"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from support.servers import API, ServedApp, generated, new_group, served_app

from boses_engine.avatars.double import DoublePainter
from boses_engine.domain.library import Measure
from boses_engine.errors import NotFoundError
from boses_engine.store import bin as bin_of
from boses_engine.store.store import Store

TABLES = """SELECT schema_name, table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()
            WHERE NOT internal GROUP BY ALL"""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ServedApp]:
    with served_app(tmp_path / "home", painter=DoublePainter()) as app:
        yield app


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the bin's, and but the numbers and vectors that the library counts anew."""
    names = [name for schema, name, _ in store.rows(TABLES) if schema == "main"]
    passed = ("sessions", "tokens", "vectors", "schema_migrations")
    found = {name: sorted(store.rows(f"SELECT * FROM main.{name}"), key=repr) for name in names if name not in passed}
    found["members"] = sorted((row[1:] for row in found["members"]), key=repr)
    found["participations"] = sorted(
        store.rows("SELECT p.study_id, m.persona_id, p.outcomes FROM participations p JOIN members m USING (number)"),
        key=repr,
    )
    found["studies"] = sorted(((row[0], *row[2:]) for row in found["studies"]), key=repr)
    return found


def test_all_of_a_group_comes_back(shop: ServedApp) -> None:
    """Catches people, portraits, runs, rewordings or track records that a restored group has lost."""
    other, path = new_group(shop.client, name="Other"), new_group(shop.client)
    generated(shop.client, other)
    generated(shop.client, path)
    (person, *_) = shop.client.get(f"{path}/personas").json()["items"]
    shop.client.post(f"{path}/personas/{person['id']}/rewrite", json={"field": "backstory"}).raise_for_status()
    shop.store.record_study(
        "Outside", [person["id"]], [Measure(name="liked", value=0.9, low=0, high=1, better="higher")]
    )
    shop.store.retire([person["id"]])
    before = everything(shop.store)
    assert shop.client.delete(path).status_code == 204
    assert shop.client.get(f"{path}/personas/{person['id']}").status_code == 404
    (told,) = shop.client.get(f"{API}/deletions").json()
    back = shop.client.post(f"{API}/deletions/{told['id']}/restore")
    assert (back.status_code, back.json()["key"]) == (200, path.rpartition("/")[2])
    assert everything(shop.store) == before
    assert shop.store.rows("SELECT count(*) FROM bin.personas") == [(0,)]
    assert shop.client.post(f"{API}/deletions/{told['id']}/restore").status_code == 404


def test_what_is_there_again_is_not_had_back(shop: ServedApp) -> None:
    """Catches two groups of one definition, of which nobody knows which is which."""
    path = new_group(shop.client)
    shop.client.delete(path)
    new_group(shop.client)
    (told,) = shop.client.get(f"{API}/deletions").json()
    assert shop.client.post(f"{API}/deletions/{told['id']}/restore").status_code == 409
    assert shop.client.delete(f"{API}/deletions/{told['id']}").status_code == 204
    assert shop.client.get(f"{API}/deletions").json() == []


def test_others_see_and_restore_nothing(shop: ServedApp) -> None:
    """Catches a project's token that sees, or brings back, what another project deleted."""
    shop.client.delete(new_group(shop.client))
    (told,) = shop.client.get(f"{API}/deletions").json()
    project = shop.client.post(f"{API}/projects", json={"name": "Elsewhere"}).json()
    text = shop.client.post(f"{API}/tokens", json={"name": "x", "project_id": project["id"]}).json()["token"]
    other = shop.with_token(text)
    assert other.get(f"{API}/deletions").json() == []
    assert other.post(f"{API}/deletions/{told['id']}/restore").status_code == 404
    assert other.delete(f"{API}/deletions/{told['id']}").status_code == 404


def test_a_week_later_it_is_gone(shop: ServedApp) -> None:
    """Catches people who were deleted and stay on the disk for good."""
    shop.client.delete(new_group(shop.client))
    (row,) = shop.store.deletions()
    with patch.object(bin_of, "KEPT", timedelta(0)):
        assert shop.store.deletions() == []
        with pytest.raises(NotFoundError):
            shop.store.restore(row.id)
        shop.client.delete(new_group(shop.client, name="Next"))
    assert [name for (name,) in shop.store.rows("SELECT name FROM bin.groups")] == ["Next"]


def test_the_bin_has_the_columns_of_the_tables(shop: ServedApp) -> None:
    """Catches a step of the schema that changes a table and not what its deleted rows are kept in."""
    columns = {(schema, name): found for schema, name, found in shop.store.rows(TABLES)}
    kept = {name for schema, name in columns if schema == "bin"} - {"participations"}
    assert len(kept) == 14
    for name in kept:
        assert columns["bin", name] == ["deletion", *columns["main", name]], name
