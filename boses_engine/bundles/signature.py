"""Sign a bundle with a key of one's own, as minisign does: `minisign -V` checks it too, and signs instead of this.

https://jedisct1.github.io/minisign; the signature lies beside the bundle, in `FILE.minisig`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boses_engine.errors import BundleError
from boses_engine.files import replacing

if TYPE_CHECKING:
    from minisign import PublicKey, SecretKey

EXTRA = "pip install -c constraints.txt -e '.[bundle]'"


def signature_path(path: Path) -> Path:
    """Where the signature of a file lies."""
    return path.with_name(f"{path.name}.minisig")


def load_secret_key(path: Path, password: Callable[[], str]) -> "SecretKey":
    """The secret key in a file that `minisign -G` has written; `password` is called where it has one.

    :raises BundleError: there is no key in it, or the password is another.
    """
    from_file, error = _library().SecretKey.from_file, _library().Error
    try:
        key: SecretKey = from_file(path)
        if key.is_encrypted():
            key.decrypt(password())
    except OSError as exc:
        raise BundleError(f"cannot read the key {path}: {exc.strerror}") from exc
    except error as exc:
        raise BundleError(f"{path} does not open as a secret key of minisign ({exc}): `minisign -G` makes one") from exc
    return key


def sign(path: Path, key: "SecretKey") -> Path:
    """Signs the file and gives the path of the signature; raises BundleError where that cannot be written."""
    try:
        with replacing(signature_path(path)) as fresh:
            fresh.write_bytes(bytes(key.sign_file(path, prehash=True)) + b"\n")
    except OSError as exc:
        raise BundleError(f"cannot write {signature_path(path)}: {exc.strerror}") from exc
    return signature_path(path)


def require_signed(path: Path, key: str) -> None:
    """Checks the file's signature against a public key: the file that minisign wrote, or the text in it.

    :raises BundleError: there is no signature, it is not of this file, or not by this key.
    """
    public, library = _public_key(key), _library()
    try:
        public.verify_file(path, library.Signature.from_file(signature_path(path)))
    except OSError as exc:
        raise BundleError(f"cannot read {exc.filename}: {exc.strerror}; it is made by `bundle create --sign`") from exc
    except library.Error as exc:
        raise BundleError(
            f"{signature_path(path)} is no signature of this file by this key ({exc}): do not install it before you "
            "know why"
        ) from exc


def _public_key(key: str) -> "PublicKey":
    library = _library()
    try:
        if Path(key).is_file():
            return library.PublicKey.from_file(key)
        return library.PublicKey.from_base64(key.strip())
    except OSError as exc:
        raise BundleError(f"cannot read the key {key}: {exc.strerror}") from exc
    except library.Error as exc:
        raise BundleError(f"{key!r} is neither a file with a public key of minisign nor such a key ({exc})") from exc


def _library() -> Any:
    try:
        import minisign
    except ImportError as exc:
        raise BundleError(f"signatures need py-minisign: {EXTRA}") from exc
    return minisign
