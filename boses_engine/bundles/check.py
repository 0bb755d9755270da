"""Check every byte of a bundle, and name what was changed. Needs nothing but Python itself."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from boses_engine.bundles.layout import (
    CHUNK,
    MANIFEST,
    SEAL_BYTES,
    Contents,
    Span,
    open_bundle,
    read_contents,
    read_seal,
    spans,
)
from boses_engine.errors import BundleError


def damaged(path: Path) -> Iterator[Span]:
    """The spans of the file that are not as they were written, in their order; reads all of it.

    With a damaged seal or manifest nothing is known of the rest: that span is then the only one.

    :raises BundleError: the file cannot be read.
    """
    with open_bundle(path) as file:
        size = file.seek(0, os.SEEK_END)
        seal = read_seal(file)
        if seal is None:
            yield Span("the seal", max(size - SEAL_BYTES, 0), size, "")
            return
        try:
            contents = read_contents(file, seal)
        except BundleError:
            yield Span(MANIFEST, seal.start, seal.end, seal.manifest_sha256)
            return
        for span in spans(contents, seal, size):
            file.seek(span.start)
            digest, left = hashlib.sha256(), span.end - span.start
            while left and (chunk := file.read(min(left, CHUNK))):
                digest.update(chunk)
                left -= len(chunk)
            if left or digest.hexdigest() != span.sha256:
                yield span


def require_whole(path: Path) -> Contents:
    """The manifest of a file of which every byte is as it was written.

    :raises BundleError: one is not; the text names what, and where.
    """
    if found := list(damaged(path)):
        raise BundleError(
            f"{path} is damaged: {'; '.join(map(told, found))}. Copy the file again from where it was made"
        )
    with open_bundle(path) as file:
        seal = read_seal(file)
        if seal is None:
            raise BundleError(f"{path} was changed while it was read")
        return read_contents(file, seal)


def told(span: Span) -> str:
    """A damaged span for people."""
    where = f"bytes {span.start:,} to {span.end - 1:,}"
    if span.what == "the seal":
        return f"the seal at the end ({where}), or the file is cut off or no bundle"
    return f"{span.what} ({where})"
