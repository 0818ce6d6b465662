#!/usr/bin/env python3
"""Whom do the pronouns mean that speak in quotations?

usage: score_speakers.py SPEAKERS.tsv RECORDS.jsonl

SPEAKERS.tsv holds places in texts: of a pronoun that speaks, and of the words before it that name whom it means.
RECORDS.jsonl is what `dualtrack read --as body --format jsonl` says of the texts. Counted are the pronouns that the
program found to be the speaker of a quotation; right are those whose actor is that of the words named.
"""
import csv
import json
import os
import sys


def main(speakers, records):
    by_file = {}
    with open(records, encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            by_file[os.path.basename(record["article"]["input"])] = record
    rows = found = right = 0
    for row in table(speakers):
        record = by_file.get(row["file"])
        if record is None:
            continue
        rows += 1
        pronoun = (int(row["start"]), int(row["end"]))
        said = [q for q in record["quotations"] if q["speaker"] and overlap(q["speaker"], pronoun)]
        if not said:
            continue
        found += 1
        meant = actors_at(record, (int(row["meant_start"]), int(row["meant_end"])))
        # Several together have an id of their own: "NOR+RUS".
        found_actor = said[0]["speaker_actor"]
        good = found_actor in meant or (found_actor is not None and set(found_actor.split("+")) == meant)
        right += good
        if "--errors" in sys.argv and not good:
            text = record["article"]["text"]
            print(row["file"], text[max(0, pronoun[0] - 200):pronoun[1] + 20].replace("\n", " "),
                  "| found", said[0]["speaker_actor"], "meant", sorted(meant, key=str))
    print(f"pronouns that speak: {rows}, their quotations found: {found}")
    print(f"of these, the right person: {right / max(found, 1):.3f}")


def table(path):
    with open(path, encoding="utf8", newline="") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def actors_at(record, span):
    """The actors of the mentions that end with the words at a place, titles before them taken in, or begin there."""
    mentions = [m for m in record["mentions"] if overlap(m["span"], span)]
    return {m["actor"] for m in mentions if m["span"][1] == span[1] or m["span"][0] == span[0]
            or (m["span"][0] <= span[0] and span[1] <= m["span"][1] and m["kind"] == "name")}


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main(*[argument for argument in sys.argv[1:] if argument != "--errors"])
