"""Findings on representativeness: R4xx."""

from cymraeg_data.findings.codes.code import LEGAL, QUALITY, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="R401",
        severity=Severity.WARNING,
        title=N_("Group under-represented"),
        message=N_(
            "“{label_cy}” ({label_en}) is {share} % of the data and {reference} % of the reference"
            " population."
        ),
        why=N_(
            "A service, a statistic or a model that rests on the data will serve this group worse than"
            " others."
        ),
        example=N_(
            "People aged 75 and over are 4 % of the answers to a survey and 10 % of the population of Wales."
        ),
        hint=N_(
            "Collect more from this group, by another way if need be; weight only as far as the design effect"
            " allows, and say so where the data is published."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R402",
        severity=Severity.NOTE,
        title=N_("Group over-represented"),
        message=N_(
            "“{label_cy}” ({label_en}) is {share} % of the data and {reference} % of the reference"
            " population."
        ),
        why=N_(
            "What is common in this group looks common everywhere, and the other groups have the less room."
        ),
        example=N_("Residents of one authority are half of the answers to a survey of Wales."),
        hint=N_(
            "Look at the groups that are under-represented: weighting or further collection mends both at"
            " once."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R403",
        severity=Severity.WARNING,
        title=N_("Group absent"),
        message=N_(
            "Nobody in the data is in the group “{label_cy}” ({label_en}), which is {reference} % of the"
            " reference population."
        ),
        why=N_("Nothing can be learned about people who are not there, and no weight can stand for them."),
        example=N_("A corpus of recordings without a single speaker aged 65 or over."),
        hint=N_(
            "Ask first whether the column can say so: a group may be absent because its label is written in"
            " another way. Then collect from the group."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R404",
        severity=Severity.NOTE,
        title=N_("Too little data to say"),
        counted=N_(
            "Groups of {dimension} of which it cannot be said whether they are represented: {n} of {of}, with"
            " rows {rows}."
        ),
        why=N_(
            "Not to see a gap is not to have none: with few rows, or few speakers, only large gaps can be"
            " seen."
        ),
        example=N_("A survey of 60 people, in which a group of 3 % could be missing altogether by chance."),
        hint=N_(
            "See the smallest gap that could be detected, in the column detectable_gap_pp, before you call"
            " the data representative."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R405",
        severity=Severity.NOTE,
        title=N_("Priority group not assessed"),
        message=N_(
            "It is not known whether the group “{group}” is represented: no column or no reference tells."
        ),
        why=N_(
            "Public bodies in Wales have duties towards these groups, and a group that nobody asked about is"
            " easily forgotten."
        ),
        example=N_("A dataset without a column on disability."),
        hint=N_(
            "Name a column for the group if there is one; if there is none, say in the dataset card that it"
            " was not assessed."
        ),
        principle=LEGAL,
    ),
    Code(
        code="R406",
        severity=Severity.WARNING,
        title=N_("Labels of no known group"),
        counted=N_(
            "Values whose label is no known group of {dimension}: {n} of {of}; the most frequent is"
            " “{label}”, nearest known: {nearest}."
        ),
        why=N_("These rows are counted in no group, so every share is of the others only."),
        example=N_("“Gaerdydd” in a column of authorities, mutated as in a sentence."),
        hint=N_("Correct the labels at the source, or say with labels=… which group each stands for."),
        principle=QUALITY,
    ),
    Code(
        code="R407",
        severity=Severity.WARNING,
        title=N_("Many rows without an answer"),
        counted=N_("Rows that are in no group of {dimension}: {n} of {of}."),
        why=N_(
            "Those who do not answer differ from those who do: the shares among answers may be far from the"
            " truth."
        ),
        example=N_("A third of respondents left the question on ethnic group empty."),
        hint=N_(
            "Look at the worst and best case, share_if_missing_out and share_if_missing_in, and find out why"
            " the answers are missing."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R408",
        severity=Severity.WARNING,
        title=N_("Much from one contributor"),
        message=N_(
            "One contributor gave {percent} % of the rows with an answer on {dimension}; there are {units} in"
            " all."
        ),
        why=N_(
            "The data speaks with one voice: its groups, words and opinions are those of a single person or"
            " body."
        ),
        example=N_("A corpus in which one author wrote a quarter of the documents."),
        hint=N_(
            "Take no more than so many rows from each contributor, and compare the shares by contributor, in"
            " unit_share, with those by row."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R409",
        severity=Severity.NOTE,
        title=N_("Labels matched by likeness"),
        counted=N_("Labels of {dimension} that were taken for the group most like them: {n}."),
        why=N_("A likeness of letters is a guess: two different places may differ by one letter."),
        example=N_("“Caerdyd” taken for “Caerdydd”."),
        hint=N_("Read the list, and put those that are right into labels=…."),
        principle=QUALITY,
    ),
    Code(
        code="R410",
        severity=Severity.NOTE,
        title=N_("Collected online only"),
        message=N_(
            "The data was collected online: people who are not online are not in it, and no figure here can"
            " show it."
        ),
        why=N_(
            "Older people, disabled people and residents of social housing are online less often than others."
        ),
        example=N_("A consultation answered through a web form only."),
        hint=N_(
            "Offer paper, telephone or face-to-face answers, and publish the ceilings of the priority groups"
            " with the data, as the assumption that they are."
        ),
        principle=LEGAL,
    ),
    Code(
        code="R411",
        severity=Severity.WARNING,
        title=N_("Only one group"),
        message=N_("Every answer on {dimension} is in the group “{group}”."),
        why=N_(
            "A column in which everything is the same says nothing about anybody else; it may be a default"
            " that nobody changed."
        ),
        example=N_("“Sex” is “Female” in each row."),
        hint=N_(
            "Ask whether the column was filled in at all; if so, compare with a reference for this group"
            " only."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R412",
        severity=Severity.NOTE,
        title=N_("Compared on another base"),
        message=N_(
            "{dimension} is shown against a reference of {unit} from age {first}, which is not the base of"
            " the rows."
        ),
        why=N_("A share of households is not one of people, and a share of adults is not one of everybody."),
        example=N_("Tenure, counted by household in the Census, for a survey with a row a person."),
        hint=N_("Do not draw a conclusion from it; find a reference on the base of the data."),
        principle=QUALITY,
    ),
    Code(
        code="R413",
        severity=Severity.WARNING,
        title=N_("More errors in one group"),
        message=N_(
            "The error rate in the group “{group}” of {dimension} is {rate} %, against {rest} % elsewhere."
        ),
        why=N_("A model that is right on the whole may be wrong for one group, who then bear its mistakes."),
        example=N_(
            "A speech recogniser misses 31 % of the words of speakers from the north and 18 % of the others."
        ),
        hint=N_("Add data of this group, evaluate again, and publish the figures by group with the model."),
        principle=LEGAL,
    ),
)
