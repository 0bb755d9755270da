"""From a folder of exports to the rows that are worth counting, without personal data: `clean_folder`."""

from boses_engine.snapshots.cleaning.folder import clean_folder

__all__ = ["clean_folder"]
