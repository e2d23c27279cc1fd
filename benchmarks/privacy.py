"""Personal data: how much is found and how much of it is right, on text made up for it.

False finds in real text; speed.

    python benchmarks/privacy.py --data FOLDER [--json FILE]

FOLDER is the development data; its pool of text under `lid/pool` was looked at while the rules were written.
The identifiers are made up: telephone numbers that Ofcom keeps for drama, NHS numbers of the range for tests,
domains for examples, National Insurance numbers and postcodes by their rules of form. The sentences around
them are ours.
"""

import argparse
import functools
import json
import platform
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from cymraeg_data import columns, privacy
from cymraeg_data.identifiers.arrays import mask_counted
from cymraeg_data.identifiers.nhs_number import passes_check

N = 2_000
DRAMA = (
    "029 2018 0{:03}",
    "(029) 2018 0{:03}",
    "020 7946 0{:03}",
    "01632 960{:03}",
    "01632 960 {:03}",
    "07700 900{:03}",
    "07700900{:03}",
    "+44 29 2018 0{:03}",
    "+44 (0)7700 900{:03}",
)
NAMES = ("sian.morgan", "ap.gwilym7", "n_edwards", "mari-haf.jones", "gethin", "ll.owen", "angharad92")
DOMAINS = ("example.com", "mail.example.org", "ysgol.example.cymru")
STREETS = (
    "Heol y Bont",
    "Stryd Fawr",
    "Maes Glas",
    "Ffordd yr Orsaf",
    "Station Road",
    "Church Street",
    "Y Stryd Fawr",
)

# What stands before and after an identifier: with words that say what it is, and without any.
LABELLED = {
    "nino": (
        "Rhif Yswiriant Gwladol: {}",
        "Fy rhif YG yw {}.",
        "Her National Insurance number is {}, she said.",
    ),
    "nhs_number": (
        "Rhif GIG: {}",
        "Beth yw eich rhif GIG? {}",
        "NHS number {} (please quote).",
        "NHS No. {}",
    ),
    "phone": ("Ffoniwch fi ar {} heno.", "Ei rhif ffôn yw {}", "Call me on {} after six.", "Tel: {}"),
    "email": ("Anfonwch e-bost at {}.", "Cysylltwch â Gwen: {}", "Email {} by Friday."),
    "postcode": (
        "Fy nghod post yw {}.",
        "Cod post: {}",
        "My postcode is {}.",
        "She lives at 12 {street}, {}",
    ),
}
BARE = {
    "nino": ("Talwyd {} ddydd Llun.", "The form of {} was lost."),
    "nhs_number": ("Aeth {} adref ddoe.", "Bed 4, {}, discharged."),
    "phone": ("Mae {} wedi newid.", "Gareth, {}, o ddydd Llun ymlaen."),
    "email": ("{} a ddywedodd hynny.", "Diolch i {} am y llun."),
    "postcode": ("7 {street}, Llanfair {}", "23 {street}, {}"),
}


