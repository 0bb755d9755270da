"""The writer: an adapter that teaches the default language model to put notes about a person into plain prose.

Pairs of notes and prose, written by hand, lie in `pairs/`. `python -m writing` trains from them, measures, and exports
what `models/boses-writer` ships; it needs the extra `training`.
"""
