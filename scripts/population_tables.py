"""Write the packaged population tables from the development data.

    python scripts/population_tables.py [--source ../shared/data/population]

Makes counts.csv, shares.csv, geographies.csv, lsoa11_wimd2019.csv, aliases.csv, welsh_speakers.csv and
internet_use.csv under src/cymraeg_data/data/population. dimensions.csv and categories.csv are written by
hand: they hold labels and bases, and every code of the other tables must be in them (a test looks).

What is left out, and why: age bands (they are sums of the single years), the remainder of
`sex_by_broad_age_la.csv` (the total less 16 to 64 says the same), totals, and the percentages of dimensions
whose counts are here.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/cymraeg_data/data/population"
SOURCE = ROOT.parent / "shared/data/population"
WALES = "W92000004"

COUNTS = {
    "age_single_year_la.csv": "age_single_year",
    "disability_la.csv": "disability",
    "ethnic_group_la.csv": "ethnic_group",
    "religion_la.csv": "religion",
    "tenure_la.csv": "tenure",
    "household_deprivation_la.csv": "household_deprivation",
    "sexual_orientation_wales.csv": "sexual_orientation",
    "main_language_proficiency_wales.csv": "english_proficiency",
    "rural_urban_la.csv": "rural_urban",
    "wimd2019_decile_wales.csv": "wimd_decile",
}
SHARES = {
    "economic activity": "economic_activity",
    "general health": "general_health",
    "highest qualification": "highest_qualification",
    "unpaid care": "unpaid_care",
}
# The rows of the proficiency table overlap: this one is the sum of the four that follow it.
NOT_A_PART = {"main_language_is_not_english_english_or_welsh_in_wales", "TOTAL"}
# The source has slips in these two ("Sir Y Fflint", "Sir Gaerfryddin").
NAMES_CY = {"W06000005": "Sir y Fflint", "W06000010": "Sir Gaerfyrddin"}
HEALTH_BOARDS_CY = {
    "W11000023": "Bwrdd Iechyd Prifysgol Betsi Cadwaladr",
    "W11000024": "Bwrdd Iechyd Addysgu Powys",
    "W11000025": "Bwrdd Iechyd Prifysgol Hywel Dda",
    "W11000028": "Bwrdd Iechyd Prifysgol Aneurin Bevan",
    "W11000029": "Bwrdd Iechyd Prifysgol Caerdydd a'r Fro",
    "W11000030": "Bwrdd Iechyd Prifysgol Cwm Taf Morgannwg",
    "W11000031": "Bwrdd Iechyd Prifysgol Bae Abertawe",
}
# The four regions of the Corporate Joint Committees (regulations of 2021), by health board except in the
# west.
REGIONS = {
    "north": ("North Wales", "Gogledd Cymru"),
    "mid": ("Mid Wales", "Canolbarth Cymru"),
    "south_west": ("South West Wales", "De-orllewin Cymru"),
    "south_east": ("South East Wales", "De-ddwyrain Cymru"),
}
MID, SOUTH_WEST = {"W06000008", "W06000023"}, {"W06000009", "W06000010", "W06000011", "W06000012"}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield dimension, geography, category and count, in the order of the sources."""
    for name, dimension in COUNTS.items():
        for row in rows(source / name):
            code = row["category_code"]
            if code not in NOT_A_PART:
                yield dimension, row["geography_code"], code, row["count"]
    for row in rows(source / "sex_by_broad_age_la.csv"):
        sex, _underscore, ages = row["category_code"].partition("_")
        if ages == "ALL":
            yield "sex", row["geography_code"], sex, row["count"]
        elif ages == "A16_64":
            yield "sex_16_64", row["geography_code"], sex, row["count"]


