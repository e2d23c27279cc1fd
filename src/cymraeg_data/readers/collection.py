"""Files, folders and tables in memory as a collection of sources."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cymraeg_data.errors import (
    InputError,
    NoDataError,
    SourceNotFoundError,
    UnknownFormatError,
    UnreadableError,
)
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.frames import Frame, frames_of
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.readers.file_language import default_names, file_language, is_welsh_script
from cymraeg_data.readers.registry import (
    KNOWN_FORMATS,
    describes_tables,
    is_data,
    looks_like_data,
    may_be_settings,
    reader_by_content,
    reader_for,
)
from cymraeg_data.readers.source import Block, Collection, Opened, Source
from cymraeg_data.readers.stream import File, not_as_declared, open_file
from cymraeg_data.readers.tabular.arrow_table import plain_batch, plain_schema

__all__ = ["read"]

_NOT_ENTERED = {"node_modules", "__pycache__"}


@checked_options
def read(data: object, *, encoding: str | None = None) -> Collection:
    r"""Return the sources in a file, a folder, a list of paths, or a table in memory (see `frames`).

    Nothing is read whole: each source gives batches. `encoding` overrides what the bytes of text files show.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "lleoedd.csv"
    ...     _size = path.write_text("Enw,Name\nAbertawe,Swansea\n", encoding="utf-8")
    ...     source = read(path).sources[0]
    ...     next(source.batches()).drop_columns("_source").to_pylist()
    [{'Enw': 'Abertawe', 'Name': 'Swansea', '_row': 1, '_line': 2}]

    Raises:
        SourceNotFoundError: there is nothing at a path.
        UnknownFormatError: a named file is in an unknown format.
        UnreadableError: a named file is damaged; inside a folder that is a finding.
        NoDataError: it has no data.
        WrongTypeError: the object is not a table.
    """
    if isinstance(data, str | Path):
        return _path(Path(data), encoding)
    if isinstance(data, list | tuple) and data and all(isinstance(each, str | Path) for each in data):
        return _paths([Path(each) for each in data], encoding)
    if isinstance(data, list | tuple) and not data:
        raise NoDataError(_("The list of paths is empty: there is no data to read."))
    return Collection(root=None, sources=tuple(map(_frame, frames_of(data))))


def _path(path: Path, encoding: str | None) -> Collection:
    if path.is_dir():
        return _folder(path, encoding)
    return Collection(root=path.parent, sources=_file(path, path.name, encoding), files=(path,))


def _paths(paths: list[Path], encoding: str | None) -> Collection:
    """Return one collection for all; names are relative to the folder they share."""
    for path in paths:
        if not path.exists():
            raise SourceNotFoundError(path)
    base = Path(
        os.path.commonpath([path.absolute() if path.is_dir() else path.absolute().parent for path in paths])
    )
    gathered = _Gathered(encoding=encoding)
    for path in paths:
        if path.is_dir():
            gathered.add_folder(path, _relative(path, base))
        else:
            gathered.files.append(path)
            gathered.sources += _file(path, _relative(path, base), encoding)
    return gathered.collection(base, str(base.name))


def _relative(path: Path, base: Path) -> str:
    name = path.absolute().relative_to(base).as_posix()
    return "" if name == "." else name


def _file(path: Path, name: str, encoding: str | None) -> tuple[Source, ...]:
    """Return the sources in a file given by name; anything wrong with it is raised."""
    if not path.exists():
        raise SourceNotFoundError(path)
    sources = _open(path, name, encoding, alone=True) if path.is_file() else ()
    if not sources:
        raise UnknownFormatError(path, KNOWN_FORMATS)
    if not sum(_has_rows(source) for source in sources):
        raise NoDataError(_("{path} has a header and no rows: there is no data to read.", path=name))
    return sources


def _folder(folder: Path, encoding: str | None) -> Collection:
    gathered = _Gathered(encoding=encoding)
    gathered.add_folder(folder, "")
    return gathered.collection(folder, folder.name or str(folder))


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """Sources, files and findings as folders are walked through."""

    encoding: str | None
    sources: list[Source] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add_folder(self, folder: Path, prefix: str) -> None:
        for path in _walk(folder):
            self.files.append(path)
            relative = path.relative_to(folder).as_posix()
            self._add(path, f"{prefix}/{relative}" if prefix else relative, folder)

    def _add(self, path: Path, name: str, root: Path) -> None:
        place = Location(source=name)
        if not is_data(path):
            if describes_tables(path):
                self._add_titles(path, name)
            return
        if reader_for(path) is None:
            if looks_like_data(path):
                self.findings.append(found("S706", place))
            return
        if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
            self.findings.append(found("S706", place))
            return
        self._add_data(path, name, place)

    def _add_data(self, path: Path, name: str, place: Location) -> None:
        try:
            sources = _open(path, name, self.encoding, alone=False)
        except UnknownFormatError:
            self.findings.append(found("S706", place))
        except (NoDataError, UnreadableError) as error:
            if may_be_settings(path) and file_language(name) is None:
                self.findings.append(found("S706", place))
            elif isinstance(error, NoDataError):
                self.findings.append(found("S705", place))
            else:
                self.findings.append(found("S707", place, reason=str(error)))
        else:
            for source in sources:
                self._keep(source, Location(source=source.name))

    def _add_titles(self, path: Path, name: str) -> None:
        """Add what the metadata of a table says in both languages.

        Metadata without titles in both languages is not data.
        """
        with contextlib.suppress(InputError):
            sources = _open(path, name, self.encoding, alone=False)
            self.sources += [source for source in sources if source.kind == "messages"]

    def _leave_settings_out(self) -> None:
        """Leave out trees without a language that no Welsh file translates.

        They are settings rather than texts.
        """
        translated = {
            name for source in self.sources if source.language == "cy" for name in default_names(source.name)
        }
        for source in list(self.sources):
            tree = source.kind == "catalogue" and source.format in {"yaml", "toml"}
            if tree and source.language is None and source.name not in translated:
                self.sources.remove(source)
                self.findings.append(found("S706", Location(source=source.name)))

    def _keep(self, source: Source, place: Location) -> None:
        if _has_rows(source):
            self.sources.append(source)
        elif any(finding.code == "S707" for finding in source.findings):
            self.findings.extend(source.findings)
        else:
            self.findings.append(found("S705", place))

    def collection(self, root: Path, shown: str) -> Collection:
        """Return what was gathered.

        Raises:
            NoDataError: nothing was found.
        """
        self._leave_settings_out()
        if not self.sources and not self.findings:
            raise NoDataError(
                _(
                    "There is no data in the folder {path}. Expected one of: {known}.",
                    path=shown,
                    known=", ".join(KNOWN_FORMATS),
                )
            )
        return Collection(
            root=root, sources=tuple(self.sources), files=tuple(self.files), findings=tuple(self.findings)
        )


def _walk(folder: Path) -> Iterator[Path]:
    """Yield every file in stable order; hidden folders and links to folders are not entered."""
    found_files: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _NOT_ENTERED]
        found_files.extend(Path(parent, name) for name in names)
    yield from sorted(found_files, key=lambda path: path.relative_to(folder).as_posix())


def _open(path: Path, name: str, encoding: str | None, *, alone: bool) -> tuple[Source, ...]:
    """Return the sources in a file, none where no reader supports it."""
    file = open_file(path, name, encoding)
    reader = reader_for(path) or reader_by_content(file)
    if reader is None:
        return ()
    opened = reader(file)
    parts = opened if isinstance(opened, tuple) else (opened,)
    return tuple(_source(file, part, alone=alone) for part in parts)


def _source(file: File, opened: Opened, *, alone: bool) -> Source:
    findings = (*not_as_declared(file), *opened.findings)
    return Source(
        name=f"{file.name}#{opened.part}" if opened.part else file.name,
        format=opened.format,
        path=file.path,
        schema=opened.schema,
        language=opened.language or _named_language(file),
        kind=opened.kind,
        twin=opened.twin,
        shared_keys=opened.shared_keys,
        run=opened.run,
        opening=findings,
        alone=alone,
        findings=list(findings),
    )


def _frame(frame: Frame) -> Source:
    """Return the source that a table in memory is."""
    schema, findings = plain_schema(frame.schema, frame.name)

    def run(_faults: list[Finding]) -> Iterator[Block]:
        for batch in frame.batches():
            yield Block(plain_batch(batch, schema))

    return Source(
        name=frame.name,
        format="arrow",
        schema=schema,
        run=run,
        opening=tuple(findings),
        findings=list(findings),
    )


def _named_language(file: File) -> str | None:
    """Return the language that the file's name says, unless its script is another.

    `cy` is Cyrillic as well.
    """
    language = file_language(file.name)
    if language is None or is_welsh_script(file.sample.decode("utf-8", "ignore")):
        return language
    return None


def _has_rows(source: Source) -> bool:
    """Return whether there is a row, or one that was left out: a file of bad rows is not empty."""
    try:
        if any(batch.num_rows for batch in source.batches()):
            source.findings = list(source.opening)
            return True
    except InputError:
        if source.alone:
            raise
    return any(finding.code == "S703" for finding in source.findings)
