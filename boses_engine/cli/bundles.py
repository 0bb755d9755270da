"""The engine in one file, for a machine without network: `bundle …`."""

from pathlib import Path
from typing import Annotated

import typer

from boses_engine.cli.terminal import emit, say

bundle_app = typer.Typer(help="The engine in one file, for a machine without network.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The bundle.", show_default=False)]
Key = Annotated[
    str | None,
    typer.Option(metavar="PUBLIC", help="Check FILE.minisig too: a public key of minisign, the file or its text."),
]


@bundle_app.command("create")
def bundle_create(
    file: File,
    with_store: Annotated[bool, typer.Option("--with-store", help="With the people and studies made here.")] = False,
    groups: Annotated[list[Path] | None, typer.Option(help="A group file to take along; may be repeated.")] = None,
    models: Annotated[
        list[str] | None, typer.Option("--model", help="A further language model, by name or path; may be repeated.")
    ] = None,
    cuda: Annotated[bool, typer.Option("--cuda", help="For NVIDIA GPUs; several GB more.")] = False,
    sign: Annotated[
        Path | None, typer.Option(metavar="SECRET", help="Sign it with this secret key of minisign, into FILE.minisig.")
    ] = None,
) -> None:
    """Write the engine, its packages, weights, snapshots and documents into one file; needs the package index."""
    from boses_engine import signature
    from boses_engine.bundles.create import Wanted, create
    from boses_engine.groups.file import load_group
    from boses_engine.settings import Settings

    for group in groups or []:
        load_group(group)  # a mistake in it is found here rather than in the closed room
    key = signature.load_secret_key(sign, _password) if sign else None  # before the work, not after it
    contents = create(file, Wanted(with_store, groups or (), models or (), cuda), Settings.from_env(), say)
    emit(str(file))
    if key:
        emit(str(signature.sign(file, key)))
    say(
        f"{len(contents.parts)} files, {file.stat().st_size / 1e9:.2f} GB, for Python {contents.machine.python} on "
        f"{contents.machine.platform}; there: python{contents.machine.python} {file.name} install FOLDER"
    )


@bundle_app.command("verify")
def bundle_verify(file: File, key: Key = None) -> None:
    """Check every byte of a bundle, and its signature."""
    from boses_engine.bundles.check import require_whole
    from boses_engine.signature import require_signed

    contents = require_whole(file)
    if key:
        require_signed(file, key)
    signed = "and signed by this key" if key else "its signature was not asked for"
    emit(f"{file}: whole, {len(contents.parts)} files, {signed}")


@bundle_app.command("install")
def bundle_install(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.", show_default=False)],
    key: Key = None,
) -> None:
    """Install a bundle into a new folder, without network. With nothing installed yet: python3 FILE install FOLDER."""
    from boses_engine.bundles.install import install
    from boses_engine.signature import require_signed

    if key:
        require_signed(file, key)
    emit(str(install(file, folder, say)))


def sign(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="What to sign.", show_default=False)],
    key: Annotated[Path, typer.Option(metavar="SECRET", help="A secret key of minisign, as `minisign -G` writes it.")],
) -> None:
    """Sign snapshots or the list of models with a key of yours, each into FILE.minisig; see BOSES_SIGNED_BY."""
    from boses_engine import signature

    secret = signature.load_secret_key(key, _password)
    for file in files:
        emit(str(signature.sign(file, secret)))


def _password() -> str:
    return str(typer.prompt("Password of the key", hide_input=True, err=True))
