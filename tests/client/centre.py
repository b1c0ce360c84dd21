"""What the centre's store holds of a visit beside what the tablet's screen has called stored, by the names of held.py."""

import hashlib
import json

from day_test import check
from held import compare, exported
from tablet import Failure


def at_centre(server, visit_id):
    for line in server.export_visits().splitlines():
        one = json.loads(line)
        if one["visit"] == visit_id:
            return one["records"]
    raise Failure("the centre does not have the visit")


def values(record, field):
    return [sibling["value"] for sibling in record["fields"].get(field, {"siblings": []})["siblings"]]


def check_centre(server, visit):
    """All that was stored is there as it was stored, once, and nothing else."""
    records = at_centre(server, visit.id)
    compare("the centre", {"summary": None, "highlights": None} | visit.kept, exported(records))
    answers = [record["key"] for record in records if record["type"] == "answer"]
    check(len(set(answers)) == len(answers), "an item has two answers")
    acts = [values(record, "act")[0] for record in records if record["type"] == "step"]
    acts = ["VT04" if act == "VT05" else act for act in acts]  # a check-in without a position is one too
    for act in visit.acts:
        check(acts.count(act) == 1, f"{act} is {acts.count(act)} times among {acts}")
    for kind in ("finding", "confirmation"):
        found = sum(record["type"] == kind for record in records)
        check(found == 1, f"{found} of the kind {kind}, one was made")
    hashes = check_bytes(server, records)
    check(len(hashes) == len(set(hashes)), "a photo is there twice")


def check_bytes(server, records):
    """The file of each photo and signature is whole. Answers their hashes."""
    photos = [record for record in records if record["type"] == "photo" and not values(record, "withdrawn")]
    hashes = [values(record, "sha256")[0]["hex"] for record in photos]
    for name in hashes:
        blob = server.directory / "photos" / "blobs" / name[:2] / name[2:4] / name
        check(blob.is_file() and hashlib.sha256(blob.read_bytes()).hexdigest() == name, f"the bytes of a photo are not there: {blob}")
    return hashes


class Left:
    """What a killed server leaves behind is looked at while it is dead: all that it had told the tablet to have."""

    def __init__(self, server, visit):
        self.server, self.visit = server, visit
        self.held = {}  # kept values, as they were when the badge last said 中心已接收
        self.deaths = self.looked_at = 0

    def told(self):
        self.held = dict(self.visit.kept)

    def look(self):
        if not self.held:
            return
        records = at_centre(self.server, self.visit.id)
        there = exported(records)
        for name, value in self.held.items():
            right = (value, *self.visit.later(name))
            check(there.get(name) in right, f"acknowledged, then lost by the server that was killed: {name} is {there.get(name)!r}, not {value!r}")
        if self.held == self.visit.kept and "signed by" in self.held:
            check_bytes(self.server, records)
        self.deaths += 1
        self.looked_at += len(self.held)
