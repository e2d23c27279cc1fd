"""The frame of a model file: magic bytes, version, header, body and checksum, byte for byte reproducible."""

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

from cymraeg_data.errors import ModelError, reason_of
from cymraeg_data.locale import _

__all__ = ["ModelFrame"]

_LENGTHS = struct.Struct("<III")  # the version, and the bytes of header and body
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFrame:
    """One kind of model file: its magic bytes, its version, and the command that rebuilds it."""

    mark: bytes
    version: int
    rebuild: str

    def pack(self, header: bytes, body: bytes) -> bytes:
        """Return the bytes of a file with this header and body."""
        content = self.mark + _LENGTHS.pack(self.version, len(header), len(body)) + header + body
        return content + hashlib.sha256(content).digest()

    def unpack(self, content: bytes, name: str | Path) -> tuple[bytes, bytes]:
        """Return the header and the body in the bytes of the file `name`.

        Raises:
            ModelError: the bytes are damaged, not a file of this kind, or of another version.
        """
        start = len(self.mark) + _LENGTHS.size
        if len(content) < start + _DIGEST or not content.startswith(self.mark):
            raise ModelError(
                _("{path} is not a model file of cymraeg-data. Install the package again.", path=name)
            )
        version, n_header, n_body = _LENGTHS.unpack_from(content, len(self.mark))
        if version != self.version:
            raise ModelError(
                _(
                    "{path} is a model file of version {found}; version {expected} is needed."
                    " Rebuild it with: {command}",
                    path=name,
                    found=version,
                    expected=self.version,
                    command=self.rebuild,
                )
            )
        whole = len(content) == start + n_header + n_body + _DIGEST
        if not whole or hashlib.sha256(content[:-_DIGEST]).digest() != content[-_DIGEST:]:
            raise ModelError(
                _("The model file {path} is damaged (wrong checksum). Install the package again.", path=name)
            )
        return content[start : start + n_header], content[start + n_header : -_DIGEST]

    def read(self, path: str | Path) -> tuple[bytes, bytes]:
        """Return the header and the body of the file at `path`.

        Raises:
            ModelError: the file cannot be read, or `unpack` rejects it.
        """
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            raise ModelError(
                _("The model file {path} cannot be read: {reason}.", path=path, reason=reason_of(error))
            ) from error
        return self.unpack(content, path)
