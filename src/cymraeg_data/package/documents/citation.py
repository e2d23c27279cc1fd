"""How to cite a dataset."""

from cymraeg_data.package.manifests.manifest import Manifest

__all__ = ["bibtex"]

_OUT = str.maketrans("", "", "{}\\")


def bibtex(manifest: Manifest) -> str:
    """Return an entry for BibTeX: who published what in which version, and the attribution in both languages.

    The year is that in which the data was retrieved; braces and backslashes, which BibTeX reads as its own,
    are left out.
    """
    parts = {
        "author": f"{{{_text(manifest.publisher.name.cy)} / {_text(manifest.publisher.name.en)}}}",
        "title": f"{{{_text(manifest.title.cy)} / {_text(manifest.title.en)}}}",
        "version": manifest.version,
        "year": manifest.snapshot.retrieved[:4],
        "url": manifest.publisher.url,
        "note": f"{_text(manifest.licence.attribution.cy)} / {_text(manifest.licence.attribution.en)}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in parts.items())
    return f"@misc{{{manifest.id}-{manifest.version},\n{lines}}}"


def _text(value: str) -> str:
    return " ".join(value.translate(_OUT).split())
