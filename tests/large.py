#!/usr/bin/env python3
"""Makes a volume whose texts are too long for one file of an EPUB, each in its own way: a document of two megabytes, a chapter
with 900 notes, a register of 5000 people, an index of 10 000 page numbers, a table of 3000 rows, one paragraph of 400 kB, a
quotation, a list, an attachment and a poem. Always the same.

Usage: large.py FOLDER
"""

import pathlib
import random
import sys

WORDS = (
    "the minister wrote to his colleague that the bridge at Sebes was open and that nobody in Orlau knew of it before the "
    "council met in the evening when letters from the frontier came with news of horses wagons rain and a treaty unsigned"
).split()
PEOPLE = 5000
SYLLABLES = ("Bar Kov Nem Sza Tot Var Hor Fek Feh Mol Pap Gal Ros Lin Som Wei Zel Ber Cso Dor".split(),
             "ács ó ényi ath ossy inger ár ek man ics".split())
chance = random.Random(7)


def sentence(count):
    words = [chance.choice(WORDS) for _ in range(count)]
    return " ".join(words).capitalize() + "."


def family(number):
    first, second = SYLLABLES
    return first[number % 20] + second[number // 20 % 10] + "abcdefghijklmnopqrstuvwxyz"[number // 200 % 26]


def people():
    offices = ("council", "office", "army", "court")
    for number in range(PEOPLE):
        yield f'[p{number}]\nname = "{family(number)}, Person{number}"\nnote = "Of the {offices[number % 4]}, no. {number}."\n\n'


def chapter():
    yield '+++\nid = "long"\ntitle = "The Long Chapter"\n+++\n\n'
    for number in range(900):
        if number % 60 == 0:
            yield f"## Section {number // 60 + 1}\n\n"
        yield f"{sentence(40)}[^n{number}] See [[doc:huge#s3]] and [[p{number}|{family(number)}]].\n\n"
    for number in range(900):
        yield f"[^n{number}]: {sentence(18)} Compare [[doc:paragraph]].\n\n"


def huge():
    indexed = 0
    for section in range(400):
        yield f"## Section {section} {{#s{section}}}\n\n"
        for _ in range(12):
            words = sentence(60).split(" ")
            for at in (10, 30, 50):
                person = indexed % PEOPLE
                if indexed < 10_000:
                    words.insert(at, f"[[p{person}|{family(person)}]][[^Subject {indexed % 400}!aspect {indexed % 7}]]")
                indexed += 1
            yield " ".join(words) + "\n\n"


def table():
    yield "Before it.[^1]\n\n| No. | Name | Horses | Remarks |\n|---|---|---:|---|\n"
    for row in range(3000):
        yield f"| {row} | {family(row)} | {row * 3 % 97} | {sentence(6)} |\n"
    yield "\nAfter it.\n\n[^1]: A note.\n"


DOCUMENTS = {
    "huge": huge,
    "table": table,
    "paragraph": lambda: ["Before.\n\n", " ".join(sentence(50) for _ in range(1600)), "[^1]\n\nAfter.\n\n[^1]: Its note.\n"],
    "quotation": lambda: (f"> {sentence(80)}\n>\n" for _ in range(900)),
    "list": lambda: (f"- item {item}: {sentence(50)}\n" for item in range(1500)),
    "annex": lambda: ["::: attachment {#annex}\n## The Annex\n\n", *(sentence(80) + "\n\n" for _ in range(900)), ":::\n"],
    "poem": lambda: ["::: verse\n", *(sentence(7) + "\n" for _ in range(9000)), ":::\n"],
}

BOOK = """[volume]
title = "The Large Volume"
language = "en-GB"
editors = ["Ann Editor"]
date = 2026-03-01

[contents]
front = ["title-page", "contents"]
body = [{ chapter = "chapter.md", documents = "documents/*.md" }]
back = ["people", "index"]
"""


def main():
    root = pathlib.Path(sys.argv[1])
    (root / "book/documents").mkdir(parents=True, exist_ok=True)
    (root / "book.toml").write_text(BOOK)
    (root / "book/people.toml").write_text("".join(people()))
    (root / "book/chapter.md").write_text("".join(chapter()))
    for number, (name, text) in enumerate(DOCUMENTS.items(), 1):
        head = f'+++\nid = "{name}"\ntitle = "The Long {name.capitalize()}"\ndate = 1936-03-11\n+++\n\n'
        (root / f"book/documents/{number}-{name}.md").write_text(head + "".join(text()))


if __name__ == "__main__":
    main()
