"""Catalogues of every format, alone and in folders that pair by themselves. The texts are ours."""

import json
import struct

import pytest

from cymraeg_data import bilingual, readers

YES, NAME = ("Yes", "Ie"), ("Your name", "Eich enw")


def made(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pairs_of(folder, files):
    return [
        (pair["key"], pair["en"], pair["cy"])
        for pair in bilingual.read_pairs(made(folder, files)).to_pylist()
    ]


def texts_of(folder, name, content):
    (source,) = readers.read(made(folder, {name: content}) / name).sources
    rows = [row for batch in source.batches() for row in batch.to_pylist()]
    return {row["key"]: row["text"] for row in rows}, source


class TestTrees:
    def test_rails_trees_pair_by_their_roots(self, tmp_path):
        assert pairs_of(
            tmp_path,
            {
                "config/locales/en.yml": "en:\n  nav:\n    yes: Yes\n    no: No\n    n: 3\n",
                "config/locales/cy.yml": "cy:\n  nav:\n    yes: Ie\n    no: Na\n    hen: ~\n",
            },
        ) == [("nav.yes", "Yes", "Ie"), ("nav.no", "No", "Na")]

    def test_rails_keys_pair_across_files(self, tmp_path):
        files = {
            "locales/common.yml": "en:\n  a: Yes\n  b: Your name\n",
            "locales/other.yml": "en:\n  c: Back\n  d: Next\n",
            "locales/cy/common.yml": "cy:\n  a: Ie\n  c: Yn ôl\n",
        }
        assert sorted(pairs_of(tmp_path, files)) == [
            ("a", "Yes", "Ie"),
            ("b", "Your name", None),
            ("c", "Back", "Yn ôl"),
            ("d", "Next", None),
        ]

    def test_both_languages_in_one_file(self, tmp_path):
        assert pairs_of(tmp_path, {"testun.yml": "en: {a: Yes}\ncy: {a: Ie, b: Na}\n"}) == [
            ("a", "Yes", "Ie"),
            ("b", None, "Na"),
        ]

    def test_yaml_knows_its_lines_anchors_and_merges(self, tmp_path):
        text = "cy:\n  sail: &sail\n    ie: Ie\n  arall:\n    <<: *sail\n    na: |\n      Na\n      fydd\n"
        texts, source = texts_of(tmp_path, "cy.yml", text)
        assert texts == {"sail.ie": "Ie", "arall.na": "Na\nfydd\n", "arall.ie": "Ie"}
        assert next(source.batches())["_line"].to_pylist() == [3, 6, 3]

    def test_keys_given_twice_in_yaml_are_found_and_are_one_pair(self, tmp_path):
        files = {"cy.yml": "cy:\n  a: Ie\n  a: Do\n", "en.yml": "en:\n  a: Yes\n"}
        assert pairs_of(tmp_path, files) == [("a", "Yes", "Ie")]
        found = [finding for source in readers.read(tmp_path).sources for finding in source.findings]
        assert [(f.code, f.location.key, f.location.line) for f in found] == [("S702", "a_2", 3)]

    def test_go_messages_lose_the_notes_to_translators_and_keep_their_plural_forms(self, tmp_path):
        english = '[Save]\ndescription = "On the button"\none = "Save"\n[Days]\none = "day"\nother = "days"\n'
        welsh = (
            '[Save]\ndescription = "On the button"\none = "Cadw"\n[Days]\ntwo = "ddiwrnod"\none ='
            ' "diwrnod"\nother = "diwrnod"\n'
        )
        assert pairs_of(tmp_path, {"service.en.toml": english, "service.cy.toml": welsh}) == [
            ("Save.one", "Save", "Cadw"),
            ("Days.one", "day", "diwrnod"),
            ("Days.other", "days", "diwrnod"),
            ("Days.two", None, "ddiwrnod"),
        ]

    def test_a_key_that_happens_to_be_called_description_is_text_elsewhere(self, tmp_path):
        texts, _source = texts_of(
            tmp_path, "cy.json", '{"tudalen": {"description": "Am y gwasanaeth", "teitl": "Cartref"}}'
        )
        assert texts == {"tudalen.description": "Am y gwasanaeth", "tudalen.teitl": "Cartref"}

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            ({"en": {"a": "Yes"}, "cy": {"a": "Ie"}}, [("a", *YES)]),
            ({"nav": {"a": {"en": "Yes", "cy": "Ie"}}}, [("nav.a", *YES)]),
            ({"name_en": "Your name", "name_cy": "Eich enw", "id": "x"}, [("name", *NAME)]),
            ({"nameEn": "Your name", "nameCy": "Eich enw"}, [("name", *NAME)]),
            (
                {
                    "@id": "https://a.example",
                    "label": [{"@value": "Yes", "@language": "en"}, {"@value": "Ie", "@language": "cy"}],
                },
                [("label", *YES)],
            ),
            (
                {"label": {"en": ["Yes", "Your name"], "cy": ["Ie", "Eich enw"]}},
                [("label.0", *YES), ("label.1", *NAME)],
            ),
            (
                {
                    "tableSchema": {
                        "columns": [{"name": "n", "titles": {"en": "Your name", "cy": "Eich enw"}}]
                    }
                },
                [("tableSchema.columns.0.titles", *NAME)],
            ),
        ],
    )
    def test_both_languages_in_one_json_document(self, tmp_path, content, expected):
        assert pairs_of(tmp_path, {"data.json": json.dumps(content)}) == expected

    def test_records_with_language_maps_pair_by_their_columns(self, tmp_path):
        records = [{"id": 1, "label": {"en": "Yes", "cy": "Ie"}}, {"id": 2, "label": None}]
        assert pairs_of(tmp_path, {"data.json": json.dumps(records)}) == [
            ("label.cy[1]", "Yes", "Ie"),
            ("label.cy[2]", None, None),
        ]

    def test_rows_in_a_language_each_pair_by_their_id(self, tmp_path):
        table = "id,language,name\n1,cy-gb,Ie\n1,en-gb,Yes\n2,en-gb,Your name\n"
        assert pairs_of(tmp_path, {"enwau.csv": table}) == [
            ("name[1]", "Yes", "Ie"),
            ("name[2]", "Your name", None),
        ]

    def test_openapi_documents_keep_what_is_read(self, tmp_path):
        document = {
            "openapi": "3.1.0",
            "info": {"title": "Enwau", "version": "1"},
            "paths": {
                "/": {"get": {"operationId": "getAll", "summary": "Y cyfan", "parameters": [{"$ref": "#/x"}]}}
            },
            "components": {"schemas": {"A": {"type": "object", "example": {"title": "Sampl"}}}},
        }
        texts, _source = texts_of(tmp_path, "openapi-cy.json", json.dumps(document))
        assert texts == {"info.title": "Enwau", "paths./.get.summary": "Y cyfan"}

    def test_plural_suffixes_of_i18next_stay_keys_of_their_own(self, tmp_path):
        english, welsh = (
            {"day_one": "day", "day_other": "days"},
            {"day_one": "diwrnod", "day_two": "ddiwrnod"},
        )
        files = {"locales/en/a.json": json.dumps(english), "locales/cy/a.json": json.dumps(welsh)}
        assert pairs_of(tmp_path, files) == [
            ("day_one", "day", "diwrnod"),
            ("day_other", "days", None),
            ("day_two", None, "ddiwrnod"),
        ]


