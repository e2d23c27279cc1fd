"""Findings on structure, duplicates and files: S7xx."""

from cymraeg_data.findings.codes.code import LEGAL, QUALITY, TECHNICAL, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="S701",
        severity=Severity.WARNING,
        title=N_("Duplicate rows"),
        counted=N_("Rows that repeat an earlier row in every column: {n} of {of}."),
        why=N_("Repeats count twice in every figure and weigh twice in training."),
        example=N_("The row “Llanfair,Powys” on lines 12 and 340."),
        hint=N_("Remove the repeats, or add the column that tells them apart."),
        principle=QUALITY,
    ),
    Code(
        code="S702",
        severity=Severity.ERROR,
        title=N_("Two columns or keys with one name"),
        message=N_("The name “{name}” is there more than once; the later one is read as “{column}”."),
        why=N_(
            "Most programs keep only the last of two columns or keys with one name, and the other is lost"
            " without a word."
        ),
        example=N_("A header “Enw,Enw,Sir”."),
        hint=N_("Give each its own name: most programs keep only one of them."),
        principle=TECHNICAL,
    ),
    Code(
        code="S703",
        severity=Severity.ERROR,
        title=N_("Row with the wrong number of fields"),
        counted=N_("Rows whose number of fields is not {expected}, left out: {n}."),
        why=N_("A separator inside an unquoted value moves everything after it one column to the right."),
        example=N_("“Llanfair, Powys,SJ1006” under the header “Enw,Cyfeirnod grid”."),
        hint=N_("Quote the values that hold the separator, or complete the row."),
        principle=TECHNICAL,
    ),
    Code(
        code="S704",
        severity=Severity.WARNING,
        title=N_("Column with no values"),
        message=N_("The column is empty in each of its {of} rows."),
        why=N_("A column that is announced and empty misleads whoever plans to use it."),
        example=N_("“Math (Saesneg)” with no value in any row."),
        hint=N_("Fill the column or leave it out."),
        principle=QUALITY,
    ),
    Code(
        code="S705",
        severity=Severity.ERROR,
        title=N_("File with no data"),
        message=N_("The file holds no rows of data."),
        why=N_("An empty file in a release is most often a failed export."),
        example=N_("names.csv with a header and no rows."),
        hint=N_("Leave the file out of the release, or export it again."),
        principle=QUALITY,
    ),
    Code(
        code="S706",
        severity=Severity.NOTE,
        title=N_("File not checked"),
        message=N_("The file is in no format that can be checked."),
        why=N_("What cannot be read cannot be checked: nothing is known about the quality of this file."),
        example=N_("A scanned PDF beside the tables."),
        hint=N_("Publish data as CSV, Parquet, JSON or plain text, so that it can be checked and reused."),
        principle=TECHNICAL,
    ),
    Code(
        code="S707",
        severity=Severity.ERROR,
        title=N_("Unreadable file"),
        message=N_("The file could not be read to its end: {reason}"),
        why=N_(
            "A file that stops in the middle is most often cut short by a failed copy, and its last rows are"
            " lost."
        ),
        example=N_("A Parquet file without the footer that says where its columns are."),
        hint=N_("Export the file again, or leave it out of the release."),
        principle=TECHNICAL,
    ),
    Code(
        code="S708",
        severity=Severity.ERROR,
        title=N_("File of the build missing"),
        message=N_("The file is in the build’s record and not in the folder."),
        why=N_(
            "A dataset with a part missing loads wrongly or not at all, and its checksums no longer hold."
        ),
        example=N_("A build without its LICENSE.md."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=TECHNICAL,
    ),
    Code(
        code="S709",
        severity=Severity.ERROR,
        title=N_("File that is not part of the build"),
        message=N_("The file is in the folder and not in the build’s record."),
        why=N_(
            "Nobody knows where it came from or under which licence, and it would be published with the rest."
        ),
        example=N_("A spreadsheet with notes, left beside the data."),
        hint=N_("Move the file out of the folder; only what was built is published."),
        principle=LEGAL,
    ),
    Code(
        code="S710",
        severity=Severity.ERROR,
        title=N_("File changed since it was built"),
        message=N_("SHA-256 {expected} was expected, {found} was found."),
        why=N_("What was measured and stated is about other bytes than these."),
        example=N_("One byte of a Parquet file that a failing disk turned over."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=TECHNICAL,
    ),
    Code(
        code="S711",
        severity=Severity.ERROR,
        title=N_("Record of the build unusable"),
        message=N_("The record cannot be used: {reason}"),
        why=N_("Without its record nothing can be compared with what was built."),
        example=N_("A build.json that stops in the middle."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=TECHNICAL,
    ),
    Code(
        code="S712",
        severity=Severity.ERROR,
        title=N_("Manifest changed since the build"),
        message=N_("The checksum of the manifest is {found}; the build was made from {expected}."),
        why=N_(
            "The licence and the source that the dataset states are those of another manifest than the one it"
            " was built from."
        ),
        example=N_("A manifest.json in which the licence was changed after the build."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=LEGAL,
    ),
    Code(
        code="S713",
        severity=Severity.ERROR,
        title=N_("Columns other than those stated"),
        message=N_("Expected {expected}, found {found}."),
        why=N_("Programs that rely on the stated columns and types fail, or read something else."),
        example=N_("A column of numbers that is text in one of the files."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=TECHNICAL,
    ),
    Code(
        code="S714",
        severity=Severity.ERROR,
        title=N_("Identifiers missing, repeated or foreign"),
        counted=N_("Rows without an identifier of their own: {n} of {of}."),
        why=N_("A row without an identifier of its own cannot be cited, updated or taken down."),
        example=N_("Two rows with the id “enwau:Llanfair”."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=QUALITY,
    ),
    Code(
        code="S715",
        severity=Severity.ERROR,
        title=N_("Rows in two splits"),
        counted=N_("Rows of “{split}” that are in “{other}” too: {n} of {of}."),
        why=N_("A model that is tested on what it was trained on looks better than it is."),
        example=N_("The same sentence in train and in test."),
        hint=N_("Leave the rows out of one of the splits."),
        principle=QUALITY,
    ),
    Code(
        code="S716",
        severity=Severity.ERROR,
        title=N_("Number that the data does not bear out"),
        message=N_("{name}: {stated} is stated, and the data gives {found}."),
        why=N_("Whoever trusts a wrong number chooses the wrong data."),
        example=N_("A record that states 3,615 rows over a file with 3,614."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=QUALITY,
    ),
    Code(
        code="S717",
        severity=Severity.ERROR,
        title=N_("Page that is not what the data gives"),
        message=N_("“{found}” stands where “{expected}” should be."),
        why=N_("The card is what people read before they choose a dataset; it must say what the data says."),
        example=N_("A card that says 12,000 rows of Welsh where the data has 1,200."),
        hint=N_("Do not edit the pages of a build: change the manifest and build again."),
        principle=QUALITY,
    ),
    Code(
        code="S718",
        severity=Severity.ERROR,
        title=N_("Dataset that does not load as it is"),
        message=N_("What datasets loads ({way}) is not what was built: {reason}"),
        why=N_("What others load must be the rows that were checked."),
        example=N_("A card whose configs name files that are not there."),
        hint=N_("Build the dataset again; if this remains, report it with the reason."),
        principle=TECHNICAL,
    ),
    Code(
        code="S719",
        severity=Severity.ERROR,
        title=N_("Rows out of order"),
        message=N_("The rows of the file are not in the order that the manifest gives."),
        why=N_("Rows in a fixed order make a new version small to store and easy to compare."),
        example=N_("Rows shuffled after the build."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=TECHNICAL,
    ),
    Code(
        code="S720",
        severity=Severity.WARNING,
        title=N_("Built by another version"),
        message=N_(
            "Built by {found}; this is {expected}. The text of the card and the measured columns were not"
            " recomputed."
        ),
        why=N_("Pages and measures are those of the version that made them; another cannot recompute them."),
        example=N_("A folder built by 0.1.0 and verified with 0.2.0."),
        hint=N_("Build the dataset again with this version before it is published."),
        principle=TECHNICAL,
    ),
    Code(
        code="S721",
        severity=Severity.ERROR,
        title=N_("Duplicates that should be out"),
        counted=N_("Rows whose text is that of an earlier row, or resembles it: {n} of {of}."),
        why=N_(
            "The manifest and the card say that duplicates were left out; repeated text weighs twice in"
            " training."
        ),
        example=N_("The same notice under two ids."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=QUALITY,
    ),
    Code(
        code="S722",
        severity=Severity.ERROR,
        title=N_("Text of a benchmark"),
        counted=N_("Rows that contain text of the benchmark “{name}”: {n} of {of}."),
        why=N_("A model that has read the questions of a test cannot be tested with it any more."),
        example=N_("A sentence of a test set that was quoted in a report."),
        hint=N_("Leave the rows out: name the benchmark in steps.benchmarks and build again."),
        principle=QUALITY,
    ),
    Code(
        code="S723",
        severity=Severity.ERROR,
        title=N_("Row that was taken down"),
        message=N_("Rows that were taken down are there again: {n} ({ids})."),
        why=N_("Whoever asked for a row to be taken down was told that it would not come back."),
        example=N_("A row that returned when the dataset was built again."),
        hint=N_("Build the dataset again with the manifest that lists the row in policy.taken_down."),
        principle=LEGAL,
    ),
    Code(
        code="S724",
        severity=Severity.WARNING,
        title=N_("Repeated texts"),
        counted=N_(
            "Rows whose text is that of another row, or resembles it at 0.8 or more: {n} of {of}; the same:"
            " {equal}."
        ),
        why=N_("Repeated text weighs twice in training, and is learnt by heart."),
        example=N_("One press release under three addresses."),
        hint=N_("Leave them out: steps.exact_duplicates and steps.near_duplicates do so in a build."),
        principle=QUALITY,
    ),
    Code(
        code="S725",
        severity=Severity.ERROR,
        title=N_("Metadata that the data does not bear out"),
        message=N_("{name}: {stated} is stated, and the data gives {found}."),
        why=N_(
            "Catalogues and programs read croissant.json instead of the data; what is wrong in it goes wrong"
            " wherever it is read."
        ),
        example=N_("A croissant.json that names a column which is in no file."),
        hint=N_("Do not edit the pages of a build: change the manifest and build again."),
        principle=QUALITY,
    ),
    Code(
        code="S726",
        severity=Severity.WARNING,
        title=N_("Data marking that nobody explained"),
        counted=N_("Cells with a data marking whose meaning is not known: {n}."),
        why=N_(
            "A reader cannot tell whether the figure is confidential, missing or provisional, and may take it"
            " for what it is not."
        ),
        example=N_("“12.5 q” in a table whose list of data markings has no “q”."),
        hint=N_("Say in table.markings what the marking means, or mend the value."),
        principle=QUALITY,
    ),
    Code(
        code="S727",
        severity=Severity.WARNING,
        title=N_("Code with more than one label"),
        counted=N_("Codes that have more than one label: {n}."),
        why=N_(
            "Whoever looks up a code finds one of its labels, and the figures of two things may be mixed."
        ),
        example=N_("The code W06000023 as “Powys” in one row and as “Sir Powys” in another."),
        hint=N_("Use one label for each code, in each language."),
        principle=QUALITY,
    ),
    Code(
        code="S728",
        severity=Severity.ERROR,
        title=N_("Cell that does not follow from what was published"),
        counted=N_("Cells that are not what their codes and their text give: {n} of {of}."),
        why=N_("A figure must be traced to what its publisher wrote; this one cannot be."),
        example=N_("The value 37 beside the text “3,697”."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=QUALITY,
    ),
)
