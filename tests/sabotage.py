"""Ways to spoil a built dataset, by name, each with the code that must name it.

`RAW` spoils the folder as an accident would. `COVERED` does what someone would do who wants it not to be
seen: the checksums, and where it helps the record, are written again afterwards.
"""

import dataclasses
import json

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import releases
from cymraeg_data.package.record import checksums, parquet_writer
from cymraeg_data.package.record import facts as build_facts

DATA = "data/tables/train-00000-of-00001.parquet"


def seal(folder):
    """Write SHA256SUMS again, as if nothing had happened."""
    (folder / checksums.NAME).write_bytes(checksums.text(folder).encode())


def edit(name, old, new, count=1):
    """Replace text in a file."""

    def spoil(folder):
        text = (folder / name).read_text("utf-8")
        assert old in text, old
        (folder / name).write_bytes(text.replace(old, new, count).encode())

    return spoil


def flip(name, at=0.5):
    """Turn over one bit of a file."""

    def spoil(folder):
        data = bytearray((folder / name).read_bytes())
        data[int(len(data) * at)] ^= 1
        (folder / name).write_bytes(data)

    return spoil


def cut(name, share):
    """Keep only the first part of a file."""

    def spoil(folder):
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: int(len(data) * share)])

    return spoil


def drop(name):
    """Delete a file."""
    return lambda folder: (folder / name).unlink()


def add(name, data=b"?"):
    """Add a file."""

    def spoil(folder):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    return spoil


def link(folder):
    """Put a link to the world outside in the folder."""
    (folder / "dolen.txt").symlink_to("/etc/hostname")


def record(**changes):
    """State something else in build.json."""

    def spoil(folder):
        path = folder / "build.json"
        facts = build_facts.from_json(path.read_text("utf-8"))
        path.write_bytes(dataclasses.replace(facts, **changes).to_json().encode())

    return spoil


