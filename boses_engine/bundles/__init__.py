"""Bundles: one file that takes the engine into a room without network.

`layout`, `check`, `unpack`, `machine`, `install` and `program` need nothing but Python: they also run from the file.
"""
