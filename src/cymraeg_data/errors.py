"""Exceptions: misuse, and data that cannot be read at all.

    CymraegDataError ├── InputError (ValueError)           nothing can be done with what was given │   ├──
    SourceNotFoundError (FileNotFoundError) │   ├── NoDataError                   a file or folder holds no
    data │   ├── UnknownFormatError            no reader knows this file │   ├── UnreadableError
    the file is damaged, or not what its name says │   ├── ManifestError                 a manifest with
    faults; all of them are in `.faults` │   ├── FetchError (ConnectionError)  data could not be fetched, or
    is not what was asked for │   ├── OutputExistsError (FileExistsError) │   └── NotPublishableError
    a dataset that may not be published; the reasons are in `.findings` ├── HubError (ConnectionError)
    the Hugging Face hub refused, or could not be reached ├── UnknownColumnError (KeyError)     a column that
    the table does not have ├── WrongTypeError (TypeError)        an object or Arrow type that is not accepted
    ├── ModelError (ValueError)           a model file that is damaged or of another version └──
    MissingExtraError (ImportError)   an optional package that is not installed

A fact about data is a `Finding`, not an exception. Each message has what was found, what was expected and
what to do next.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cymraeg_data.locale import N_, _

__all__ = [
    "CymraegDataError",
    "FetchError",
    "HubError",
    "InputError",
    "ManifestError",
    "MissingExtraError",
    "ModelError",
    "NoDataError",
    "NotPublishableError",
    "OutputExistsError",
    "SourceNotFoundError",
    "UnknownColumnError",
    "UnknownFormatError",
    "UnreadableError",
    "WrongTypeError",
]

# What operating systems say in English, for the catalogue: the reasons that a person meets.
_OF_THE_SYSTEM = frozenset(
    {
        N_("Broken pipe"),
        N_("Connection refused"),
        N_("Connection reset by peer"),
        N_("Connection timed out"),
        N_("Device or resource busy"),
        N_("Directory not empty"),
        N_("Disk quota exceeded"),
        N_("File exists"),
        N_("File name too long"),
        N_("File too large"),
        N_("Input/output error"),
        N_("Invalid argument"),
        N_("Is a directory"),
        N_("Name or service not known"),
        N_("Network is unreachable"),
        N_("No space left on device"),
        N_("No such file or directory"),
        N_("Not a directory"),
        N_("Operation not permitted"),
        N_("Permission denied"),
        N_("Read-only file system"),
        N_("Temporary failure in name resolution"),
        N_("Too many open files"),
    }
)


class CymraegDataError(Exception):
    """The base class of the library's exceptions. Each can be pickled: a pool of workers can raise it."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the message and the facts: those of the constructor are not kept."""
        return _unpickled, (type(self), self.args, self.__dict__)


def _unpickled(
    kind: type[CymraegDataError], args: tuple[object, ...], facts: dict[str, object]
) -> CymraegDataError:
    base = OSError if issubclass(kind, OSError) else Exception  # whose layout an object of this kind has
    error: CymraegDataError = base.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error


class InputError(CymraegDataError, ValueError):
    """Unusable input; the command line exits with 2."""