def manifest(section, key, value):
    """State something else in manifest.json."""

    def spoil(folder):
        path = folder / "manifest.json"
        values = json.loads(path.read_text("utf-8"))
        (values[section] if section else values)[key] = value
        path.write_bytes((json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())

    return spoil


def column_facts(name, **changes):
    """State something else of one column in build.json."""

    def spoil(folder):
        facts = build_facts.from_json((folder / "build.json").read_text("utf-8"))
        columns = tuple(
            dataclasses.replace(column, **changes) if column.name == name else column
            for column in facts.columns
        )
        record(columns=columns)(folder)

    return spoil


def rows(change):
    """Change the rows and state their file's new checksum, as a careful forger would."""

    def spoil(folder):
        path = folder / DATA
        releases.write_parquet(change(pq.read_table(path)), path)
        restate(folder)

    return spoil


def restate(folder):
    """State the checksums of the files that are there in build.json."""
    files = tuple(
        build_facts.FileFacts(
            path=path.relative_to(folder).as_posix(),
            bytes=path.stat().st_size,
            sha256=parquet_writer.file_hash(path),
        )
        for path in sorted((folder / "data").rglob("*.parquet"))
    )
    record(files=files)(folder)


def put(column, value, row=0):
    """Put a value in one cell."""

    def change(table):
        values = table.column(column).to_pylist()
        values[row] = value
        place = table.column_names.index(column)
        return table.set_column(place, column, pa.array(values, table.column(column).type))

    return rows(change)


def retype(table):
    place = table.column_names.index("visits")
    return table.set_column(place, "visits", pc.cast(table.column("visits"), pa.string()))


def leak(folder):
    """Put a row of train in a split of its own, under another id."""
    table = pq.read_table(folder / DATA).slice(0, 1)
    table = table.set_column(0, "id", pa.array(["llyfrgelloedd-bro:arall"]))
    releases.write_parquet(table, folder / "data" / "tables" / "test-00000-of-00001.parquet")
    restate(folder)


def repeat(table):
    return pa.concat_tables([table, table.slice(table.num_rows - 1)])


def flip_digit(folder):
    path = folder / "SHA256SUMS"
    text = path.read_text("utf-8")
    path.write_text(("0" if text[0] != "0" else "1") + text[1:], encoding="utf-8")


def croissant(change):
    """Change what croissant.json says; `change` is given its values."""

    def spoil(folder):
        path = folder / "croissant.json"
        values = json.loads(path.read_text("utf-8"))
        change(values)
        path.write_bytes((json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())

    return spoil


def first_column(values):
    return values["recordSet"][0]["field"][1]


def first_file(values):
    return values["distribution"][0]


RAW = {
    "one bit of the data": (flip(DATA), "S710"),
    "one bit of the footer": (flip(DATA, 0.99), "S710"),
    "one bit of the card": (flip("README.md"), "S710"),
    "data cut short": (cut(DATA, 0.7), "S707"),
    "data emptied": (cut(DATA, 0), "S707"),
    "data dropped": (drop(DATA), "S708"),
    "card dropped": (drop("README.md"), "S708"),
    "licence page dropped": (drop("LICENSE.md"), "S708"),
    "provenance dropped": (drop("provenance.jsonl"), "S708"),
    "manifest dropped": (drop("manifest.json"), "S708"),
    "record dropped": (drop("build.json"), "S708"),
    "checksums dropped": (drop("SHA256SUMS"), "S708"),
    "file added": (add("nodiadau.xlsx"), "S709"),
    "data added": (add("data/tables/train-00001-of-00002.parquet"), "S709"),
    "link added": (link, "S709"),
    "checksum of another file": (edit("SHA256SUMS", "README.md", "LICENSE.md"), "S709"),
    "checksum edited": (flip_digit, "S710"),
    "checksums cut short": (cut("SHA256SUMS", 0.5), "S709"),
    "checksums are no text": (add("SHA256SUMS", b"\xff\xfe\x00"), "S711"),
    "record cut short": (cut("build.json", 0.5), "S711"),
    "manifest is no JSON": (cut("manifest.json", 0.5), "S711"),
}


COVERED = {
    "data flipped": (flip(DATA), "S710"),
    "data cut short": (cut(DATA, 0.7), "S707"),
    "data dropped": (drop(DATA), "S708"),
    "card dropped": (drop("README.md"), "S708"),
    "licence page dropped": (drop("LICENSE.md"), "S708"),
    "provenance dropped": (drop("provenance.jsonl"), "S708"),
    "file added": (add("nodiadau.xlsx"), "S709"),
    "number in the card": (edit("README.md", "rows 4", "rows 40"), "S717"),
    "number in the card’s YAML": (edit("README.md", "num_examples: 4", "num_examples: 40"), "S717"),
    "languages in the card’s YAML": (edit("README.md", "- en\n", ""), "S717"),
    "Welsh half of the card cut": (edit("README.md", "## Cymraeg", "## Welsh"), "S717"),
    "licence in the card’s YAML": (edit("README.md", "license: other", "license: apache-2.0"), "O604"),
    "attribution in the licence page": (edit("LICENSE.md", "Cyngor y Fro", "Cyngor y Glannau"), "S717"),
    "licence in the manifest": (manifest("licence", "id", "CC0-1.0"), "S712"),
    "licence that nobody knows": (manifest("licence", "id", "am-ddim"), "S711"),
    "state in the manifest": (manifest("status", "state", "unverified"), "O602"),
    "passing on forbidden": (manifest("licence", "redistribution", "no"), "O603"),
    "passing on item by item": (manifest("licence", "redistribution", "per-item"), "O603"),
    "pointer only": (manifest("access", "kind", "pointer"), "O603"),
    "version in the manifest": (manifest(None, "version", "9.0.0"), "S716"),
    "manifest is a list": (add("manifest.json", b"[]"), "S711"),
    "record with a key more": (edit("build.json", '"format": 2,', '"format": 2, "gwall": 1,'), "S711"),
    "record of another layout": (edit("build.json", '"format": 2,', '"format": 1,'), "S711"),
    "record out of order": (edit("build.json", "\n", "\n\n"), "S711"),
    "status in the record": (record(status="unverified"), "S716"),
    "number of rows in the record": (record(n_rows=40), "S716"),
    "content hash in the record": (record(content_sha256="0" * 64), "S716"),
    "number of texts in the record": (column_facts("name_cy", n_texts=3), "S716"),
    "languages in the record": (column_facts("note_cy", languages=(("cy", 2), ("en", 1))), "S716"),
    "declared language in the record": (column_facts("name_en", declared="cy"), "S716"),
    "type in the record": (column_facts("visits", type="string"), "S713"),
    "data file outside the folder": (
        record(files=(build_facts.FileFacts(path="../../x", bytes=1, sha256="0" * 64),)),
        "S708",
    ),
    "another version in the record": (record(tool=(("cymraeg_data", "0.0.1"),)), "S720"),
    "address in the provenance": (edit("provenance.jsonl", "cyngor.example", "arall.example"), "O605"),
    "provenance emptied": (add("provenance.jsonl", b""), "O605"),
    "a text of one row": (put("name_cy", "Llyfrgell arall"), "S716"),
    "a number of one row": (put("visits", 7), "S716"),
    "the language of one row": (put("note_cy_language", "en"), "S716"),
    "an id repeated": (put("id", "llyfrgelloedd-bro:Llyfrgell y Dref", 2), "S714"),
    "an id left out": (put("id", None, 3), "S714"),
    "an id of another dataset": (put("id", "arall:1", 0), "S714"),
    "the licence of one row": (put("licence", "CC0-1.0", 1), "O604"),
    "the licence of one row left out": (put("licence", None, 1), "O604"),
    "the source of one row": (put("source_id", "arall.csv", 1), "O605"),
    "a row repeated": (rows(repeat), "S714"),
    "a row left out": (rows(lambda table: table.slice(1)), "S716"),
    "rows out of order": (rows(lambda table: table.take([3, 0, 1, 2])), "S719"),
    "a column left out": (rows(lambda table: table.drop_columns(["visits"])), "S713"),
    "a column more": (rows(lambda table: table.append_column("x", pa.nulls(4, pa.string()))), "S713"),
    "a column of another type": (rows(retype), "S713"),
    "a row of train in test": (leak, "S715"),
    "reason in the record that nobody knows": (record(dropped=(("gwall", 1),)), "S711"),
    "finding in the record that nobody knows": (
        record(findings=(build_facts.FindingFacts(code="X999", source=None, column=None, n=1),)),
        "S711",
    ),
    "changes left out of the record": (record(history=()), "S711"),
    "datasheet dropped": (drop("DATASHEET.md"), "S708"),
    "answer in the datasheet": (edit("DATASHEET.md", "Rows: 4.", "Rows: 40."), "S717"),
    "open question in the datasheet": (edit("DATASHEET.md", "**Not answered.**", "None."), "S717"),
    "readiness dropped": (drop("readiness.json"), "S708"),
    "result in the readiness": (edit("readiness.json", "not_assessed", "pass"), "S717"),
    "Croissant dropped": (drop("croissant.json"), "S708"),
    "Croissant is no JSON": (cut("croissant.json", 0.5), "S711"),
    "Croissant is a list": (add("croissant.json", b"[]"), "S711"),
    "licence in Croissant left out": (croissant(lambda values: values.pop("license")), "O604"),
    "licence in Croissant is another": (
        croissant(lambda values: values.update(license="https://spdx.org/licenses/MIT")),
        "O604",
    ),
    "licence in Croissant is none": (croissant(lambda values: values.update(license="rhad")), "O604"),
    "language in Croissant that no tag can be": (
        croissant(lambda values: values["inLanguage"].append("klingonese-xx")),
        "S725",
    ),
    "language of a column in Croissant": (
        croissant(lambda values: first_column(values).update(inLanguage="Cymraeg y De")),
        "S725",
    ),
    "column in Croissant that is in no file": (
        croissant(lambda values: first_column(values)["source"]["extract"].update(column="enw")),
        "S725",
    ),
    "column left out of Croissant": (croissant(lambda values: values["recordSet"][0]["field"].pop()), "S725"),
    "type of a column in Croissant": (
        croissant(lambda values: first_column(values).update(dataType="cr:Int64")),
        "S725",
    ),
    "checksum in Croissant": (croissant(lambda values: first_file(values).update(sha256="0" * 64)), "S725"),
    "size in Croissant": (croissant(lambda values: first_file(values).update(contentSize="1 B")), "S725"),
    "file twice in Croissant": (
        croissant(lambda values: values["distribution"].append(first_file(values))),
        "S725",
    ),
    "file left out of Croissant": (croissant(lambda values: values["distribution"].clear()), "S725"),
    "file of another place in Croissant": (
        croissant(lambda values: first_file(values).update(contentUrl="https://arall.example/x.parquet")),
        "S725",
    ),
    "split left out of Croissant": (croissant(lambda values: values["recordSet"].clear()), "S725"),
    "key of another column in Croissant": (
        croissant(lambda values: values["recordSet"][0].update(key={"@id": "tables/train/visits"})),
        "S725",
    ),
    "version in Croissant": (croissant(lambda values: values.update(version="9.0.0")), "S725"),
    "words of Croissant": (edit("croissant.json", "Pob llyfrgell", "Pob ysgol"), "S717"),
    "limits left out of Croissant": (croissant(lambda values: values.pop("rai:dataLimitations")), "S717"),
    "sources left out of Croissant": (croissant(lambda values: values.pop("prov:wasDerivedFrom")), "S717"),
}
