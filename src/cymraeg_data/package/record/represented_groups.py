"""What a build records of its groups: publishable figures, small counts suppressed and others rounded."""

from dataclasses import dataclass

from cymraeg_data.package.manifests.values import Bilingual

__all__ = ["GroupFacts", "RepresentFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """A group compared with the reference; `n` and `share` are None where they are suppressed."""

    dimension: str
    group: str
    label_cy: str
    label_en: str
    n: int | None
    share: float | None
    low: float | None
    high: float | None
    reference_share: float | None
    difference_pp: float | None
    detectable_gap_pp: float | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentFacts:
    """A comparison as it may be published: rounded counts, what was not assessed, and the limitations."""

    reference: str
    of: str
    area: str
    n_rows: int
    threshold: int
    round_to: int
    titles: tuple[tuple[str, Bilingual], ...]
    groups: tuple[GroupFacts, ...]
    not_assessed: tuple[Bilingual, ...]
    limitations: tuple[Bilingual, ...]
