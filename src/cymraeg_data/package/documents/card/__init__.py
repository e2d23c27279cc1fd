"""The dataset's card: YAML for the hub, then the same sections in Welsh and in English."""

from cymraeg_data import locale
from cymraeg_data.package.documents.card.front_matter import front_matter
from cymraeg_data.package.documents.card.sections import half, licence_lines
from cymraeg_data.package.documents.card.step_section import version
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["HEADINGS", "changelog", "licence", "readme"]

HEADINGS = {"cy": "Cymraeg", "en": "English"}


def readme(manifest: Manifest, facts: Facts) -> str:
    """Return README.md: YAML front matter, the Welsh half, the English half."""
    title = manifest.title
    parts = [f"---\n{front_matter(manifest, facts)}\n---", f"# {title.cy} / {title.en}"]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            parts += [f"## {HEADINGS[lang]}", *half(manifest, facts)]
    return "\n\n".join(parts) + "\n"


def changelog(manifest: Manifest, facts: Facts) -> str:
    """Return CHANGELOG.md: what became of the rows in each version, the newest first, in both languages."""
    parts = [f"# {manifest.title.cy} / {manifest.title.en}"]
    for item in facts.history:
        parts.append(f"## {item.version}")
        for lang in locale.LANGUAGES:
            with locale.use(lang):
                parts.append(version(item))
    return "\n\n".join(parts) + "\n"


def licence(manifest: Manifest) -> str:
    """Return LICENSE.md: the name of the licence, the address of its text and the attribution."""
    parts = [f"# {manifest.title.cy} / {manifest.title.en}"]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            parts += [f"## {HEADINGS[lang]}", *licence_lines(manifest)]
    return "\n\n".join(parts) + "\n"