class TestFolders:
    def test_identifiers_that_are_the_same_in_both_are_no_texts(self, tmp_path):
        english = {
            "a": {"id": "q-1", "type": "question", "text": "radio"},
            "b": {"url": "https://a.example", "id": "ID"},
        }
        welsh = {
            "a": {"id": "q-1", "type": "question", "text": "radio"},
            "b": {"url": "https://a.example/cy", "id": "ID"},
        }
        files = {"en.json": json.dumps(english), "cy.json": json.dumps(welsh)}
        assert pairs_of(tmp_path, files) == [
            ("a.text", "radio", "radio"),
            ("b.url", "https://a.example", "https://a.example/cy"),
            ("b.id", "ID", "ID"),
        ]

    def test_a_file_that_one_language_lacks_has_pairs_without_it(self, tmp_path):
        files = {
            "locales/en/a.json": '{"a": "Yes"}',
            "locales/cy/a.json": '{"a": "Ie"}',
            "locales/en/b.json": '{"b": "Your name"}',
            "locales/cy/c.json": '{"c": "Yn ôl"}',
            "other/en/d.json": '{"d": "Alone"}',
        }
        assert sorted(pairs_of(tmp_path, files)) == [
            ("a", "Yes", "Ie"),
            ("b", "Your name", None),
            ("c", None, "Yn ôl"),
        ]

    def test_settings_of_programs_are_no_texts(self, tmp_path):
        made(
            tmp_path,
            {
                "compose.yml": "services: {web: {image: a}}\n",
                "cloud.yml": "a: !Ref b\n",
                "page.html": "",
                "config/cy.yml": "cy: {a: Ie}\n",
                "service.cy.toml": 'a = "Ie"\n',
                "service.toml": 'a = "Yes"\n',
            },
        )
        collection = readers.read(tmp_path)
        assert [source.name for source in collection.sources] == [
            "config/cy.yml",
            "service.cy.toml",
            "service.toml",
        ]
        assert {(finding.code, finding.location.source) for finding in collection.findings} == {
            ("S706", "compose.yml"),
            ("S706", "cloud.yml"),
            ("S706", "page.html"),
        }

    def test_a_broken_file_that_is_named_for_its_language_is_found(self, tmp_path):
        made(tmp_path, {"cy.yml": "cy: [", "en.yml": ""})
        assert [finding.code for finding in readers.read(tmp_path).findings] == ["S707", "S705"]

    def test_titles_of_columns_in_the_metadata_of_a_table_are_pairs(self, tmp_path):
        metadata = {
            "url": "a.csv",
            "tableSchema": {"columns": [{"name": "n", "titles": {"en": "Number", "cy": "Nifer"}}]},
        }
        files = {"a.csv": "n\n1\n", "a.csv-metadata.json": json.dumps(metadata), "b.csv-metadata.json": "{"}
        assert pairs_of(tmp_path, files) == [("tableSchema.columns.0.titles", "Number", "Nifer")]
        assert readers.read(tmp_path).findings == ()


