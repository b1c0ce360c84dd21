#!/usr/bin/env python3
"""`./dev run` with a display: the program itself, in a window, beside its server, from the filled-in code to a photo out of a file.

window_test.py --tablet mingcha-driven --server mingchad

Nobody can ask the real program where its buttons are. A twin, the program with a driver, goes the same way on a display and a server of its
own; where the twin has a button, a hand presses the real window, and goes on when its screen looks like the twin's.
"""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "client")]
from display import Display  # noqa: E402
from pictures import picture  # noqa: E402
from tablet import Failure, Server, Tablet  # noqa: E402

INSPECTOR, PIN = "王建国", "246810"
ALIKE = 0.015  # of the pixels may differ: codes, ports and clocks do
PATIENCE = 30


class Pair:
    def __init__(self, twin, theirs, window):
        self.twin, self.theirs, self.window = twin, theirs, window

    def look_alike(self, what):
        """Waits until the window shows what the twin shows."""
        until = time.monotonic() + PATIENCE
        apart = 1.0
        while apart > ALIKE:
            if time.monotonic() > until:
                raise Failure(f"{what}: {apart:.1%} of the window's pixels are not the twin's")
            ours, real = self.theirs.pixels(), self.window.pixels()
            apart = sum(a != b for a, b in zip(ours, real)) / len(ours)

    def press(self, name):
        self.twin.wait(name)
        self.look_alike("before " + name)
        at = self.twin.do("where", name=name)
        self.twin.tap(name)
        self.window.press(int(at["x"]), int(at["y"]))

    def pin(self):
        for digit in PIN:
            self.press("pin." + digit)


def go(pair):
    twin = pair.twin
    twin.wait_app("route", "enrol")
    pair.press("enrol.next")
    twin.wait_app("enrol.stage", "identity")
    pair.press("enrol.next")
    twin.wait_app("route", "pin")
    pair.pin()
    twin.wait_app("enrol.pinStep", "again")
    pair.pin()
    twin.wait_app("route", "today", ms=60000)
    row = next(row for row in twin.rows("today.plan") if row["facts"].startswith("常规"))
    pair.press(f"today.row.{row['key']}.act")
    twin.wait_app("route", "checkin")
    pair.press("checkin.reason.indoors")
    twin.wait_app("checkin.canStart", True)
    pair.press("checkin.start")
    twin.wait_app("route", "runner")
    pair.press("runner.photo")
    twin.wait_app("route", "photo")
    pair.press("photo.import")
    pair.press("files.item.gate.png")
    twin.wait("photo.thumb.1")
    pair.press("photo.done")
    twin.wait_app("route", "runner")
    pair.look_alike("back at the items")


def photos_in_office(server):
    """The records of photos, once the centre has one."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        visits = [json.loads(line) for line in server.export_visits().splitlines()]
        photos = [record for visit in visits for record in visit["records"] if record["type"] == "photo"]
        if photos:
            return photos
    raise Failure("the centre has no photo of the window's visit")


def walk(options, scratch):
    (scratch / "home" / "Pictures").mkdir(parents=True)
    picture(scratch / "home" / "Pictures" / "gate.png", "gate", 1)
    theirs, window = Display(scratch / "twin-screen"), Display(scratch / "screen")
    server = Server(options.server, scratch / "twin-office").start()
    twin = Tablet(options.tablet, scratch / "twin")
    twin.environment = theirs.environment(scratch / "home")
    environment = dict(os.environ, **window.environment(scratch / "home"), BUILD=str(pathlib.Path(options.tablet).parent.parent))
    shown = subprocess.Popen(["bash", str(HERE / "run.sh"), "--display", "--out", str(scratch / "shown"), "--port", "0", "--fresh"],
                             env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        twin.start("--server", server.address, "--code", server.code_for(INSPECTOR), "--pictures", str(scratch / "home" / "Pictures"), "--own-camera")
        theirs.fill()
        window.fill()
        go(Pair(twin, theirs, window))
        photos = photos_in_office(Server(options.server, scratch / "shown" / "demo", make=False))
        if len(photos) != 1:
            raise Failure(f"{len(photos)} photos came of one file")
        shown.send_signal(signal.SIGINT)  # Ctrl+C
        said = shown.communicate(timeout=PATIENCE)[0]
        if shown.returncode != 0 or "qrc:/" in said:
            raise Failure(f"Ctrl+C ended it with {shown.returncode}: {said}")
    finally:
        if twin.process and twin.process.poll() is None:
            twin.kill()
        if shown.poll() is None:
            shown.terminate()
            shown.wait(timeout=20)
        server.stop()
        theirs.stop()
        window.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            walk(options, pathlib.Path(scratch))
        except Failure as failure:
            print(f"FAIL  {failure}")
            return 1
    print("ok    the program itself, in a window: enrolled, checked in, one photo from a file")
    return 0


if __name__ == "__main__":
    sys.exit(main())
