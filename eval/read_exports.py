#!/usr/bin/env python3
"""Reads a ledger's exports back with the tools of those who use them, and counts what they find.

usage: read_exports.py DUALTRACK LEDGER

Runs `DUALTRACK export LEDGER` in every format into a temporary folder and reads the files with pandas, Polars and
DuckDB. A tool that is not installed is named and left out; without any of them the check says so and ends well.
"""
import csv
import importlib
import json
import os
import subprocess
import sys
import tempfile

GDELT = 61
ICEWS = 20
POLECAT = 40


def main(program, ledger):
    tools = {name: tool(name) for name in ("pandas", "polars", "duckdb")}
    if not any(tools.values()):
        print("skipped: none of pandas, Polars and DuckDB is installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        for form in ("gdelt", "icews", "polecat", "plover", "csv", "parquet"):
            subprocess.run([program, "export", ledger, "--as", form, path(form)], check=True)
        events = plover(path("plover"))
        tabs(path("gdelt"), GDELT, None)
        tabs(path("icews"), ICEWS, "Event ID")
        tabs(path("polecat"), POLECAT, "Event ID")
        rows = {name[:-4]: table(path(os.path.join("csv", name))) for name in sorted(os.listdir(path("csv")))}
        told = sum(1 for row in rows["events"] if row["reports"] != "0" and row["status"] in ("happened", "ongoing"))
        check(told == events, f"{told} events in csv, {events} in plover")
        if tools["pandas"]:
            with_pandas(tools["pandas"], path, events)
        if tools["polars"]:
            with_polars(tools["polars"], path, rows)
        if tools["duckdb"]:
            with_duckdb(tools["duckdb"], path, rows)
        print(f"{events} events, {sum(map(len, rows.values()))} rows in {len(rows)} tables: as they were written")


def tool(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: {name} is not installed")
        return None


def check(holds, what):
    if not holds:
        sys.exit(f"wrong: {what}")


def plover(path):
    """Every line is an event with the fields that the manual requires."""
    ids = set()
    for line in open(path, encoding="utf8"):
        event = json.loads(line)
        check(all(field in event for field in ("id", "actor", "event")), line)
        check(event["id"] not in ids, f"{event['id']} stands twice")
        ids.add(event["id"])
    return len(ids)


def tabs(path, columns, heading):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf8")]
    check(all(len(row) == columns for row in rows), f"{path}: not {columns} columns everywhere")
    check(heading is None or rows[0][0] == heading, f"{path}: no heading")
    check(len({row[0] for row in rows}) == len(rows), f"{path}: an id stands twice")


def table(path):
    csv.field_size_limit(1 << 30)
    return list(csv.DictReader(open(path, encoding="utf8", newline="")))


def with_pandas(pandas, path, events):
    gdelt = pandas.read_csv(path("gdelt"), sep="\t", header=None, quoting=csv.QUOTE_NONE, dtype={26: str, 27: str, 28: str})
    check(gdelt.shape[1] == GDELT and str(gdelt[0].dtype) == "int64", "pandas: gdelt")
    check(set(gdelt[29]) <= {1, 2, 3, 4} and gdelt[30].between(-10, 10).all(), "pandas: quad class and scale")
    check(gdelt[26].str.startswith(gdelt[28].iloc[0][:1]).any() and gdelt[26].str.len().min() >= 3, "pandas: CAMEO codes")
    icews = pandas.read_csv(path("icews"), sep="\t", quoting=csv.QUOTE_NONE, dtype={"CAMEO Code": str})
    check(icews["Event ID"].is_unique and len(icews) == len(gdelt), "pandas: icews")
    polecat = pandas.read_csv(path("polecat"), sep="\t", quoting=csv.QUOTE_NONE, keep_default_na=False)
    check(len(polecat) == events, "pandas: polecat")
    check(len(pandas.read_json(path("plover"), lines=True, dtype={"cameo": str})) == events, "pandas: plover")


def with_polars(polars, path, rows):
    for name, wanted in rows.items():
        frame = polars.read_parquet(path(f"parquet/{name}.parquet"))
        check(frame.height == len(wanted), f"Polars: {name} has {frame.height} rows")
        check(not wanted or frame.columns == list(wanted[0]), f"Polars: {name} has other columns")
        for column in frame.columns:
            texts = [row[column] for row in wanted]
            found = ["" if value is None else str(value) for value in frame[column].to_list()]
            check(same(texts, found), f"Polars: {name}.{column} differs from csv")
    check(frame is not None and polars.read_parquet(path("parquet/events.parquet")).schema["day"] == polars.Date, "days")


def same(texts, found):
    """Numbers may be written in two ways."""
    return all(one == other or float(one) == float(other) for one, other in zip(texts, found, strict=True))


def with_duckdb(duckdb, path, rows):
    with duckdb.connect() as connection:
        for name, wanted in rows.items():
            file = path(f"parquet/{name}.parquet")
            found = connection.execute(f"SELECT count(*) FROM read_parquet('{file}')").fetchone()[0]
            check(found == len(wanted), f"DuckDB: {name} has {found} rows")
        query = """SELECT count(*) FROM read_parquet('{0}/event_actors.parquet') p
                   JOIN read_parquet('{0}/events.parquet') e USING (article, event)"""
        joined = connection.execute(query.format(path("parquet"))).fetchone()[0]
        check(joined == len(rows["event_actors"]), "DuckDB: every actor of an event finds it")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
