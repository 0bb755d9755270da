"""Which text of a person is meant."""

from typing import Self


class FieldKey(str):
    """A field of the prose by its name; of several of a kind with its place among them: "wants", "brand:0"."""

    __slots__ = ()

    @classmethod
    def brand(cls, at: int) -> Self:
        """The story of a brand, 0 for the first."""
        return cls(f"brand:{at}")

    @classmethod
    def signal(cls, at: int) -> Self:
        """A habit with prices, 0 for the first."""
        return cls(f"signal:{at}")

    @property
    def brand_at(self) -> int | None:
        """Which brand's story it is; None where it is another field."""
        return self._place("brand")

    @property
    def signal_at(self) -> int | None:
        """Which habit with prices it is; None where it is another field."""
        return self._place("signal")

    def _place(self, wanted: str) -> int | None:
        kind, _, place = self.partition(":")
        return int(place) if kind == wanted else None
