"""Scores the events that the program reads in whole stories against those that people wrote beside them.

    python3 eval/score_stories.py PROGRAM FOLDER [--errors]

A story is a text file: headers (`title:`, `date:`, `place:`), a blank line, paragraphs, and `event:` lines. README.md
beside the stories says how they are written. An event counts as one triple (type, actor, recipient) for every pair of
its actors and recipients. `strict` compares parties with their sector (MMR.MIL is not MMR), `root` only the state,
organisation or group that they belong to. Events that only might, should or did not happen are left out on both sides.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

NOT_COUNTED = {"desired", "hypothetical", "denied"}
GOVERNMENT = {"GOV", "MFA"}
# Types in which two sides do the same: A met B is B met A.
MUTUAL = {"CONSULT", "COOPERATE", "AGREE", "SUPPORT"}
ONE_SIDED_MODES = {"visit", "third-party"}


def read_story(path):
    """The story's headers, its text, and its gold events."""
    headers, paragraphs, events = {}, [], []
    head, _, body = path.read_text(encoding="utf8").partition("\n\n")
    for line in head.splitlines():
        name, _, value = line.partition(":")
        headers[name.strip()] = value.strip()
    for line in body.splitlines():
        if line.startswith("event:"):
            events.append(read_event(line.removeprefix("event:").partition("#")[0].strip(), path))
        else:
            paragraphs.append(line)
    return headers, "\n".join(paragraphs).strip() + "\n", events


def read_event(line, path):
    """`TYPE mode ACTOR + ACTOR > RECIPIENT [status]`; mode, recipient and status may be left out."""
    line, _, status = line.partition("[")
    done, _, to = line.partition(">")
    words = done.split()
    kind, rest = words[0], words[1:]
    # A mode is written in lower case and followed by an actor that no "+" ties to it.
    mode = None
    if len(rest) > 1 and rest[0].islower() and rest[1] != "+":
        mode, rest = rest[0], rest[1:]
    if not kind.isupper() or not rest:
        sys.exit(f"{path}: cannot read the event '{line}'")
    parties = lambda text: [] if text.strip() in ("", "-") else [p.strip() for p in text.split(" + ")]
    return {
        "type": kind,
        "mode": mode,
        "actors": parties(" ".join(rest)),
        "recipients": parties(to),
        "status": status.rstrip("] ") or None,
    }


def known_groups():
    """The groups that the knowledge base holds; any other group is people of a state, or of none that the text names."""
    table = Path(__file__).parent.parent / "knowledge" / "groups.tsv"
    rows = (line.split("\t")[0] for line in table.read_text(encoding="utf8").splitlines())
    return {row for row in rows if row and not row.startswith("#")}


GROUPS = known_groups()


def party(actor):
    """The id by which an actor of a record is compared: state or organisation, and the sector if it is no government."""
    office = actor.get("office")
    if office and office["of"] and (not actor["country"] or "IGO" in actor["sectors"]):
        return office["of"]
    if actor["kind"] in ("organisation", "state") or actor["id"] in GROUPS:
        return actor["id"]
    if not actor["country"]:
        return "-"
    sector = actor["sectors"][0] if actor["sectors"] else "GOV"
    return actor["country"] if sector in GOVERNMENT else f"{actor['country']}.{sector}"


def fold(name, strict):
    """A party as it is compared."""
    base, _, sector = name.partition(".")
    return base if not strict or not sector or sector in GOVERNMENT else name


def triples(event, strict):
    actors = sorted({fold(a, strict) for a in event["actors"]}) or ["-"]
    recipients = sorted({fold(r, strict) for r in event["recipients"]})
    if event["type"] in MUTUAL and not recipients and len(actors) > 1:
        pairs = [(a, b) for i, a in enumerate(actors) for b in actors[i + 1 :]]
    else:
        pairs = [(a, r) for a in actors for r in recipients or ["-"] if a != r or a == "-" or strict is False]
    mutual = event["type"] in MUTUAL and event["mode"] not in ONE_SIDED_MODES
    return Counter((event["type"], *(sorted(pair) if mutual else pair)) for pair in pairs)


def program_events(record):
    actors = {actor["id"]: party(actor) for actor in record["actors"]}
    for event in record["events"]:
        role = lambda name: [actors[r["actor"]] for r in event[name]]
        yield {
            "type": event["type"],
            "mode": event["mode"],
            "actors": role("actors"),
            "recipients": role("recipients"),
            "status": event["status"],
            "sentence": event["sentence"],
            "why": event["why"],
            "words": record["article"]["text"][slice(*event["trigger"])],
        }


def told(event):
    names = lambda key: " + ".join(event[key]) or "-"
    mode = f" {event['mode']}" if event["mode"] else ""
    status = f" [{event['status']}]" if event["status"] else ""
    return f"{event['type']}{mode} {names('actors')} > {names('recipients')}{status}"


class Score:
    def __init__(self):
        self.right = self.read = self.gold = 0

    def add(self, gold, read):
        self.right += sum((gold & read).values())
        self.read += sum(read.values())
        self.gold += sum(gold.values())

    def __str__(self):
        precision = self.right / max(self.read, 1)
        recall = self.right / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}   ({self.right} of {self.read} read, {self.gold} gold)"


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    stories = [(path, *read_story(path)) for path in sorted(folder.glob("*.txt"))]
    lines = [
        json.dumps({"text": text, "title": headers["title"], "published": f"{headers['date']}T20:00:00Z"})
        for _, headers, text, _ in stories
    ]
    command = [program, "read", "--as", "jsonl", "--format", "jsonl"]
    run = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    if len(records) != len(stories):
        sys.exit(f"{len(stories)} stories, {len(records)} records: {run.stderr}")
    scores = {"strict": Score(), "root": Score(), "type": Score()}
    for (path, _, _, gold), record in zip(stories, records):
        counted = [event for event in gold if event["status"] not in NOT_COUNTED]
        read = [event for event in program_events(record) if event["status"] not in NOT_COUNTED]
        for name, strict in (("strict", True), ("root", False)):
            add = lambda events: sum((triples(event, strict) for event in events), Counter())
            scores[name].add(add(counted), add(read))
        kinds = lambda events: Counter(event["type"] for event in events)
        scores["type"].add(kinds(counted), kinds(read))
        if "--errors" in sys.argv:
            print_errors(path, record, counted, read)
    for name, score in scores.items():
        print(f"events, {name:6} {score}")


def print_errors(path, record, gold, read):
    spans = record["article"]["sentences"]
    known = sum((triples(event, False) for event in gold), Counter())
    found = sum((triples(event, False) for event in read), Counter())
    print(f"\n== {path.stem}")
    for event in read:
        mine = triples(event, False)
        if mine - known:
            sentence = record["article"]["text"][slice(*spans[event["sentence"]])]
            print(f"  + {told(event)}   '{event['words']}' {event['why']}\n      {sentence}")
    for event in gold:
        if triples(event, False) - found:
            print(f"  - {told(event)}")


if __name__ == "__main__":
    main()
