"""Ways to spoil a dataset that was built with every step, each with the code that must name it.

Who spoils it here has this library: after every change, whatever can be worked out from the rows is worked
out again and written as a build writes it, the record, the card, the checksums. What is left is what only the
input knew.
"""

import dataclasses
import json
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cymraeg_data.package.building import ids, measures, splits
from cymraeg_data.package.building.pipeline import file_facts, write_texts
from cymraeg_data.package.manifests import manifest
from cymraeg_data.package.record import facts as build_facts
from cymraeg_data.package.record import parquet_writer

ID = "llyfrgelloedd-bro"
LISTING = "reports/dropped-00000-of-00001.parquet"


def read_facts(folder):
    return build_facts.from_json((folder / "build.json").read_text("utf-8"))


def read_manifest(folder):
    return manifest.from_values(json.loads((folder / "manifest.json").read_text("utf-8")))


def files(folder, given):
    return tuple(file_facts(folder / file.path, folder) for file in given)


def state(folder, values=None, **changes):
    """State something else, in every page and record."""
    values = values or read_manifest(folder)
    facts = dataclasses.replace(read_facts(folder), manifest_sha256=values.sha256, **changes)
    facts = dataclasses.replace(
        facts, files=files(folder, facts.files), listings=files(folder, facts.listings)
    )
    write_texts(folder, values, facts)


def fact(**changes):
    """State another fact; a function is given what is stated."""

    def spoil(folder):
        facts = read_facts(folder)
        given = {
            name: change(getattr(facts, name)) if callable(change) else change
            for name, change in changes.items()
        }
        state(folder, **given)

    return spoil


def policy(section, **changes):
    """State another manifest, and build.json as if it had been built from it."""

    def spoil(folder):
        values = read_manifest(folder)
        part = dataclasses.replace(getattr(values, section), **changes)
        state(folder, dataclasses.replace(values, **{section: part}))

    return spoil


def both(first, second):
    def spoil(folder):
        first(folder)
        second(folder)

    return spoil


def tables(folder):
    """Return the rows of each split."""
    found = {}
    for file in read_facts(folder).files:
        rows = pq.read_table(folder / file.path)
        name = file.path.rpartition("/")[2].partition("-")[0]
        found[name] = pa.concat_tables([found[name], rows]) if name in found else rows
    return found


def put(folder, rows):
    """Write other rows, sorted and measured, and whatever follows from them."""
    values, facts = read_manifest(folder), read_facts(folder)
    for file in facts.files:
        (folder / file.path).unlink()
    plain = [name for name in rows["train"].column_names if "text_" not in name]
    shards = {name: parquet_writer.Shards(folder / "data" / "documents", name) for name in rows}
    measured = []
    for name, given in rows.items():
        table = measures.add_languages(given.select(plain), values).select(given.column_names)
        measured.append(table.sort_by([(key, "ascending") for key in ids.sort_keys(values)]))
        shards[name].write(measured[-1])
    paths = [path for shard in shards.values() for path in shard.close()]
    counted = measures.count_languages(measured, values)
    columns = [
        column
        if (item := counted.get(column.name)) is None
        else dataclasses.replace(column, n_texts=item.n_texts, n_empty=item.n_empty, languages=item.ordered)
        for column in facts.columns
    ]
    n_rows = sum(table.num_rows for table in measured)
    first = dataclasses.replace(facts.history[0], n_added=facts.history[0].n_added + n_rows - facts.n_rows)
    state(
        folder,
        n_rows=n_rows,
        columns=tuple(columns),
        files=tuple(file_facts(path, folder) for path in paths),
        splits=tuple(
            build_facts.SplitFacts(name=name, n_rows=shard.n_rows, bytes=shard.n_bytes)
            for name, shard in shards.items()
        ),
        content_sha256=parquet_writer.content_hash({name: shard.hash for name, shard in shards.items()}),
        history=(first, *facts.history[1:]),
    )