class SourceNotFoundError(InputError, FileNotFoundError):
    """The given path does not exist."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            _(
                "There is no file or folder at {path}. Check the spelling and the folder you are in.",
                path=path,
            )
        )

    __str__ = Exception.__str__


class NoDataError(InputError):
    """The file, folder or table holds no data."""


class UnknownFormatError(InputError):
    """No reader knows the format of this file."""

    def __init__(self, path: str | Path, known: Iterable[str]) -> None:
        super().__init__(
            _(
                "{path} is in no format that can be read. Expected one of: {known}. Export the data to one of"
                " them.",
                path=path,
                known=", ".join(known),
            )
        )


class UnreadableError(InputError):
    """The file is damaged, cut short, or not what its name says."""


class ManifestError(InputError):
    """A dataset manifest with faults; `faults` has all of them, each with its place."""

    def __init__(self, path: str | Path, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(self.faults, 1))
        super().__init__(
            _("Faults in the manifest {path}: {n}\n{faults}", path=path, n=len(self.faults), faults=lines)
        )


class FetchError(InputError, ConnectionError):
    """Data could not be fetched, or is not what was asked for; none of it is used."""

    __str__ = Exception.__str__


class OutputExistsError(InputError, FileExistsError):
    """The output path has content that this library did not make; nothing was changed."""

    def __init__(self, path: str | Path, message: str | None = None) -> None:
        super().__init__(
            message
            or _(
                "{path} exists and was not made by cymraeg-data, or was changed since. Nothing was touched;"
                " choose another folder.",
                path=path,
            )
            if Path(path).is_dir()
            else _("{path} exists already. Nothing was written; choose another name.", path=path)
        )

    __str__ = Exception.__str__


class NotPublishableError(InputError):
    """A dataset that may not be published; `findings` has the reasons."""

    def __init__(self, path: str | Path, findings: Iterable[object]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            _(
                "{path} may not be published. Findings: {n}. `cymraeg-data verify` lists them; nothing was"
                " sent.",
                path=path,
                n=len(self.findings),
            )
        )


class HubError(CymraegDataError, ConnectionError):
    """The Hugging Face hub refused, or could not be reached; the message has the state of the repository."""


class UnknownColumnError(CymraegDataError, KeyError):
    """A column that the table does not have."""

    def __init__(self, name: str, columns: Iterable[str]) -> None:
        super().__init__(
            _(
                "There is no column “{name}”. The columns are: {columns}.",
                name=name,
                columns=", ".join(f"“{column}”" for column in columns),
            )
        )

    __str__ = Exception.__str__


class WrongTypeError(CymraegDataError, TypeError):
    """An object, or an Arrow type, that is not accepted here."""


def require_text(found: object, function: str, column: str | None = None) -> None:
    """Refuse what is not one text, and name the function over a column where there is one.

    >>> require_text(None, "detect", "columns.detect")
    Traceback (most recent call last):
        ...
    cymraeg_data.errors.WrongTypeError: detect takes one text, not NoneType. For a column use columns.detect.

    Raises:
        WrongTypeError: `found` is not a `str`.
    """
    if isinstance(found, str):
        return
    kind = type(found).__name__
    if column is None:
        raise WrongTypeError(_("{function} takes one text, not {found}.", function=function, found=kind))
    raise WrongTypeError(
        _(
            "{function} takes one text, not {found}. For a column use {column}.",
            function=function,
            found=kind,
            column=column,
        )
    )


def reason_of(error: Exception) -> str:
    """Return what the system or a codec says, in the current language where it has the words.

    The path is left out: it differs from machine to machine.

    >>> from cymraeg_data import locale
    >>> with locale.use("cy"):
    ...     reason_of(IsADirectoryError(21, "Is a directory", "enwau.csv"))
    'ffolder yw'
    """
    if isinstance(error, UnicodeDecodeError):
        return _(
            "byte {byte} at position {position} is not valid {encoding}",
            byte=f"0x{error.object[error.start]:02x}",
            position=error.start,
            encoding=error.encoding,
        )
    said = getattr(error, "strerror", None)
    if said is None:
        return str(error)
    return _(said) if said in _OF_THE_SYSTEM else said


class ModelError(CymraegDataError, ValueError):
    """A language model file that is damaged or was made for another version."""


class MissingExtraError(CymraegDataError, ImportError):
    """An optional package that is needed here is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            _(
                "{package} is needed here and is not installed. Install it with: pip install"
                " 'cymraeg-data[{extra}]'",
                package=package,
                extra=extra,
            )
        )


def __dir__() -> list[str]:
    return sorted(__all__)
