"""Records how TeX breaks the paragraphs of paragraphs.txt, and what it saw of them: see README.md."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LIGATURES = {"^^K": "ff", "^^L": "fi", "^^M": "fl", "^^N": "ffi", "^^O": "ffl"}
RULES = r"""\frenchspacing \pretolerance=-1 \tolerance=200 \hyphenpenalty=50 \exhyphenpenalty=50 \linepenalty=10
\adjdemerits=10000 \doublehyphendemerits=10000 \finalhyphendemerits=5000 \emergencystretch=0pt \hfuzz=\maxdimen
\parfillskip=0pt plus 1fil \hbadness=10000 \tracingonline=0
"""


def tex(source):
    """What TeX writes into its log."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "job.tex").write_text(source + "\n\\end\n")
        subprocess.run(["tex", "-interaction=batchmode", "job.tex"], cwd=place, check=False, stdout=subprocess.DEVNULL)
        # Lines of a log are 79 characters long: what goes on is joined again.
        return re.sub(r"(?m)^(.{79})\n", r"\1", Path(place, "job.log").read_text("latin-1"))


def divided(words):
    """Each word with its hyphens as TeX would put them, by the patterns of plain TeX."""
    lines = [r"\showhyphens{%s}" % word for word in words]
    log = tex("\\hsize=\\maxdimen\n" + "\n".join(lines))
    found = re.findall(r"^\[\] \\tenrm (\S+)", log, re.M)
    assert [word.replace("-", "") for word in found] == words, found
    return found


def widths(parts):
    """The width of each part, in scaled points."""
    lines = [r"\setbox0=\hbox{%s}\immediate\write-1{W \number\wd0}" % part for part in parts]
    return [int(width) for width in re.findall(r"^W (\d+)", tex("\n".join(lines)), re.M)]


def main():
    out = []
    for paragraph in (HERE / "paragraphs.txt").read_text().strip().split("\n\n"):
        head, text = paragraph.split("\n", 1)
        measure, indent = head.split()
        words = text.split()
        bare = [re.sub(r"\W", "", word) for word in words]
        hyphens = dict(zip(sorted(set(bare)), divided(sorted(set(bare)))))
        split = [word.replace(part, hyphens[part]).split("-") for word, part in zip(words, bare)]
        flat = [part for word in split for part in word] + ["-"]
        sizes = dict(zip(flat, widths(flat)))
        body = " ".join(r"\-".join(word) for word in split)
        log = tex(RULES + r"""\hsize=%spt \parindent=%spt \tracingparagraphs=1 %s\par
\batchmode\showboxbreadth=9999 \showboxdepth=9
\setbox1=\vbox{%s\par}\tracingparagraphs=0 \showbox1""" % (measure, indent, body, body))
        assert "b=*" not in log, "TeX had to let a line stick out: take another measure"
        demerits = int(re.findall(r"@@\d+: line \d+\.\d-? t=(\d+)", log)[-1])
        lines = []
        for box in re.split(r"\n\.\\hbox\(", log[log.rindex("> \\box1"):])[1:]:
            # A discretionary that a line does not end at lists its hyphen deeper, behind a bar.
            box = "\n".join(line for line in box.split("\n") if not line.startswith("...") and "|" not in line)
            letters = "".join(re.findall(r"^\.\.\\tenrm (\S+)", box, re.M))
            for code, ligature in LIGATURES.items():
                letters = letters.replace(code, ligature)
            lines.append(letters)
        out.append("paragraph %s %s %d" % (measure, indent, demerits))
        out += [" ".join(["-".join(parts)] + [str(sizes[part]) for part in parts]) for parts in split]
        out.append("hyphen %d" % sizes["-"])
        out += ["line " + line for line in lines]
    sys.stdout.write("\n".join(out) + "\n")


main()