def rows(change):
    """Change the rows of the splits."""

    def spoil(folder):
        found = tables(folder)
        change(found)
        put(folder, found)

    return spoil


def with_values(row, **changes):
    """Return one row with other values."""
    for name, value in changes.items():
        place = row.column_names.index(name)
        row = row.set_column(place, name, pa.array([value], row.column(name).type))
    return row


def text(change):
    """Change the text of one row of train."""

    def spoil(found):
        row = found["train"].slice(0, 1)
        new = with_values(row, text=change(row.column("text")[0].as_py()))
        found["train"] = pa.concat_tables([new, found["train"].slice(1)])

    return rows(spoil)


def copied(change, *, to="train", **given):
    """Put one row of train in a split once more, as another row of the input."""

    def spoil(found):
        row = found["train"].slice(3, 1)
        new = with_values(row, **{"id": f"{ID}:d9999", "source_row": 66, **given})
        new = with_values(new, text=change(row.column("text")[0].as_py()))
        found[to] = pa.concat_tables([found[to], new])

    return rows(spoil)


def moved(found):
    found["test"] = pa.concat_tables([found["test"], found["train"].slice(5, 1)])
    found["train"] = pa.concat_tables([found["train"].slice(0, 5), found["train"].slice(6)])


def taken_out(found):
    found["train"] = found["train"].slice(1)


def listing(change, counts=None):
    """Change the list of the rows left out, and the counts by reason with it."""

    def spoil(folder):
        table = change(pq.read_table(folder / LISTING))
        (folder / LISTING).unlink()
        shards = parquet_writer.Shards(folder / splits.LISTED, "dropped")
        shards.write(table)
        shards.close()
        found = {pair["values"]: pair["counts"] for pair in pc.value_counts(table["reason"]).to_pylist()}
        state(folder, dropped=tuple(sorted((counts or found).items())))

    return spoil


def state_listing_name(folder, name):
    """Give the list of the rows left out another name."""
    (folder / LISTING).rename(folder / name)
    state(folder, listings=(dataclasses.replace(read_facts(folder).listings[0], path=name),))


def listed(number, **changes):
    """Change one line of the list."""
    return lambda table: pa.concat_tables(
        [table.slice(0, number), with_values(table.slice(number, 1), **changes), table.slice(number + 1)]
    )


def no_listing(folder):
    (folder / LISTING).unlink()
    (folder / LISTING).parent.rmdir()
    state(folder, listings=(), dropped=())


def file(number, change):
    """Write one data file otherwise: `change` is given its rows and its path."""

    def spoil(folder):
        path = folder / read_facts(folder).files[number].path
        change(pq.read_table(path), path)
        state(folder)

    return spoil


def options(**changes):
    """Write with other options, in the same row groups."""

    def change(table, path):
        with pq.ParquetWriter(path, table.schema, **{**parquet_writer.OPTIONS, **changes}) as writer:
            for start in range(0, table.num_rows, parquet_writer.ROW_GROUP_ROWS):
                writer.write_table(table.slice(start, parquet_writer.ROW_GROUP_ROWS).combine_chunks())

    return change


def turned(table, path):
    """Write the row groups the other way round."""
    starts = range(0, table.num_rows, parquet_writer.ROW_GROUP_ROWS)
    parts = [table.slice(start, parquet_writer.ROW_GROUP_ROWS) for start in reversed(starts)]
    assert len(parts) > 1
    options()(pa.concat_tables(parts), path)


def with_schema(change):
    """Write with another schema."""
    return lambda table, path: options()(table.cast(change(table.schema)), path)


def retyped(name, kind, *, nullable=True):
    return lambda schema: pa.schema(
        [pa.field(name, kind, nullable) if field.name == name else field for field in schema]
    )