def nhs_number(rng: random.Random) -> str:
    """Return an NHS number of the range for tests."""
    while True:
        digits = f"999{rng.randrange(10**7):07}"
        if passes_check(digits):
            return rng.choice((digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}"))


def nino(rng: random.Random) -> str:
    """Return letters and digits in the form of a National Insurance number."""
    prefix = rng.choice("ABCEGHJLMPRSWXY") + rng.choice("ABCEGHJLMPRSWX")
    digits = f"{rng.randrange(10**6):06}"
    if prefix in {"BG", "GB"}:
        prefix = "JP"
    return rng.choice((" ", "")).join((prefix, digits[:2], digits[2:4], digits[4:], rng.choice("ABCD")))


def postcode(rng: random.Random) -> str:
    """Return letters and digits in the form of a Welsh postcode."""
    area = rng.choice(("CF", "LD", "LL", "NP", "SA", "SY", "CH", "HR"))
    inward = "".join(rng.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
    return f"{area}{rng.randrange(1, 80)} {rng.randrange(10)}{inward}"


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "nino": nino,
    "nhs_number": nhs_number,
    "phone": lambda rng: rng.choice(DRAMA).format(rng.randrange(1000)),
    "email": lambda rng: f"{rng.choice(NAMES)}@{rng.choice(DOMAINS)}",
    "postcode": postcode,
}


def digits(rng: random.Random, n: int) -> str:
    """Return `n` digits, the first not 0."""
    return str(rng.randrange(10 ** (n - 1), 10**n))


DECOYS: dict[str, Callable[[random.Random], str]] = {
    "figures": lambda rng: (
        f"Cododd o {rng.randrange(10**7):,} i {rng.randrange(10**7):,} ({rng.random():.9f})"
    ),
    "ten digits": lambda rng: f"Cofnod {digits(rng, 10)} yn y gronfa",
    "reference": lambda rng: f"Cyfeirnod: {digits(rng, 10)}; our ref AB{digits(rng, 6)}",
    "dates": lambda rng: (
        f"{rng.randrange(1, 29):02}/{rng.randrange(1, 13):02}/20{rng.randrange(10, 27)} 10:30:15, 2019-20"
        " 2020-21"
    ),
    "ISBN": lambda rng: (
        f"ISBN 978-1-{digits(rng, 4)}-{digits(rng, 4)}-{digits(rng, 1)}, ISBN {digits(rng, 10)}"
    ),
    "company": lambda rng: (
        f"Rhif cwmni 0{digits(rng, 7)}, rhif elusen {digits(rng, 7)}, TAW GB {digits(rng, 9)}"
    ),
    "grid": lambda rng: f"SH {digits(rng, 5)} {digits(rng, 5)}; W0{digits(rng, 7)}; UPRN 100{digits(rng, 9)}",
    "codes": lambda rng: f"Ffurflen B{digits(rng, 2)} 2CD3, A{digits(rng, 4)}, y 1af, 2il a'r 3ydd, B1 2nd",
    "money": lambda rng: f"£{digits(rng, 10)} neu €0{digits(rng, 10)}",
    "table": lambda rng: " ".join(digits(rng, rng.choice((2, 3, 4))) for _ in range(12)),
    "services": lambda rng: f"Ffoniwch 0300 {digits(rng, 3)} {digits(rng, 4)} neu 0800 {digits(rng, 6)}",
    "posts": lambda rng: f"post@{rng.choice(DOMAINS)}, ymholiadau@{rng.choice(DOMAINS)}, llun@2x.png",
    "bodies": lambda rng: f"Cyngor Llanfair, Neuadd y Sir, {postcode(rng)}; Senedd Cymru CF99 1SN",
}


def likely(texts: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the kind and the text of the finds of each text that are likely or certain."""
    return [
        [
            (item["kind"], text[item["start"] : item["end"]])
            for item in row
            if item["likelihood"] != "possible"
        ]
        for text, row in zip(texts, columns.find_personal_data(pa.array(texts)).to_pylist(), strict=True)
    ]


def recall(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the share of made-up identifiers found whole, by kind, with words of context and without."""
    for named, sentences in (("labelled", LABELLED), ("bare", BARE)):
        for kind, maker in MAKERS.items():
            values = [maker(rng) for _ in range(N)]
            texts = [
                rng.choice(sentences[kind]).format(value, street=rng.choice(STREETS)) for value in values
            ]
            right = sum((kind, value) in found for value, found in zip(values, likely(texts), strict=True))
            yield {"what": f"recall, {named}: {kind}", "value": right / N, "of": N}


def precision(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the share of likely finds that are right, by kind, in text with as many decoys as identifiers.

    And false finds.
    """
    texts, truth = [], []
    for kind, maker in MAKERS.items():
        for _ in range(N):
            value, decoy = maker(rng), DECOYS[rng.choice(tuple(DECOYS))](rng)
            sentence = rng.choice(LABELLED[kind]).format(value, street=rng.choice(STREETS))
            texts.append(f"{decoy}. {' '.join(['Mae’n braf heddiw.'] * 6)} {sentence}")
            truth.append((kind, value))
    n, right = Counter[str](), Counter[str]()
    for known, found in zip(truth, likely(texts), strict=True):
        n.update(kind for kind, _ in found)
        right.update(kind for kind, value in found if (kind, value) == known)
    for kind in MAKERS:
        yield {"what": f"precision: {kind}", "value": right[kind] / n[kind], "of": n[kind]}
    for name, maker in DECOYS.items():
        found = Counter(kind for row in likely([maker(rng) for _ in range(N)]) for kind, _ in row)
        yield {"what": f"false finds in {N} decoys: {name}", "value": found.total(), "of": dict(found)}


def pool(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what is found in real text, by language, and how fast long documents are read."""
    for name, pattern in (("cy", "cy.*.txt"), ("en", "en.*.txt"), ("87 languages", "*.txt")):
        lines = [
            line
            for path in sorted((folder / "lid/pool").glob(pattern))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        texts = pa.array(list(documents(lines)))
        finds = columns.find_personal_data(texts).flatten().to_pylist()
        counts = Counter(f"{item['kind']} {item['likelihood']}" for item in finds)
        mb = texts.nbytes / 1e6
        yield {"what": f"finds in {mb:.1f} MB, {name}", "value": counts.total(), "of": dict(counts)}
        yield {
            "what": f"find_personal_data, MB/s, {name}",
            "value": mb / best(functools.partial(columns.find_personal_data, texts)),
        }
        yield {
            "what": f"mask, MB/s, {name}",
            "value": mb / best(functools.partial(mask_counted, texts)),
        }


def documents(lines: Sequence[str], size: int = 3000) -> Iterator[str]:
    """Yield lines joined to documents of about `size` characters."""
    part: list[str] = []
    for line in lines:
        part.append(line)
        if sum(map(len, part)) >= size:
            yield "\n".join(part)
            part = []


def hostile() -> Iterator[dict[str, Any]]:
    """Yield how many times longer ten times as much of hostile text takes: 10 is linear."""
    for piece in (
        "1",
        "@",
        "a@",
        "a@a.",
        "0 ",
        "+1-",
        "1A",
        "1AA ",
        "(0",
        "\u200b1",
        "07700900123 ",
        "CF10 3NQ ",
    ):
        small, large = (
            best(functools.partial(privacy.find, piece * (n // len(piece)))) for n in (10**5, 10**6)
        )
        yield {
            "what": f"ten times as much of {piece!r}: times as long",
            "value": large / small,
            "of": f"{large:.2f} s",
        }


def best(run: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of a few runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Measure, print a table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rng = random.Random(1)  # noqa: S311 - made-up text, the same each time
    rows = [*recall(rng), *precision(rng), *pool(options.data), *hostile()]
    print(f"Python {platform.python_version()}, pyarrow {pa.__version__}, {platform.machine()}")
    for row in rows:
        print(f"{row['what']:60} {row['value']:10.4g}  {row.get('of', '')}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