def shares(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield dimension, geography, category and percentage."""
    for row in rows(source / "la_shares_onsvisual.csv"):
        if row["dimension"] in SHARES:
            yield SHARES[row["dimension"]], row["geography_code"], row["category_code"], row["share_pct"]


def geographies(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield kind, code, names, and for an authority its health board and region."""
    yield "country", WALES, "Wales", "Cymru", "", ""
    boards = rows(source / "lookup_la_health_board.csv")
    for code, name in sorted({(row["lhb22_code"], row["lhb22_name"]) for row in boards}):
        yield "health_board", code, name, HEALTH_BOARDS_CY[code], "", ""
    for code, (en, cy) in REGIONS.items():
        yield "region", code, en, cy, "", ""
    board = {row["ltla21_code"]: row["lhb22_code"] for row in boards}
    for row in rows(source / "lookup_la_en_cy.csv"):
        code = row["code"]
        yield (
            "local_authority",
            code,
            row["name_en"],
            NAMES_CY.get(code, row["name_cy"]),
            board[code],
            region(code, board[code]),
        )


def region(authority: str, board: str) -> str:
    """Return the region an authority is in."""
    if authority in MID:
        return "mid"
    if authority in SOUTH_WEST:
        return "south_west"
    return "north" if board == "W11000023" else "south_east"


def wimd(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield the code of an area of 2011 and its decile."""
    for row in rows(source / "lookup_lsoa11_wimd2019_decile.csv"):
        yield row["lsoa11_code"], f"D{int(row['IMD_decile']):02}"


def aliases(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield labels of StatsWales for our categories: other spellings of them, and codes."""
    statswales = rows(source / "labels_statswales_reference_en_cy.csv")
    ethnic = {row["category_en"]: row["category_code"] for row in rows(source / "ethnic_group_la.csv")}
    ethnic["White: Welsh, English, Scottish, Northern Irish or British"] = (
        "white_english_welsh_scottish_northern_irish_or_british"
    )
    religion = {
        "CHR": "christian", "MSL": "muslim", "HIN": "hindu", "JEW": "jewish", "BUD": "buddhist",
        "SIK": "sikh",
        "AOR": "other_religion", "NOR": "no_religion",
    }  # fmt: skip
    bands = {f"5{letter}": index for index, letter in enumerate("ABCDEFGHIJKLMNOPQR")}
    five = [f"A{first:02}_{first + 4:02}" for first in range(0, 85, 5)] + ["A85_PLUS"]
    ambiguous = {"Grwp ethnig arall"}  # stands beside three codes in the source
    for row in statswales:
        code, kind = row["item_id"], row["category_key"]
        if kind == "Eth/Detailed":
            found = ("ethnic_group", ethnic[row["description_eg"]])
        elif kind == "Eth/Broad" and code in "ABMWO":
            found = ("ethnic_group_broad", code)
        elif kind == "Rlgn/Rlgn" and code in religion:
            found = ("religion", religion[code])
        elif kind == "Gen/Gen" and code in "MF":
            found = ("sex", code)
        elif kind == "Age/5YR":
            found = ("age_five_year", five[bands[code]])
        else:
            continue
        yield (*found, "statswales_code", code)
        labels = {row["description_cy"].strip(), row["description_eg"].strip()} - ambiguous
        for label in sorted(labels - {""}):
            yield (*found, "statswales_label", label)


def internet_use(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield the survey, period, group, what was counted, the percentage and the page it was read from."""
    for row in rows(source / "headlines_welsh_and_internet.csv"):
        if row["dimension"] == "internet use" and row["category_code"] != "all_2020":
            measure = "household" if row["category_en"].startswith("Household") else "person"
            yield (
                row["reference"], row["period"], row["category_code"], measure, row["age_base"],
                row["share_pct"],
                row["source_url_or_table"],
            )  # fmt: skip


def welsh_speakers(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield what is known of the speakers of Welsh.

    A count where one was published, else a percentage of residents.
    """
    wanted = {
        "Welsh speaking": "all",
        "Welsh speaking x age": "speaker_age",
        "Welsh speaking x LA": "speaker_authority",
    }
    authorities = {row["name_en"]: row["code"] for row in rows(source / "lookup_la_en_cy.csv")}
    for row in rows(source / "headlines_welsh_and_internet.csv"):
        if row["dimension"] not in wanted:
            continue
        dimension, code = wanted[row["dimension"]], row["category_code"].replace("speak_A", "S")
        if dimension == "speaker_authority":
            code = authorities[row["geography_en"]]
        yield dimension, code, row["count"].removesuffix(".0"), row["share_pct"], row["source_url_or_table"]


TABLES = {
    "counts.csv": (("dimension", "geography", "code", "count"), counts),
    "shares.csv": (("dimension", "geography", "code", "percent"), shares),
    "geographies.csv": (("kind", "code", "en", "cy", "health_board", "region"), geographies),
    "lsoa11_wimd2019.csv": (("lsoa11", "decile"), wimd),
    "aliases.csv": (("dimension", "code", "kind", "alias"), aliases),
    "welsh_speakers.csv": (("dimension", "code", "count", "percent", "source"), welsh_speakers),
    "internet_use.csv": (("survey", "period", "group", "measure", "base", "percent", "source"), internet_use),
}


def write(path: Path, header: Iterable[str], lines: Iterable[tuple[str, ...]]) -> None:
    """Write a table: sorted, without repeats, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(set(lines)))


def main() -> None:
    """Write every table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, (header, make) in TABLES.items():
        write(options.out / name, header, make(options.source))


if __name__ == "__main__":
    main()