def annotated(table, path):
    with pq.ParquetWriter(path, table.schema, **parquet_writer.OPTIONS) as writer:
        for start in range(0, table.num_rows, parquet_writer.ROW_GROUP_ROWS):
            writer.write_table(table.slice(start, parquet_writer.ROW_GROUP_ROWS).combine_chunks())
        writer.add_key_value_metadata({"nodyn": "cudd"})


def no_text(table, path):
    """Write bytes where text should be."""
    values = pa.array([b"\xff\xfe"] * table.num_rows).view(pa.string())
    options()(table.set_column(table.column_names.index("text"), "text", values), path)


def renamed(folder):
    """Put bytes that are no text where the name of a column is."""
    path = folder / read_facts(folder).files[1].path
    data = path.read_bytes()
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    place = data.index(b"licence", footer)
    path.write_bytes(data[:place] + b"lic\xf2nce" + data[place + 7 :])
    state(folder)


def swapped(folder):
    """Let two files of one split change names."""
    first, second = (folder / file.path for file in read_facts(folder).files[:2])
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)
    state(folder)


def dropped_file(folder):
    """Drop a file of train; the others close ranks, and the rows are counted again."""
    found = tables(folder)
    gone = pq.read_table(folder / read_facts(folder).files[1].path)["id"]
    found["train"] = found["train"].filter(pc.invert(pc.is_in(found["train"]["id"], gone.combine_chunks())))
    put(folder, found)


def listed_backwards(folder):
    facts = read_facts(folder)
    state(folder, files=facts.files[::-1])


def change(**changes):
    """State another last change."""
    return fact(history=lambda history: (dataclasses.replace(history[0], **changes), *history[1:]))


def line(name, old, new):
    def spoil(folder):
        from sabotage import edit, seal

        edit(name, old, new)(folder)
        seal(folder)

    return spoil


def count(name, n):
    return lambda stated: tuple(sorted({**dict(stated), name: n}.items()))


