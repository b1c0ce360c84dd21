#!/usr/bin/env python3
"""What goes wrong around the real programs: a copied tablet, a slow greeting, no space on either side. Clear words, nothing lost.

bad_day_test.py --tablet PROGRAM --server PROGRAM [name…]     77 = a full disk needs user namespaces, which this machine does not allow
"""

import errno
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from centre import at_centre, values  # noqa: E402
from days import run_days  # noqa: E402
from day_test import check, check_in, enrol, picture, unlock  # noqa: E402
from tablet import Failure, Server, Tablet  # noqa: E402

SKIPPED = 77
WAIT_S = 30


class Room:
    """A directory with so much space and no more: a tmpfs in a namespace of its own, so that nobody else loses any."""

    def __init__(self, scratch, megabytes):
        self.path = scratch / "room"
        self.path.mkdir()
        mount = f'mount -t tmpfs -o size={megabytes}m tmpfs "$1" && echo ready && exec cat'
        self.holder = subprocess.Popen(["unshare", "-rm", "sh", "-c", mount, "sh", str(self.path)], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if self.holder.stdout.readline().strip() != "ready":
            print("SKIP  no user namespaces here")
            sys.exit(SKIPPED)
        self.seen = pathlib.Path(f"/proc/{self.holder.pid}/root{self.path}")
        self.wrappers = scratch

    def inside(self, program):
        """The program, run where the room is."""
        wrapper = self.wrappers / (pathlib.Path(program).name + "-inside")
        wrapper.write_text(f'#!/bin/sh\nexec nsenter -t {self.holder.pid} -U -m --preserve-credentials "{os.path.abspath(program)}" "$@"\n')
        wrapper.chmod(0o755)
        return str(wrapper)

    def fill(self):
        with open(self.seen / "filler", "ab", buffering=0) as filler:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        filler.write(bytes(size))
                except OSError as error:
                    check(error.errno == errno.ENOSPC, f"filling the disk: {error}")

    def take(self, megabytes):
        with open(self.seen / "filler", "ab", buffering=0) as filler:
            for _ in range(megabytes):
                filler.write(bytes(1 << 20))

    def clear(self):
        (self.seen / "filler").unlink()

    def close(self):
        self.holder.stdin.close()
        self.holder.wait(timeout=30)


def full_mark(tablet, n):
    """Item n of the first section."""
    tablet.tap(f"runner.item.X1_{n}.full")
    tablet.wait_app(f"runner.items.{n - 1}.full", True)


def handed_in(tablet):
    """Of the one visit that was begun. The badge is not asked: where space is short, it speaks of that first."""
    tablet.wait_app("sync.queue.0.dataDone", True, ms=60000)


def begun(tablet, server):
    """The visit of an enrolled tablet whose first item the centre has."""
    enrol(tablet, server, "王建国")
    visit = check_in(tablet, "专项")
    full_mark(tablet, 1)
    handed_in(tablet)
    return visit


def once_each(server, visit, items):
    records = [record for record in at_centre(server, visit) if record["type"] == "answer"]
    found = {record["key"]: len(values(record, "verdict")) for record in records}
    check(found == dict.fromkeys(items, 1), f"the centre has {found}, not {items} once each")


def audit(server):
    ran = subprocess.run([server.program, "audit", "verify", "--data", str(server.directory)], capture_output=True, text=True)
    check(ran.returncode == 0, "audit verify: " + ran.stdout)


def cloned_device(options, scratch):
    """A tablet's storage is copied, and both copies work on: the office sees it, both go on in place, no work of either is lost."""
    server = Server(options.server, scratch / "office").start()
    tablets = [Tablet(options.tablet, scratch / "tablet").start()]
    try:
        enrol(tablets[0], server, "王建国")
        visit = check_in(tablets[0], "专项")
        full_mark(tablets[0], 1)
        handed_in(tablets[0])
        tablets[0].kill()
        shutil.copytree(scratch / "tablet", scratch / "copy")

        def work(directory, n, total):
            tablet = Tablet(options.tablet, directory).start()
            tablets.append(tablet)
            unlock(tablet)
            tablet.wait_app("route", "runner")
            full_mark(tablet, n)
            tablet.do("retry")
            handed_in(tablet)
            tablet.wait_app("runner.done", total, ms=60000)  # and what the other copy had handed in
            check(not tablet.rows("sync.attention"), "work waits for a person")
            tablet.kill()

        work(scratch / "tablet", 2, 2)
        server.stop()
        work_offline(tablets, options, scratch / "copy", 3)
        server.start()
        work(scratch / "copy", 4, 4)
        work(scratch / "tablet", 5, 5)
    finally:
        for tablet in tablets:
            tablet.kill()
        server.stop()
    once_each(server, visit, ["X1.1", "X1.2", "X1.3", "X1.4", "X1.5"])
    with sqlite3.connect(server.directory / "store.sqlite") as store:
        incidents = store.execute("SELECT count(*) FROM log WHERE kind=4").fetchone()[0]
        epochs = store.execute("SELECT count(*) FROM device_epoch").fetchone()[0]
    check(incidents >= 1, "the office sees no incident")
    check(epochs >= 2, "no tablet enrolled again")
    audit(server)


def work_offline(tablets, options, directory, n):
    tablet = Tablet(options.tablet, directory).start()
    tablets.append(tablet)
    unlock(tablet)
    tablet.wait_app("route", "runner")
    full_mark(tablet, n)
    tablet.kill()


def full_tablet(options, scratch):
    """No space on the tablet: the tap is not shown as stored, words say why, and with space all goes on."""
    room = Room(scratch, 24)
    server = Server(options.server, scratch / "office").start()
    tablet = Tablet(room.inside(options.tablet), room.path / "tablet").start()
    try:
        visit = begun(tablet, server)
        room.fill()
        stored = tap_until_full(tablet)
        tablet.do("wait", path="undo.text", holds="没有存下", ms=20000)
        room.clear()  # the person made room and goes on
        full_mark(tablet, stored + 1)
        handed_in(tablet)

        room.fill()
        stored = tap_until_full(tablet, stored + 2)
        tablet.kill()

        room.clear()
        tablet.start()
        unlock(tablet)
        tablet.wait_app("runner.done", stored)
        full_mark(tablet, stored + 1)
        tablet.do("retry")
        handed_in(tablet)
    finally:
        tablet.kill()
        server.stop()
        room.close()
    once_each(server, visit, [f"X1.{n}" for n in range(1, stored + 2)])
    audit(server)


def tap_until_full(tablet, first=2):
    """Taps in vain on the first item for which there is no room; how many were stored before. A write ahead log has some room left."""
    for n in range(first, first + 5):
        tablet.tap(f"runner.item.X1_{n}.full")
        until = time.monotonic() + WAIT_S
        while True:
            check(time.monotonic() < until, "a tap is neither stored nor refused")
            if tablet.app("runner.done") == n:
                break
            if "没有存下" in (tablet.app("undo.text") or ""):
                check(tablet.app(f"runner.items.{n - 1}.state") == "open", "a tap that was not stored is shown as done")
                return n - 1
    raise Failure("the disk is full, and every tap is called stored")


def full_server(options, scratch):
    """No space at the centre: no Ack, the tablet keeps its queue and says why, the log too, and with space all arrives, once."""
    room = Room(scratch, 64)
    server = Server(room.inside(options.server), room.path / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        visit = begun(tablet, server)
        room.fill()
        full_mark(tablet, 2)
        tablet.wait_app("sync.netIcon", "cloud-off", ms=60000)
        tablet.do("wait", path="sync.notice.text", holds="中心的存储空间已满", ms=20000)
        check(tablet.app("sync.queue.0.dataDone") is False, "what the centre has not stored is called received")
        full_mark(tablet, 3)
        room.clear()  # the office made room; nobody started anything anew
        tablet.do("retry")
        handed_in(tablet)

        room.fill()
        full_mark(tablet, 4)
        tablet.wait_app("sync.netIcon", "cloud-off", ms=60000)
        server.process.kill()
        server.process.wait(timeout=30)
        room.clear()
        server.start()
        tablet.do("retry")
        handed_in(tablet)
        server.stop()
        once_each(server, visit, ["X1.1", "X1.2", "X1.3", "X1.4"])
        audit(server)
        check("store_failed" in server.logged() and "code=disk_full" in server.logged(), "the server's log does not say that its disk is full")
    finally:
        tablet.kill()
        server.stop()
        room.close()


def full_server_photos(options, scratch):
    """The centre keeps its last 512 MB for records: they are taken, photos are not, the tablet says so, and with space they arrive."""
    room = Room(scratch, 540)
    server = Server(room.inside(options.server), room.path / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        visit = begun(tablet, server)
        room.take(64)  # below the reserve
        tablet.tap("runner.photo")
        tablet.wait_app("route", "photo")
        tablet.choose(picture(scratch / "one.png", 41), "photo.import")
        tablet.wait("photo.thumb.1")
        tablet.tap("photo.done")
        tablet.wait_app("route", "runner")
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")
        tablet.tap("wrapup.release.no_child")
        tablet.do("retry")
        tablet.do("wait", path="sync.notice.text", holds="暂时不收照片", ms=60000)
        handed_in(tablet)
        check("暂时不收照片" in tablet.app("sync.queue.0.reason"), "the visit's row does not say why its photo waits")
        check(tablet.app("sync.badge.kind") == "pending", "a photo that is refused is called on its way")
        room.clear()
        tablet.do("retry")
        tablet.wait_app("sync.badge.kind", "received", ms=60000)
        check(not tablet.app("sync.notice"), "the notice stays")
    finally:
        tablet.kill()
        server.stop()
        room.close()
    check("status=507" in server.logged(), "the server's log does not say that it refused a photo for want of space")


def slow_greeting(options, scratch):
    """What is tapped while the connection is being made travels with that connection, not after ten minutes of being online."""
    server = Server(options.server, scratch / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        visit = begun(tablet, server)
        tablet.kill()
        server.process.send_signal(signal.SIGSTOP)  # the kernel accepts, and nobody answers
        tablet.start()
        unlock(tablet)
        tablet.wait_app("route", "runner")
        full_mark(tablet, 2)
        tablet.do("kept")
        check(tablet.app("sync.netIcon") == "cloud-off", "the connection was not slow")
        server.process.send_signal(signal.SIGCONT)
        handed_in(tablet)
    finally:
        server.process.send_signal(signal.SIGCONT)
        tablet.kill()
        server.stop()
    once_each(server, visit, ["X1.1", "X1.2"])


DAYS = (cloned_device, slow_greeting, full_tablet, full_server, full_server_photos)


if __name__ == "__main__":
    sys.exit(run_days(__doc__, DAYS))
