"""Every page of a build, written from the manifest and the counts of the build."""

import json
from collections.abc import Callable, Mapping

from cymraeg_data.package.documents import card, croissant, datasheet, scorecard, table_pages
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["PAGES", "PROVENANCE", "pages", "provenance"]

PROVENANCE = "provenance.jsonl"


def provenance(manifest: Manifest, facts: Facts) -> str:
    """Return one line of JSON for each input file."""
    lines = [
        {
            "source_id": item.source_id,
            "path": item.path,
            "bytes": item.bytes,
            "sha256": item.sha256,
            "urls": list(manifest.access.urls),
            "retrieved": manifest.snapshot.retrieved,
            "publisher": manifest.publisher.url,
            "licence": manifest.licence.id,
            "licence_url": manifest.licence.url,
            "licence_evidence_url": manifest.licence.evidence_url,
            "licence_checked_on": manifest.licence.checked_on,
            "manifest_sha256": manifest.sha256,
        }
        for item in facts.inputs
    ]
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)


PAGES: Mapping[str, Callable[[Manifest, Facts], str]] = {
    "README.md": card.readme,
    "LICENSE.md": lambda manifest, __: card.licence(manifest),
    "CHANGELOG.md": card.changelog,
    datasheet.NAME: datasheet.text,
    scorecard.NAME: scorecard.text,
    croissant.NAME: croissant.text,
    PROVENANCE: provenance,
}
"""The pages that every build has, and what writes each."""


def pages(manifest: Manifest, facts: Facts) -> Mapping[str, Callable[[Manifest, Facts], str]]:
    """Return the pages of one build, and what writes each: a statistical table has more of them."""
    return {**PAGES, **table_pages.pages(manifest, facts)}
