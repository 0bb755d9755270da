"""`python -m boses_engine`."""

from boses_engine.cli import main

main()
