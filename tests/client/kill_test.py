#!/usr/bin/env python3
"""kill -9 of the real app and the real server at random moments of a visit: nothing that was stored is lost, nothing is there twice.

kill_test.py --tablet PROGRAM --server PROGRAM [--kills 10] [--seed N] [--runs 1]     run k has the seed N + k, printed; --seed repeats it

A run is one person's visit (mortal_visit.py). Every act of the driver counts down a fuse; when it is burnt, the victim (app, server,
both) is killed with the act under way: the answer is not waited for longer than the seed's patience. The seed decides acts, victims,
patience and how long a server stays away. The app opens again where it was left.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from day_test import check, enrol, unlock  # noqa: E402
from fuse import Cut, Fuse, MortalTablet  # noqa: E402
from mortal_visit import Visit  # noqa: E402
from tablet import Failure, Server  # noqa: E402

STEPS_MAX = 400  # of one visit; past it the test has lost its way


def siblings(record, field):
    return record["fields"].get(field, {"siblings": []})["siblings"]


def values(record, field):
    return [sibling["value"] for sibling in siblings(record, field)]


def at_centre(server, visit):
    for line in server.export_visits().splitlines():
        one = json.loads(line)
        if one["visit"] == visit:
            return one["records"]
    raise Failure("the centre does not have the visit")


def check_centre(server, visit):
    """Each stored thing is there once."""
    records = at_centre(server, visit.id)
    answers = [record for record in records if record["type"] == "answer"]
    check(len({record["key"] for record in answers}) == len(answers), "an item has two answers")
    by_item = {record["key"]: record for record in answers}
    for item in visit.stored:
        check(item in by_item and len(siblings(by_item[item], "verdict")) == 1, f"the centre lacks {item}, or has it twice")
    for item, text in visit.comments.items():
        check(values(by_item[item], "comment") == [text], f"the comment of {item} is {values(by_item[item], 'comment')}")
    acts = [values(record, "act")[0] for record in records if record["type"] == "step"]
    acts = ["VT04" if act == "VT05" else act for act in acts]  # a check-in without a position is one too
    for act in ("VT04", "VT09", "VT11", "VT14"):
        wanted = 1 if act in visit.acts else None
        check(wanted is None or acts.count(act) == 1, f"{act} is {acts.count(act)} times among {acts}")
    findings = [record for record in records if record["type"] == "finding"]
    check(len(findings) == (1 if visit.finding else 0), f"{len(findings)} findings, one was made")
    for field, text in visit.finding.items():
        check(values(findings[0], field) == [text], f"the finding's {field} is {values(findings[0], field)}")
    photos = [record for record in records if record["type"] == "photo" and not siblings(record, "withdrawn")]
    hashes = [values(record, "sha256")[0]["hex"] for record in photos]
    check(len(hashes) == len(set(hashes)), "a photo is there twice")
    check(len(hashes) == sum(visit.photos.values()) + ("VT11" in visit.acts), f"{len(hashes)} photos, {visit.photos} were kept")
    for name in hashes:
        blob = server.directory / "photos" / "blobs" / name[:2] / name[2:4] / name
        check(blob.is_file() or "VT14" not in visit.acts, f"the bytes of a photo are missing: {blob}")


def still_there(server, visit, held):
    """What the tablet had been told to be at the centre is in what a killed server left behind."""
    records = {record["key"]: record for record in at_centre(server, visit.id) if record["type"] == "answer"}
    for item in held:
        check(item in records and len(siblings(records[item], "verdict")) == 1, f"acknowledged, then lost: {item}")


def run(program, server_program, seed, kills, kind):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        server = Server(server_program, scratch / "office").start()
        tablet = MortalTablet(program, scratch / "tablet").start()
        fuse = Fuse(chance, kills, server)
        visit = Visit(tablet, chance, scratch, kind)
        try:
            enrol(tablet, server, "王建国")
            tablet.fuse = fuse
            live(visit, server, fuse)
            tablet.fuse = None
            settle(tablet, server, fuse)
        finally:
            tablet.kill()
            server.stop()
        check_centre(server, visit)
        audit = subprocess.run([server_program, "audit", "verify", "--data", str(server.directory)], capture_output=True, text=True)
        check(audit.returncode == 0, "audit verify: " + audit.stdout)
        counts = ", ".join(f"{fuse.done.count(one)} × {one}" for one in ("app", "server", "both"))
        print(f"ok    seed {seed}: killed {counts}; {len(visit.stored)} answers, {len(visit.comments)} comments, {len(visit.finding and [1])} finding, "
              f"{sum(visit.photos.values())} photos, each once. {audit.stdout.strip()}")


def live(visit, server, fuse):
    tablet, going, back = visit.tablet, True, True
    held, steps = {}, 0
    while going or fuse.left > 0:
        steps += 1
        check(steps < STEPS_MAX, "the visit does not end: " + str(vars(visit)))
        try:
            if tablet.process.poll() is not None:
                tablet.start()
                back = False
            if not back:
                if tablet.app("route") != "unlock":
                    tablet.wait_app("route", "unlock")
                visit.on_unlock()
                visit.come_back()
                back = True
            if going:
                going = visit.step()
            elif fuse.left > 0:  # received, and kills are left: whatever comes now must not matter
                tablet.app("route")
            if not fuse.away and tablet.app("sync.badge.kind") == "received" and not fuse.away:
                held = dict(visit.stored)
        except Cut:
            pass
        if fuse.away and held and server.process.poll() is not None:
            still_there(server, visit, held)
            held = {}


def settle(tablet, server, fuse):
    """All is handed in."""
    if fuse.away:
        server.start()
    if tablet.process.poll() is not None:
        tablet.start()
    if tablet.app("route") in ("", "enrol", "unlock"):
        unlock(tablet)
    tablet.do("retry")
    tablet.wait_app("sync.badge.kind", "received", ms=60000)  # not `attention`: no act was ruled out of force
    check(tablet.rows("sync.attention") == [], f"the tablet tells of {tablet.rows('sync.attention')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--kind", default="专项", help="of the planned visit: 专项 has 13 items, 常规 has 73")
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    failed = 0
    for seed in range(options.seed, options.seed + options.runs):
        try:
            run(options.tablet, options.server, seed, options.kills, options.kind)
        except Failure as failure:
            failed += 1
            print(f"FAIL  seed {seed}: {failure}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
