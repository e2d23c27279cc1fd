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
            "Without a licence nobody may reuse the data, whatever was meant; AI vendors must leave it out."
        ),
        example=N_("A folder with names.csv and nothing that says under which terms it may be used."),
        hint=N_(
            "Put a LICENCE file beside the data, or name the licence in datapackage.json; for public data in"
            " Wales this is usually the Open Government Licence v3.0."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O602",
        severity=Severity.ERROR,
        title=N_("Licence not verified"),
        message=N_("The manifest’s state is “{state}”: nobody has verified the source and its licence."),
        why=N_(
            "A licence read second-hand may be wrong, and what has been published cannot be called back from"
            " those who took it."
        ),
        example=N_("A manifest with state = “unverified”, whose licence was read in somebody else’s README."),
        hint=N_(
            "Read the licence at the publisher’s own site, write down what was read, and set status.state to"
            " “verified” and status.verified_by to whoever read it."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O603",
        severity=Severity.ERROR,
        title=N_("Terms that do not allow publication"),
        message=N_("Licence {licence}, passing on: {redistribution}."),
        why=N_("Publishing what may not be passed on breaks the terms under which the data was given."),
        example=N_("Speech recordings under CC0 whose site forbids putting them elsewhere."),
        hint=N_("Publish a pointer to the source instead, or ask the publisher for leave."),
        principle=LEGAL,
    ),
    Code(
        code="O604",
        severity=Severity.ERROR,
        title=N_("Licence stated in two ways"),
        message=N_("The licence is “{found}” here and “{expected}” in the manifest."),
        counted=N_("Rows whose licence is not {expected}: {n} of {of}."),
        why=N_("Whoever reads only the one of them breaks the other, or leaves out data they may use."),
        example=N_("A card that says apache-2.0 over rows under the Open Government Licence."),
        hint=N_("Build the dataset again from its manifest."),
        principle=LEGAL,
    ),
    Code(
        code="O605",
        severity=Severity.ERROR,
        title=N_("Provenance that does not fit"),
        message=N_("Line {n_line} is not what the manifest and the build’s record give."),
        counted=N_("Rows whose source is not in provenance.jsonl: {n} of {of}."),
        why=N_("Without its source a row can be neither checked, attributed nor taken down."),
        example=N_("A row whose source_id is “arall.csv” when only “enwau.csv” was read."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=LEGAL,
    ),
    Code(
        code="O606",
        severity=Severity.WARNING,
        title=N_("Licence page that is gone"),
        message=N_("The page {url} could not be read: {reason}."),
        why=N_(
            "Whoever asks where it says that the data may be reused finds nothing there; perhaps the terms"
            " have changed."
        ),
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
        title=N_("Licences that do not go together"),
        message=N_("The card states “{stated}”: {reason}."),
        why=N_("Whoever takes the card at its word may break the terms that the text really has."),
        example=N_("“license: apache-2.0” over text from Wikipedia, which is under CC BY-SA."),
        hint=N_(
            "State the licence of each source, and for the whole the one that asks for most; put parts with"
            " other terms into configs of their own."
        ),
        principle=LEGAL,
    ),
    Code(
        code="O608",
        severity=Severity.WARNING,
        title=N_("Text without provenance"),
        message=N_(
            "Files whose rows do not say where they come from: {n} of {of}, and no file beside them does."
        ),
        why=N_("Without its source a row can be neither checked, attributed nor taken down."),
        example=N_("A file of sentences with the columns text_cy and text_en only."),
        hint=N_("Add a column with the source of each row, or a provenance.jsonl."),
        principle=LEGAL,
    ),
)
