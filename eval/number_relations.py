#!/usr/bin/env python3
"""Number the rows of a relations file, so that a scorer can tell them apart.

usage: number_relations.py IN.tsv OUT.tsv

Fills an empty `uid` column with the row's number, counted from 0; rows that have a uid keep it.
"""
import csv
import sys


def main():
    source, target = sys.argv[1:3]
    with open(source, encoding="utf8", newline="") as f:
        reader = csv.DictReader(f, delimiter="\t")
        rows, columns = list(reader), reader.fieldnames
    with open(target, "w", encoding="utf8", newline="") as f:
        writer = csv.DictWriter(f, columns, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow({**row, "uid": row["uid"] or str(number)})


main()
