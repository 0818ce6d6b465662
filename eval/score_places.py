#!/usr/bin/env python3
"""Places and actors in GeoWebNews: is a place name used for the place, for those who act there, or for both?

usage: score_places.py ARTICLES TOPONYMS.tsv [GAZETTEER.tsv]

ARTICLES is the folder with the articles (.txt) and their annotations (.ann). TOPONYMS.tsv is what the example
`toponyms` of the actors crate says of the texts. GAZETTEER.tsv, two columns without a heading, gives the country
(alpha-3) of GeoNames ids; with it the countries of literal places are scored, as far as it knows them.
"""
import collections
import csv
import glob
import os
import sys

USES = ("literal", "metonymic", "mixed")
# An actor of this confidence, in percent, or less is in doubt.
UNSURE = 60


def main(articles, toponyms, gazetteer=None):
    said = collections.defaultdict(list)
    with open(toponyms, encoding="utf8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            said[row["file"]].append((int(row["start"]), int(row["end"]), row["use"], row["country"],
                                      int(row["confidence"])))
    countries = dict(line.rstrip("\n").split("\t") for line in open(gazetteer)) if gazetteer else {}
    pairs = collections.Counter()
    located = right = 0
    for path in sorted(glob.glob(os.path.join(articles, "*.ann"))):
        name = os.path.basename(path)[:-4]
        text = open(path[:-4] + ".txt", encoding="utf8", newline="").read()
        for use, start, end, note in gold(path):
            found = [entry for entry in said[name] if same(entry[:2], (start, end))]
            used = {entry[2] for entry in found}
            # A state where something happens is an actor too, of whom the program is not sure; the set calls it literal.
            if "place" in used and all(entry[4] <= UNSURE for entry in found if entry[2] == "actor"):
                used = {"place"}
            # The set calls the place of a dateline mixed: it is where the report is from and stands for its source.
            if "dateline" in used:
                used = {"place", "actor"}
            answer = {frozenset(): "none", frozenset(["place"]): "literal", frozenset(["actor"]): "metonymic"}
            answer = answer.get(frozenset(used), "mixed")
            pairs[use, answer] += 1
            if "--errors" in sys.argv and answer != use:
                print(use, answer, text[max(0, start - 60):start].replace("\n", " ") + "[" + text[start:end] + "]"
                      + text[end:end + 40].replace("\n", " "), sep="\t")
            country = countries.get(note)
            if use == "literal" and country and any(entry[3] != "-" for entry in found):
                located += 1
                good = any(entry[3] == country for entry in found)
                right += good
                if "--countries" in sys.argv and not good:
                    print(country, {entry[3] for entry in found}, text[start - 30:end + 30].replace("\n", " "))
    report(pairs)
    if countries:
        print(f"country of literal places: {right / max(located, 1):.3f} of {located}")


def report(pairs):
    scores = []
    for use in USES:
        hits = pairs[use, use]
        gold_count = sum(count for (gold_use, _), count in pairs.items() if gold_use == use)
        answers = sum(count for (_, answer), count in pairs.items() if answer == use)
        precision, recall = hits / max(answers, 1), hits / max(gold_count, 1)
        scores.append(2 * precision * recall / max(precision + recall, 1e-9))
        taken = ", ".join(f"{other} {pairs[use, other]}" for other in USES + ("none",) if other != use)
        print(f"{use:10} P {precision:.3f} R {recall:.3f} F1 {scores[-1]:.3f}  of {gold_count}; taken for {taken}")
    hits = sum(pairs[use, use] for use in USES)
    answers = sum(count for (_, answer), count in pairs.items() if answer != "none")
    precision, recall = hits / max(answers, 1), hits / max(sum(pairs.values()), 1)
    print(f"three-way  P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}, "
          f"macro-F1 {sum(scores) / len(scores):.3f}")


def gold(path):
    """Literal, metonymic and mixed toponyms: use, first and last code point, GeoNames id."""
    marks, notes = [], {}
    for line in open(path, encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].startswith("T"):
            use, start, end = cells[1].split(" ")[:3]
            if use.lower() in USES:
                marks.append((cells[0], use.lower(), int(start), int(end)))
        elif cells[0].startswith("#"):
            notes[cells[1].split(" ")[1]] = cells[2].strip()
    return [(use, start, end, notes.get(mark, "")) for mark, use, start, end in marks]


def same(one, other):
    """Whether two places are much the same: they share more than half of all they cover."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared > max(one[1], other[1]) - min(one[0], other[0])


if __name__ == "__main__":
    main(*[argument for argument in sys.argv[1:] if not argument.startswith("--")])
