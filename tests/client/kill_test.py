#!/usr/bin/env python3
"""kill -9 of the real app and the real server at random moments of a visit: nothing that was stored is lost, nothing is there twice.

kill_test.py --tablet PROGRAM --server PROGRAM [--kills 10] [--seed N] [--runs 1]     run k has the seed N + k, printed; --seed repeats it

A run is one person's visit (mortal_visit.py). Every act of the driver counts down a fuse; when it is burnt, the victim (app, server,
both) is killed with the act under way: the answer is not waited for longer than the seed's patience. The seed decides acts, victims,
patience and how long a server stays away, whether the first kill falls into the enrolment, and whether the school dissents and signs by
hand. The app opens again where it was left. A server that was killed is looked at while it is dead: every value that it had told the
tablet to have is in its store.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from centre import Left, check_centre  # noqa: E402
from day_test import check, enrol, unlock  # noqa: E402
from fuse import Cut, Fuse, MortalTablet  # noqa: E402
from mortal_enrolment import Enrolment  # noqa: E402
from mortal_visit import Visit  # noqa: E402
from tablet import Failure, Server  # noqa: E402

STEPS = {"专项": 600, "常规": 2200}  # acts of the driver that a visit of this kind takes
STEPS_MAX = 600  # of one visit; past it the test has lost its way
EARLY = 0.4  # of the runs, whose first kill falls into the enrolment
HANDED_UP = 0.15  # of the steps, after which the tablet is made to send all it has, as when the network changes


def run(program, server_program, seed, kills, kind):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        server = Server(server_program, scratch / "office").start()
        tablet = MortalTablet(program, scratch / "tablet").start()
        fuse = Fuse(chance, kills, STEPS[kind], server)
        visit = Visit(tablet, Enrolment(tablet, server, "王建国"), chance, scratch, kind)
        left = Left(server, visit)
        fuse.look = left.look
        early = chance.random() < EARLY
        print(f"      seed {seed}: {'the first kill while enrolling, ' if early else ''}{visit.confirmation}", flush=True)
        try:
            if early:
                tablet.do("kept")  # the store is open
                fuse.arm_early()
            else:
                enrol(tablet, server, "王建国")
                visit.enrolment.reached = "done"
            tablet.fuse = fuse
            live(visit, left, fuse)
            tablet.fuse = None
            settle(tablet, server, fuse)
            left.told()
            server.kill()
            left.look()
        finally:
            tablet.kill()
            server.stop()
        check_centre(server, visit)
        audit = subprocess.run([server_program, "audit", "verify", "--data", str(server.directory)], capture_output=True, text=True)
        check(audit.returncode == 0, "audit verify: " + audit.stdout)
        counts = ", ".join(f"{fuse.done.count(one)} × {one}" for one in ("app", "server", "both"))
        codes = f", {visit.enrolment.codes} codes" if early else ""
        print(f"ok    seed {seed}: killed {counts}{codes}; {len(visit.kept)} values, each once; after {left.deaths} deaths of the server "
              f"{left.looked_at} looked up. {audit.stdout.strip()}", flush=True)


def live(visit, left, fuse):
    tablet, going, back = visit.tablet, True, True
    steps = 0
    while going or fuse.left > 0:
        steps += 1
        check(steps < STEPS_MAX, "the visit does not end: " + str(vars(visit)))
        try:
            if tablet.process.poll() is not None:
                tablet.start()
                back = False
            if not back:
                tablet.do("kept")  # the store is open: what it knows is on the screen
                if visit.enrolment.come_back() == "unlock":
                    visit.enrolment.reached = "done"
                    visit.on_unlock()
                    visit.come_back()
                back = True
            if going:
                going = visit.step()
            elif fuse.left > 0:  # received, and kills are left: whatever comes now must not matter
                tablet.app("route")
            if going and not fuse.away and fuse.chance.random() < HANDED_UP:
                tablet.do("retry")
                tablet.comes("sync.badge.kind", "received", ms=250)
            if not fuse.away and tablet.app("sync.badge.kind") == "received" and not fuse.away:
                left.told()
        except Cut:
            pass


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
    parser.add_argument("--seed", type=int, default=20261130)
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
