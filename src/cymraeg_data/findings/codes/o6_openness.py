"""Findings on licence, provenance and openness: O6xx."""

from cymraeg_data.findings.codes.code import LEGAL, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="O601",
        severity=Severity.ERROR,
        title=N_("No licence"),
        message=N_("No licence was found with the data."),
        why=N_(
            "Data without a licence may not be reused, whatever was intended; AI vendors must leave it out."
        ),
        example=N_("A folder with names.csv and no statement of the terms of its use."),
        hint=N_(
            "Put a LICENCE file next to the data, or name the licence in datapackage.json; for public"
            " data in Wales this is usually the Open Government Licence v3.0."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O602",
        severity=Severity.ERROR,
        title=N_("Licence not verified"),
        message=N_("The manifest's state is “{state}”: the source and its licence are not yet verified."),
        why=N_(
            "A licence read second-hand may be wrong, and published data cannot be recalled from its users."
        ),
        example=N_("A manifest with state = “unverified”, whose licence was read in a third party's README."),
        hint=N_(
            "Read the licence at the publisher's own site, record the evidence, and set status.state to"
            " “verified” and status.verified_by to the name of the reader."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O603",
        severity=Severity.ERROR,
        title=N_("Terms that do not allow publication"),
        message=N_("Licence {licence}, redistribution: {redistribution}."),
        why=N_("Publishing data that may not be redistributed breaks the terms of its licence."),
        example=N_("Speech recordings under CC0 whose site forbids putting them elsewhere."),
        hint=N_("Publish a pointer to the source instead, or ask the publisher for permission."),
        principle=LEGAL,
    ),
    Code(
        code="O604",
        severity=Severity.ERROR,
        title=N_("Licence stated in two ways"),
        message=N_("The licence is “{found}” here and “{expected}” in the manifest."),
        counted=N_("Rows whose licence is not {expected}: {n} of {of}."),
        why=N_("Users who read only one of them break the other, or leave out data that they may use."),
        example=N_("A card that says apache-2.0 over rows under the Open Government Licence."),
        hint=N_("Build the dataset again from its manifest."),
        principle=LEGAL,
    ),
    Code(
        code="O605",
        severity=Severity.ERROR,
        title=N_("Provenance does not match"),
        message=N_("Line {n_line} differs from the manifest and the build's record."),
        counted=N_("Rows whose source is not in provenance.jsonl: {n} of {of}."),
        why=N_("Without its source a row can be neither checked, attributed nor taken down."),
        example=N_("A row whose source_id is “arall.csv” when only “enwau.csv” was read."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=LEGAL,
    ),
    Code(
        code="O606",
        severity=Severity.WARNING,
        title=N_("Licence page missing"),
        message=N_("The page {url} could not be read: {reason}."),
        why=N_("The evidence that the data may be reused is gone; the terms may have changed."),
        example=N_("A manifest whose licence.evidence_url answers with status 404."),
        hint=N_(
            "Find the page's new address at the publisher, read the terms again, and write address, evidence"
            " and date into the manifest."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O607",
        severity=Severity.ERROR,
        title=N_("Contradictory licences"),
        message=N_("The card states “{stated}”: {reason}."),
        why=N_("Users who rely on the card may break the actual terms of the text."),
        example=N_("“license: apache-2.0” over text from Wikipedia, which is under CC BY-SA."),
        hint=N_(
            "State the licence of each source, and for the whole the strictest one; put parts with other"
            " terms into separate configs."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O608",
        severity=Severity.WARNING,
        title=N_("Text without provenance"),
        message=N_(
            "Files without the provenance of their rows, in a column or in a file next to them: {n} of {of}."
        ),
        why=N_("Without its source a row can be neither checked, attributed nor taken down."),
        example=N_("A file of sentences with the columns text_cy and text_en only."),
        hint=N_("Add a column with the source of each row, or a provenance.jsonl."),
        principle=LEGAL,
    ),
)
