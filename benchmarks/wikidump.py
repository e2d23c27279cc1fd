"""How fast a dump of a wiki is read: `python benchmarks/wikidump.py [articles]`.

The dump is made up here: infobox, paragraphs with a third of their words linked, notes, lists, a table,
categories.
"""

import bz2
import platform
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import escape

from cymraeg_data import readers

WORDS = (
    "llyn afon mynydd tref pentref ysgol capel eglwys hanes cymeriad awdur bardd canrif Cymru Gymraeg Saesneg"
    " prifysgol llyfr nofel cerdd dinas sir bro cwm dyffryn môr tŷ ŵyl gŵyl dŵr"
).split()
HEAD = (
    '<mediawiki version="0.11" xml:lang="cy"><siteinfo><namespaces><namespace key="6">Delwedd</namespace>'
    '<namespace key="14">Categori</namespace></namespaces></siteinfo>\n'
)


def sentence(rng: random.Random) -> str:
    """Return a sentence of fourteen words, two of them links."""
    words = rng.choices(WORDS, k=14)
    words[3], words[8] = f"[[{words[3]}]]", f"[[{words[8]} (enw)|{words[8]}]]"
    return " ".join(words).capitalize() + "."


def article(rng: random.Random, number: int) -> str:
    """Return the wikitext of an article."""
    parts = [f"{{{{Gwybodlen lle\n| enw = Lle {number}\n| gwlad = {{{{banergwlad|Cymru}}}}\n}}}}"]
    for section in range(3):
        note = (
            f'<ref name="n{section}">{{{{dyf'
            f" gwe|url=https://cyngor.example/{number}|teitl={sentence(rng)}}}}}</ref>"
        )
        parts += [" ".join(sentence(rng) for __ in range(5)) + note for __ in range(2)]
        parts.append(f"== Adran {section} ==\n* '''Pwynt''' {sentence(rng)}\n* {sentence(rng)}")
    parts.append(
        '{| class="wikitable"\n! Blwyddyn !! Poblogaeth\n|-\n| 2001 || 1,200\n|}\n[[Categori:Lleoedd]]'
    )
    return "\n\n".join(parts)


def write_dump(path: Path, n: int) -> int:
    """Write a dump of `n` articles; return how many bytes of XML it holds."""
    rng = random.Random(1)  # noqa: S311 - made-up pages
    with bz2.open(path, "wt", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(n):
            text = escape(article(rng, number))
            file.write(
                f"<page><title>Lle {number}</title><ns>0</ns><id>{number}</id><revision>"
                f"<timestamp>2026-11-01T00:00:00Z</timestamp><text>{text}</text></revision></page>\n"
            )
        file.write("</mediawiki>")
    with bz2.open(path) as file:
        return sum(len(line) for line in file)


def main(n: int) -> None:
    """Print a line with rows, sizes, rates (by processor time) and memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cywiki-pages-articles.xml.bz2")
        size = write_dump(path, n)
        start = time.process_time()
        (source,) = readers.read(path).sources
        opened = time.process_time() - start
        rows = sum(batch.num_rows for batch in source.batches())
        seconds = time.process_time() - start - opened
        packed = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(
        f"{rows:,} articles, {size / 1e6:.1f} MB of XML in {packed / 1e6:.1f} MB of bzip2; opened in"
        f" {opened:.2f} s"
    )
    print(f"{seconds:.2f} s: {size / 1e6 / seconds:.2f} MB of XML a second; {memory} MiB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000)
