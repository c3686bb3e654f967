"""Reads brat's standoff files by the rules of https://brat.nlplab.org/standoff.html and refuses what they do
not allow."""

import re

TEXT_BOUND = re.compile(r"T(\d+)\t([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
RELATION = re.compile(r"R(\d+)\t([A-Za-z0-9_-]+) Arg1:(T\d+) Arg2:(T\d+)")
ATTRIBUTE = re.compile(r"A(\d+)\t([A-Za-z0-9_-]+) ([TR]\d+)(?: (\S+))?")
NOTE = re.compile(r"#(\d+)\tAnnotatorNotes ([TR]\d+)\t(.*)")


def read_configuration(text):
    """{section: {type: what follows it}} of an annotation.conf."""
    sections, section = {}, None
    for line in text.splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            section = sections.setdefault(line[1:-1], {})
        elif line:
            name, _, rest = line.partition("\t")
            section[name] = rest
    return sections


def read(text, annotations, configuration):
    """The lines by id: ("T", type, spans) and so on. Raises ValueError on what brat would refuse."""
    out = {}
    for line in annotations.splitlines():
        entry = read_line(line, text, configuration)
        key = line.split("\t", 1)[0]
        if key in out:
            raise ValueError(f"{key} is there twice")
        out[key] = entry
    for key, entry in out.items():
        for target in entry[2:4] if entry[0] == "R" else entry[2:3] if entry[0] in "A#" else ():
            if target not in out:
                raise ValueError(f"{key} points to {target}, which is not there")
    for entry in out.values():
        if entry[0] == "R":
            check_relation(entry, out, configuration)
    return out


def read_line(line, text, configuration):
    if found := TEXT_BOUND.fullmatch(line):
        _, kind, spans, words = found.groups()
        spans = [tuple(map(int, span.split())) for span in spans.split(";")]
        if kind not in configuration["entities"]:
            raise ValueError(f"unknown type: {line}")
        for begin, end in spans:
            if not 0 <= begin < end <= len(text) or "\n" in text[begin:end]:
                raise ValueError(f"no such span: {line}")
        if spans != sorted(spans) or " ".join(text[b:e] for b, e in spans) != words:
            raise ValueError(f"not the words of the text: {line}")
        return ("T", kind, spans)
    if found := RELATION.fullmatch(line):
        if found[2] not in configuration["relations"]:
            raise ValueError(f"unknown relation: {line}")
        return ("R", found[2], found[3], found[4])
    if found := ATTRIBUTE.fullmatch(line):
        values = configuration["attributes"][found[2]].partition("Value:")[2].split("|")
        if found[4] not in values:
            raise ValueError(f"unknown value: {line}")
        return ("A", found[2], found[3], found[4])
    if found := NOTE.fullmatch(line):
        return ("#", "AnnotatorNotes", found[2], found[3])
    raise ValueError(f"no line of brat's: {line!r}")


def check_relation(entry, entries, configuration):
    wanted = dict(part.split(":") for part in configuration["relations"][entry[1]].split(", "))
    for argument, target in zip(("Arg1", "Arg2"), entry[2:4]):
        if entries[target][1] != wanted[argument]:
            raise ValueError(f"{entry}: {argument} must be a {wanted[argument]}")
