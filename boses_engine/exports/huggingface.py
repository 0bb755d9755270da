"""People as a dataset of Hugging Face: `datasets.load_dataset(folder)` reads it, and its hub shows it as it is.

Parquet files of PEOPLE_A_FILE people, the portrait as a column of images, and a card with features, licence and limits.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from boses_engine.domain.persona import Persona
from boses_engine.exports.codebook import render_codebook
from boses_engine.exports.columns import model_of, plain
from boses_engine.exports.records import column_types
from boses_engine.store.tables import write_table

PortraitOf = Callable[[str], bytes | None]  # person's id → the PNG file
PEOPLE_A_FILE = 2_000  # with portraits of 150 KB a file has 300 MB at most
_TYPES = {int: "int64", float: "float64", bool: "bool"}
_IMAGE = "STRUCT(bytes BLOB, path VARCHAR)"
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def huggingface_files(people: Iterable[Persona], portrait_of: PortraitOf | None) -> Iterator[tuple[str, bytes]]:
    """The names in the folder and contents: data as people come, then the card, which counts them, and the codebook."""
    everybody = iter(people)
    models, markets = set[str](), set[str]()
    count = number = 0
    while (part := list(islice(everybody, PEOPLE_A_FILE))) or not number:
        content = io.BytesIO()
        columns = column_types() | {"portrait": _IMAGE}
        write_table((_line(person, portrait_of) for person in part), columns, content)
        yield f"data/train-{number:05}.parquet", content.getvalue()
        models |= {person.provenance.model for person in part}
        markets |= {person.location.country for person in part}
        count, number = count + len(part), number + 1
    yield "README.md", render_card(count, sorted(models), sorted(markets)).encode()
    yield "codebook.md", render_codebook().encode()


def render_card(people: int, models: Iterable[str], countries: Iterable[str]) -> str:
    """The dataset's card: what `datasets` reads at its head, then what a reader should know."""
    size = next((name for most, name in _SIZES if people < most), "n>1M")
    return f"""---
pretty_name: Synthetic consumers
license: other
license_name: chosen-by-the-publisher
language:
- en
tags:
- synthetic
- personas
- consumers
size_categories:
- {size}
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*.parquet
dataset_info:
  features:
{_indented(_features(Persona), 2)}  - name: portrait
    dtype: image
---

# Synthetic consumers

{people:,} synthetic people of {", ".join(countries) or "no country"}, made with Boses Engine: facts drawn by code \
from published figures and estimates, texts worded by {", ".join(models) or "no model"}. No row is a \
real person, and none was made from one.

```python
from datasets import load_dataset

people = load_dataset("path/of/this/folder", split="train")
```

## Features

A row is a person's whole record, nested and typed; `portrait` is the AI-generated portrait, null where there is none.
[codebook.md](codebook.md) says of every field what it means, its unit, its source, and whether it is measured,
estimated or invented.

## Licence

The engine is under Apache-2.0 and claims no rights in what it makes. Whoever publishes this folder chooses the licence
and writes it into the head of this card; the licences of the models that worded the texts and painted the portraits go
before it.

## Limits

- People stand for a segment that somebody defined; they are no sample of a population, and counting them is no survey.
- Facts are as good as the tables behind them: some are published figures, some estimates. Stories, wishes, fears and
  quotes are invented, or rest on cultural snapshots where their evidence says so.
- Ways of life are simplified, and a stereotype may be among them. Decide nothing about real people from this.
- Portraits are illustrations by a model; none shows a real person.
"""


def _line(person: Persona, portrait_of: PortraitOf | None) -> str:
    record = person.model_dump(mode="json")
    png = portrait_of(person.id) if portrait_of else None
    shown = png and {"bytes": "".join(f"\\x{byte:02X}" for byte in png), "path": f"{person.id}.png"}
    return json.dumps(record | {"portrait": shown}, ensure_ascii=False)


def _features(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"- name: {name}"
        yield from (f"  {line}" for line in _feature(field.annotation))


def _feature(annotation: Any) -> Iterator[str]:
    annotation = plain(annotation)
    if model := model_of(annotation):
        yield "struct:"
        yield from _features(model)
    elif get_origin(annotation) is tuple:
        of = get_args(annotation)[0]
        if model := model_of(of):
            yield "list:"
            yield from _features(model)
        else:
            yield f"list: {_dtype(of)}"
    else:
        yield f"dtype: {_dtype(annotation)}"


def _dtype(annotation: Any) -> str:
    return _TYPES.get(annotation, "string")


def _indented(lines: Iterable[str], by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in lines)
