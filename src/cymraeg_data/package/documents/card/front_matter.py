"""The YAML at the head of the card: what the hub, its viewer and `datasets` read."""

from collections import Counter

import yaml

from cymraeg_data.package.documents import scorecard
from cymraeg_data.package.manifests import licences
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["TAGS", "front_matter", "size_category"]

TAGS = ("cymraeg", "welsh", "wales", "open-government-data")
"""Tags of every dataset."""
_TRANSLATED = ("pairs", "terms")
_TASKS = {"documents": ["text-generation"]}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_BIGGER = ((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"))


def front_matter(manifest: Manifest, facts: Facts) -> str:
    """Return the YAML without its fences: the fields of the hub's `DatasetCardData`, in its order."""
    hub = licences.hub_licence(manifest.licence.id)
    values = {
        "language": sorted({tag.split("-")[0] for tag in manifest.languages.tags}),
        "license": hub.license,
        "multilinguality": [_multilinguality(manifest)],
        "size_categories": [size_category(facts.n_rows)],
        "source_datasets": [_source(manifest)],
        "task_categories": ["translation"] if facts.config in _TRANSLATED else _TASKS.get(facts.config),
        "pretty_name": f"{manifest.title.cy} / {manifest.title.en}",
        "license_name": hub.license_name,
        "license_link": hub.license_link,
        "tags": list(TAGS),
        "configs": [
            {
                "config_name": facts.config,
                "data_files": [
                    {"split": split.name, "path": f"data/{facts.config}/{split.name}-*.parquet"}
                    for split in facts.splits
                ],
            }
        ],
        "dataset_info": [
            {
                "config_name": facts.config,
                "features": [{"name": column.name, "dtype": column.type} for column in facts.columns],
                "splits": [
                    {"name": split.name, "num_bytes": split.bytes, "num_examples": split.n_rows}
                    for split in facts.splits
                ],
                "download_size": sum(file.bytes for file in facts.files),
                "dataset_size": sum(split.bytes for split in facts.splits),
            }
        ],
        "cymraeg_data": {
            "id": facts.id,
            "version": facts.version,
            "schema": f"{facts.config}/{facts.schema_version}",
            "content_sha256": facts.content_sha256,
            "status": facts.status,
            "readiness": dict(Counter(scorecard.results(manifest, facts).values())),
        },
    }
    stated = {name: value for name, value in values.items() if value is not None}
    return str(yaml.safe_dump(stated, allow_unicode=True, sort_keys=False)).strip()


def _multilinguality(manifest: Manifest) -> str:
    """Return the hub's term for how many languages there are and whether one translates the other."""
    if len(manifest.languages.tags) == 1:
        return "monolingual"
    return "translation" if manifest.parse.config in _TRANSLATED else "multilingual"


def _source(manifest: Manifest) -> str:
    """Return the hub's word for where the data comes from: another dataset of the hub, or nowhere on it."""
    __, found, repository = next(iter(manifest.access.urls), "").partition("/datasets/")
    if manifest.access.kind != "hub" or not found:
        return "original"
    return "extended|" + "/".join(repository.split("/")[:2])


def size_category(n_rows: int) -> str:
    """Return the hub's size category.

    >>> size_category(3615)
    '1K<n<10K'
    """
    return next((name for limit, name in (*_SIZES, *_BIGGER) if n_rows < limit), "n>1B")