def spoilt(leak):
    """Return the ways, by name, with the codes that name them.

    `leak` is text of the benchmark that was looked for.
    """
    return {
        "a leaked benchmark": (text(lambda value: f"{value} {leak}"), "S722"),
        "a phone number put back": (text(lambda value: f"{value} Ffoniwch 07700 900123."), "P504"),
        "a number of the NHS put back": (text(lambda value: f"{value} Rhif GIG: 943 476 5919."), "P502"),
        "damage put back": (text(lambda value: f"{value} Ynys MÃ´n."), "S716"),
        "letters taken apart": (
            text(lambda value: unicodedata.normalize("NFD", f"{value} Tŷ â’r môr")),
            "S716",
        ),
        "a text too short for the rules": (text(lambda _: "Rhy fyr."), "S716"),
        "a text that is empty": (text(lambda _: ""), "S716"),
        "an exact duplicate": (copied(lambda value: f"  {value}\n"), "S721"),
        "a near-duplicate": (copied(lambda value: f"{value} Lleuad."), "S721"),
        "a row of train in test": (copied(str, to="test"), "S715"),
        "a row of train in capitals in test": (copied(str.upper, to="test"), "S721"),
        "a row that was taken down": (copied(lambda _: "Storm ar y môr heno eto.", id=f"{ID}:d0007"), "S723"),
        "one row of the input twice": (
            copied(lambda _: "Storm ar y môr mawr heno eto.", source_row=5),
            "S716",
        ),
        "a row moved to another split": (rows(moved), "S716"),
        "a row taken out": (rows(taken_out), "S716"),
        "a file of train dropped": (dropped_file, "S716"),
        "the counts of a split": (
            fact(splits=lambda given: (dataclasses.replace(given[0], n_rows=3), *given[1:])),
            "S716",
        ),
        "the shares of the splits": (policy("splits", test=0.3), "S716"),
        "another validation split": (policy("splits", validation=0.0), "S716"),
        "a reason that no step has": (listing(listed(0, reason="personal_data")), "S716"),
        "another row kept instead": (listing(listed(0, kept_instead=f"{ID}:d8888")), "S714"),
        "a row that is kept among those left out": (listing(listed(0, id=f"{ID}:d0003")), "S714"),
        "a row left out of another dataset": (listing(listed(0, id="arall:d1")), "S714"),
        "a row less among those left out": (listing(lambda table: table.slice(1)), "S716"),
        "a row more among those left out": (
            listing(lambda table: pa.concat_tables([table, table.slice(0, 1)])),
            "S716",
        ),
        "a column more among those left out": (
            listing(lambda table: table.append_column("testun", table["id"])),
            "S713",
        ),
        "those left out in another file": (
            lambda folder: state_listing_name(folder, "reports/dropped-00000-of-00002.parquet"),
            "S709",
        ),
        "no list of those left out": (no_listing, "S716"),
        "the counts by reason": (fact(dropped=count("near_duplicate", 40)), "S716"),
        "a reason more": (fact(dropped=count("wrong-fields", 2)), "S716"),
        "mended texts without mending": (policy("steps", normalise=False), "S716"),
        "masked texts without masking": (policy("steps", privacy=None), "S716"),
        "duplicates left out without looking": (policy("steps", exact_duplicates=False), "S716"),
        "rules of quality that were not used": (policy("steps", quality=()), "S716"),
        "benchmarks without looking": (policy("steps", benchmarks=()), "S716"),
        "a benchmark under another checksum": (
            fact(benchmarks=lambda given: ((given[0][0], "0" * 64),)),
            "S716",
        ),
        "a row taken down that the manifest forgets": (policy("policy", taken_down=()), "S716"),
        "the list of changes": (line("CHANGELOG.md", "rows added", "rows lost"), "S717"),
        "rows added in the history": (change(n_added=40), "S716"),
        "rows removed in the history": (change(n_removed=40), "S716"),
        "another version in the history": (change(version="9.0.0"), "S716"),
        "an earlier version in the history": (change(earlier="1.1.0"), "S716"),
        "the history forgotten": (fact(history=lambda history: history[:1]), "S716"),
        "the history turned round": (fact(history=lambda history: history[::-1]), "S716"),
        "a new column that is none": (change(new_columns=("lliw",)), "S716"),
        "a lost column that is there": (change(lost_columns=("text",)), "S716"),
        "repeated ids": (fact(n_repeated_ids=7), "S716"),
        "the version of the columns": (fact(schema_version=9), "S716"),
        "the options of the writer": (fact(options=count("compression_level", 9)), "S716"),
        "the version of the writer": (fact(tool=count("pyarrow", "20.0.0")), "S716"),
        "the input": (
            fact(inputs=lambda given: (dataclasses.replace(given[0], sha256="0" * 64),)),
            "S716",
        ),
        "files in another order": (listed_backwards, "S716"),
        "two files under each other’s name": (swapped, "S719"),
        "row groups in another order": (file(0, turned), "S719"),
        "another compression": (file(0, options(compression="snappy", compression_level=None)), "S710"),
        "no page index": (file(1, options(write_page_index=False)), "S710"),
        "a note in the footer": (file(1, annotated), "S710"),
        "one row group instead of two": (file(0, pq.write_table), "S710"),
        "a column that may not be null": (
            file(1, with_schema(retyped("text", pa.string(), nullable=False))),
            "S710",
        ),
        "a second file with another type": (file(1, with_schema(retyped("source_row", pa.int32()))), "S713"),
        "text that is no UTF-8": (file(1, no_text), "S707"),
        "a name that is no UTF-8": (renamed, "S707"),
        "text as a dictionary": (
            file(
                1,
                lambda table, path: pq.write_table(
                    table.cast(retyped("licence", pa.dictionary(pa.int32(), pa.string()))(table.schema)), path
                ),
            ),
            "S713",
        ),
    }