class TestProperties:
    def test_escapes_continuations_and_separators(self, tmp_path):
        text = "# nodyn\n! arall\na = Ie\nb:Na \\\n   fydd\nc Ynys M\\u00f4n\nd.e\\=f=x\\ty\ngwag\n"
        texts, _source = texts_of(tmp_path, "negeseuon.properties", text)
        assert texts == {"a": "Ie", "b": "Na fydd", "c": "Ynys Môn", "d.e=f": "x\ty", "gwag": ""}

    @pytest.mark.parametrize("encoding", ["utf-8", "iso8859-1", "utf-16"])
    def test_the_bytes_tell_the_encoding(self, tmp_path, encoding):
        content = "lle=Dywedodd fod y môr yn dawel â’r tân wedi diffodd".replace("’", "'").encode(encoding)
        texts, _source = texts_of(tmp_path, "a_cy.properties", content)
        assert texts == {"lle": "Dywedodd fod y môr yn dawel â'r tân wedi diffodd"}

    @pytest.mark.parametrize(
        ("english", "welsh"),
        [
            ("conf/messages", "conf/messages.cy"),
            ("a.properties", "a_cy.properties"),
            ("a.properties", "a_cy_GB.properties"),
            ("a_en.properties", "a_cy.properties"),
            ("english/a.properties", "welsh/a.properties"),
            ("en-GB/a.properties", "cy-GB/a.properties"),
        ],
    )
    def test_files_pair_by_their_names(self, tmp_path, english, welsh):
        assert pairs_of(tmp_path, {english: "a=Yes\nb=Your name\n", welsh: "a=Ie\n"}) == [
            ("a", *YES),
            ("b", "Your name", None),
        ]


def test_resources_of_dotnet(tmp_path):
    document = """<root><resheader name="version"><value>2.0</value></resheader>
    <data name="a" xml:space="preserve"><value>{}</value><comment>note</comment></data>
    <data name="b" type="System.Drawing.Size"><value>1, 2</value></data></root>"""
    files = {"Resources.resx": document.format("Yes"), "Resources.cy.resx": document.format("Ie")}
    assert pairs_of(tmp_path, files) == [("a", *YES)]


