"""Signatures of files with a key of one's own, as minisign makes them: `minisign -V` checks them, `-S` signs too.

https://jedisct1.github.io/minisign (Ed25519); the signature lies beside its file, in `FILE.minisig`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boses_engine.errors import SignatureError
from boses_engine.files import open_file, replacing

if TYPE_CHECKING:
    from minisign import PublicKey, SecretKey

EXTRA = "pip install -c constraints.txt -e '.[bundle]'"
_MOST = 16_384  # bytes of a signature that are read; minisign's have some 300


def signature_path(path: Path) -> Path:
    """Where the signature of a file lies."""
    return path.with_name(f"{path.name}.minisig")


def load_secret_key(path: Path, password: Callable[[], str]) -> "SecretKey":
    """The secret key in a file that `minisign -G` has written; `password` is called where it has one.

    :raises SignatureError: there is no key in it, or the password is another.
    """
    from_file, error = _library().SecretKey.from_file, _library().Error
    try:
        key: SecretKey = from_file(path)
        if key.is_encrypted():
            key.decrypt(password())
    except OSError as exc:
        raise SignatureError(f"cannot read the key {path}: {exc.strerror}") from exc
    except error as exc:
        raise SignatureError(
            f"{path} does not open as a secret key of minisign ({exc}): `minisign -G` makes one"
        ) from exc
    return key


def sign(path: Path, key: "SecretKey") -> Path:
    """Signs the file and gives the path of the signature.

    :raises SignatureError: the file cannot be read, or the signature cannot be written.
    """
    try:
        with replacing(signature_path(path)) as fresh:
            fresh.write_bytes(bytes(key.sign_file(path, prehash=True)) + b"\n")
    except OSError as exc:
        raise SignatureError(f"cannot sign {path}: {exc.strerror} ({exc.filename})") from exc
    return signature_path(path)


def require_signed(path: Path, key: str, content: bytes | None = None) -> None:
    """Checks the file's signature against a public key: the file that minisign wrote, or the text in it.

    With `content`, the bytes that were read of the file are checked, not what lies there now.

    :raises SignatureError: there is no signature, it is not of this file, or not by this key.
    """
    public, library, beside = _public_key(key), _library(), signature_path(path)
    try:
        with open_file(beside) as file:
            signature = library.Signature.from_bytes(file.read(_MOST))
        if content is None:
            public.verify_file(path, signature)
        else:
            public.verify(content, signature)
    except FileNotFoundError as exc:
        raise SignatureError(
            f"{path} is not signed: there is no {beside.name} beside it. If you trust the file, sign it with: "
            f"sign --key SECRET {path.name}"
        ) from exc
    except OSError as exc:
        raise SignatureError(f"cannot read {exc.filename}: {exc.strerror}") from exc
    except library.Error as exc:
        raise SignatureError(
            f"{beside} is no signature of this file by this key ({exc}): do not use it before you know why"
        ) from exc


def _public_key(key: str) -> "PublicKey":
    library = _library()
    try:
        if Path(key).is_file():
            return library.PublicKey.from_file(key)
        return library.PublicKey.from_base64(key.strip())
    except OSError as exc:
        raise SignatureError(f"cannot read the key {key}: {exc.strerror}") from exc
    except library.Error as exc:
        raise SignatureError(f"{key!r} is neither a file with a public key of minisign nor such a key ({exc})") from exc


def _library() -> Any:
    try:
        import minisign
    except ImportError as exc:
        raise SignatureError(f"signatures need py-minisign: {EXTRA}") from exc
    return minisign
