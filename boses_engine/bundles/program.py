"""The command line of a bundle itself: `python FILE verify`, `python FILE install FOLDER`, with nothing installed."""

import argparse
import sys
from pathlib import Path

from boses_engine.bundles.check import require_whole
from boses_engine.bundles.install import install
from boses_engine.errors import BosesError


def main(path: Path, words: list[str]) -> int:
    """Runs the command that the words ask for on the bundle at `path`; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog=f"python3 {path}",
        description="Boses Engine for a machine without network: the engine, its packages, weights and documents.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("verify", help="check every byte of this file")
    installing = commands.add_parser("install", help="install it into a new folder")
    installing.add_argument("folder", type=Path, metavar="FOLDER")
    given = parser.parse_args(words)
    try:
        if given.command == "verify":
            contents = require_whole(path)
            print(f"whole: {len(contents.parts)} files, for Python {contents.machine.python}")
        else:
            command = install(path, given.folder, lambda text: print(text, file=sys.stderr, flush=True))
            print(f"{command} generate {command.parent / 'groups/jakarta_gen_z.yaml'}")
    except BosesError as exc:
        print(f"boses: {exc}", file=sys.stderr)
        return exc.exit_status
    except KeyboardInterrupt:
        print("boses: stopped", file=sys.stderr)
        return 130
    return 0