class TestMobile:
    def test_android_resources(self, tmp_path):
        english = """<resources xmlns:xliff="urn:x">
            <string name="a">Yes</string>
            <string name="b">Don\\'t <b>stop</b>,\\n <xliff:g id="n">%1$s</xliff:g>  &amp; go</string>
            <string name="url" translatable="false">https://a.example</string>
            <plurals name="day"><item quantity="one">day</item><item quantity="other">days</item></plurals>
            <string-array name="r"><item>One</item></string-array></resources>"""
        welsh = """<resources><string name="a">Ie</string><string name="b">"  Paid "</string>
            <plurals name="day"><item quantity="two">ddiwrnod</item><item quantity="other">diwrnod</item></plurals>
            <string-array name="r"><item>Un</item></string-array></resources>"""
        files = {"res/values/strings.xml": english, "res/values-cy/strings.xml": welsh}
        assert pairs_of(tmp_path, files) == [
            ("a", "Yes", "Ie"),
            ("b", "Don't <b>stop</b>,\n %1$s & go", "  Paid "),
            ("day.one", "day", None),
            ("day.other", "days", "diwrnod"),
            ("r.0", "One", "Un"),
            ("day.two", None, "ddiwrnod"),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_apple_strings(self, tmp_path, encoding):
        english = '/* nodyn\n */ "a" = "Yes";\n// x\nkey.b = "Your \\"name\\"\\n\\U00f4";\n'
        welsh = '"a" = "Ie";'
        files = {"en.lproj/L.strings": english.encode(encoding), "cy.lproj/L.strings": welsh.encode(encoding)}
        assert pairs_of(tmp_path, files) == [("a", "Yes", "Ie"), ("key.b", 'Your "name"\nô', None)]

    def test_apple_plural_forms(self, tmp_path):
        def document(other):
            return f"""<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x.dtd">
            <plist><dict><key>days %ld</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@d@</string>
            <key>d</key><dict><key>NSStringFormatValueTypeKey</key><string>li</string>
            <key>other</key><string>{other}</string></dict></dict></dict></plist>"""

        files = {
            "Base.lproj/L.stringsdict": document("%ld days"),
            "cy.lproj/L.stringsdict": document("%ld diwrnod"),
        }
        assert pairs_of(tmp_path, files) == [("days %ld.d.other", "%ld days", "%ld diwrnod")]

    def test_apple_string_catalogues(self, tmp_path):
        def unit(text, state="translated"):
            return {"stringUnit": {"state": state, "value": text}}

        catalogue = {
            "sourceLanguage": "en",
            "strings": {
                "Yes": {"localizations": {"cy": unit("Ie")}},
                "b": {"localizations": {"en": unit("Your name"), "cy": unit("Your name", "new")}},
                "days": {
                    "localizations": {
                        "en": {"variations": {"plural": {"other": unit("days")}}},
                        "cy": {"variations": {"plural": {"two": unit("ddiwrnod"), "other": unit("diwrnod")}}},
                    }
                },
                "x": {"shouldTranslate": False},
            },
        }
        assert pairs_of(tmp_path, {"L.xcstrings": json.dumps(catalogue)}) == [
            ("Yes", "Yes", "Ie"),
            ("b", "Your name", None),
            ("days.other", "days", "diwrnod"),
            ("days.two", None, "ddiwrnod"),
        ]


class TestMemories:
    def test_tmx_of_level_2_with_other_languages(self, tmp_path):
        memory = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
        <tu tuid="a"><tuv xml:lang="EN-GB"><seg>Press <bpt i="1">&lt;b&gt;</bpt>Save<ept i="1">&lt;/b&gt;</ept></seg></tuv>
          <tuv xml:lang="fr"><seg>Oui</seg></tuv>
          <tuv xml:lang="cy"><seg>Pwyswch <hi>Cadw</hi> <ph x="1"/></seg></tuv></tu>
        <tu><tuv lang="en"><seg>Yes</seg></tuv></tu>
        <tu><tuv xml:lang="fr"><seg>Non</seg></tuv></tu></body></tmx>"""
        assert pairs_of(tmp_path, {"cof.tmx": memory}) == [
            ("a", "Press <b>Save</b>", 'Pwyswch Cadw <ph x="1"/>'),
            ("2", "Yes", None),
        ]

    def test_xliff_1(self, tmp_path):
        text = """<xliff version="1.2"><file source-language="en-GB" target-language="cy" original="a"><body>
        <trans-unit id="1"><source>Yes <x id="N"/></source><target>Ie <x id="N"/></target>
          <alt-trans><target>Do</target></alt-trans></trans-unit>
        <trans-unit id="2"><source>Your name</source><target state="needs-translation">Your name</target></trans-unit>
        <trans-unit id="3" translate="no"><source>X</source></trans-unit>
        <trans-unit id="4" resname="d"><source>Back</source></trans-unit></body></file></xliff>"""
        assert pairs_of(tmp_path, {"a.xlf": text}) == [
            ("1", 'Yes <x id="N"/>', 'Ie <x id="N"/>'),
            ("2", "Your name", None),
            ("d", "Back", None),
        ]

    def test_xliff_2_from_welsh_into_english(self, tmp_path):
        text = """<xliff version="2.1" srcLang="cy" trgLang="en-GB"><file id="f"><unit id="u">
        <segment><source>Ie.</source><target>Yes.</target></segment><ignorable><source> </source></ignorable>
        <segment><source>Na.</source><target>No.</target></segment></unit></file></xliff>"""
        assert pairs_of(tmp_path, {"a.xliff": text}) == [("u", "Yes. No.", "Ie. Na.")]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            (
                "a.tmx",
                (
                    "<tmx><body><tu><tuv xml:lang='en'><seg>Yes</seg></tuv><tuv"
                    " xml:lang='fr'><seg>Oui</seg></tuv></tu></body></tmx>"
                ),
            ),
            (
                "messages.xlf",
                (
                    "<xliff version='1.2'><file source-language='en'><body><trans-unit"
                    " id='1'><source>Yes</source></trans-unit></body></file></xliff>"
                ),
            ),
            (
                "fr.xlf",
                (
                    "<xliff version='2.0' srcLang='en' trgLang='fr'><file><unit"
                    " id='1'><segment><source>Yes</source><target>Oui</target></segment></unit></file></xliff>"
                ),
            ),
            ("fr.po", 'msgid "Yes"\nmsgstr "Oui"\n\nmsgid ""\nmsgstr "Language: fr\\n"\n'),
        ],
    )
    def test_files_without_welsh_that_are_not_meant_to_have_any_lack_none(self, tmp_path, name, content):
        assert pairs_of(tmp_path, {name: content}) == []

    def test_a_file_that_is_meant_to_have_welsh_lacks_it(self, tmp_path):
        text = (
            "<xliff version='2.0' srcLang='en' trgLang='cy'><file><unit"
            " id='1'><segment><source>Yes</source></segment></unit></file></xliff>"
        )
        assert pairs_of(tmp_path, {"a.xlf": text}) == [("1", "Yes", None)]

    def test_compiled_catalogues(self, tmp_path):
        texts = [
            (b"", b"Language: cy\nContent-Type: text/plain; charset=UTF-8\n"),
            (b"Your name", b"Eich enw"),
        ]
        offset = 28 + 16 * len(texts)
        index, data = {0: b"", 1: b""}, b""
        for side in (0, 1):
            for pair in texts:
                index[side] += struct.pack("<II", len(pair[side]), offset + len(data))
                data += pair[side] + b"\0"
        header = struct.pack("<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0)
        assert pairs_of(tmp_path, {"cy/LC_MESSAGES/a.mo": header + index[0] + index[1] + data}) == [
            ("Your name", "Your name", "Eich enw")
        ]

    def test_messages_that_are_keys_have_the_english_of_the_english_catalogue(self, tmp_path):
        files = {
            "en/LC_MESSAGES/a.po": 'msgid "page.yes"\nmsgstr "Yes"\n',
            "cy/LC_MESSAGES/a.po": 'msgid "page.yes"\nmsgstr "Ie"\n\nmsgid "Your name"\nmsgstr "Eich enw"\n',
        }
        assert pairs_of(tmp_path, files) == [
            ("page.yes", "Yes", "Ie"),
            ("Your name", "Your name", "Eich enw"),
        ]

    def test_a_separator_inside_a_message_does_not_end_its_line(self, tmp_path):
        assert pairs_of(tmp_path, {"a.po": 'msgid "a\u2028b"\nmsgstr "c\x85d"\n'}) == [
            ("a\u2028b", "a\u2028b", "c\x85d")
        ]


class TestWhatIsNotWelsh:
    def test_tests_of_cypress_are_no_data(self, tmp_path):
        made(tmp_path, {"a.cy.js": "x", "a.cy.ts": "x", "en.json": '{"a": "Yes"}'})
        assert [source.name for source in readers.read(tmp_path).sources] == ["en.json"]

    def test_cyrillic_is_not_welsh(self, tmp_path):
        files = {
            "sr/cy.json": '{"a": "Добродошли на наш сајт"}',
            "sr/en.json": '{"a": "Welcome to our site"}',
        }
        assert pairs_of(tmp_path, files) == []
        assert {source.language for source in readers.read(tmp_path).sources} == {"en", None}

    def test_a_switch_of_languages_does_not_make_a_catalogue_bilingual(self, tmp_path):
        texts = {f"a{n}": "Yes" for n in range(40)} | {"lang_en": "English", "lang_cy": "Cymraeg"}
        _texts, source = texts_of(tmp_path, "testun.json", json.dumps(texts))
        assert source.kind == "catalogue"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"a": "Yes"}', "json-locale"),
        (
            b'<?xml version="1.0"?><tmx><body><tu><tuv xml:lang="cy"><seg>Ie</seg></tuv></tu></body></tmx>',
            "tmx",
        ),
        (b"<!DOCTYPE html><html lang=cy><p>Ie</p></html>", "html"),
        (b'# nodyn\nmsgid "Yes"\nmsgstr "Ie"\n', "po"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nIe\n", "subtitles"),
    ],
)
def test_a_name_that_says_nothing_is_made_up_for_by_the_content(tmp_path, content, kind):
    made(tmp_path, {"allforyn": content})
    assert [source.format for source in readers.read(tmp_path / "allforyn").sources] == [kind]
