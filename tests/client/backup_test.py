#!/usr/bin/env python3
"""What an office does with its server: backup and restore while real tablets work, and watching it by its metrics.

backup_test.py --tablet PROGRAM --server PROGRAM [name…]
"""

import pathlib
import re
import sqlite3
import ssl
import subprocess
import sys
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from bad_day_test import audit, begun, full_mark, handed_in, once_each  # noqa: E402
from days import run_days  # noqa: E402
from day_test import check, unlock  # noqa: E402
from tablet import Server, Tablet  # noqa: E402


def run(server, *words):
    return subprocess.run([server, *map(str, words)], capture_output=True, text=True)


def backed_up(options, server, to):
    """The folder of a new backup, made while the server serves."""
    ran = run(options.server, "backup", "--data", server.directory, "--to", to)
    check(ran.returncode == 0, "backup: " + ran.stdout + ran.stderr)
    found = re.search(r"^backup (\S+)", ran.stdout, re.M)
    check(found and pathlib.Path(found.group(1)).is_dir(), "the backup names no folder: " + ran.stdout)
    return pathlib.Path(found.group(1))


def restored_office(options, scratch):
    """The office burns down and comes back from last night's backup: today's work, of which tablets have receipts, is there again."""
    server = Server(options.server, scratch / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        visit = begun(tablet, server)
        backup = backed_up(options, server, scratch / "backups")
        full_mark(tablet, 2)
        handed_in(tablet)
        server.stop()
        ran = run(options.server, "restore", "--from", backup, "--data", scratch / "office")
        check(ran.returncode != 0 and "not empty" in ran.stderr, "a restore over an office that is there: " + ran.stderr)
        ran = run(options.server, "restore", "--from", backup, "--data", scratch / "new")
        check(ran.returncode == 0, "restore: " + ran.stdout + ran.stderr)
        back = Server(options.server, scratch / "new", make=False)
        back.port = server.port
        server = back.start()
        tablet.do("retry")
        full_mark(tablet, 3)
        handed_in(tablet)
        check(not tablet.rows("sync.attention"), "work waits for a person")
        check(not tablet.app("sync.notice"), f"a restored server is taken for a false one: {tablet.app('sync.notice')}")
        server.stop()
        once_each(server, visit, ["X1.1", "X1.2", "X1.3"])
        audit(server)
    finally:
        tablet.kill()
        server.stop()


def damaged_backup(options, scratch):
    """One byte of a backup is another: the restore says where, and makes nothing."""
    server = Server(options.server, scratch / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        begun(tablet, server)
        backup = backed_up(options, server, scratch / "backups")
    finally:
        tablet.kill()
        server.stop()
    whole = (backup / "store.sqlite").read_bytes()
    # A delta inside a sealed batch: SQLite itself would find nothing wrong.
    at = whole.rfind(b"X1.1") if b"X1.1" in whole else len(whole) // 2
    (backup / "store.sqlite").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
    ran = run(options.server, "restore", "--from", backup, "--data", scratch / "new")
    check(ran.returncode != 0 and "store.sqlite" in ran.stderr, "a damaged backup is restored: " + ran.stdout + ran.stderr)
    check(not (scratch / "new" / "store.sqlite").exists(), "a damaged backup left something behind")


def metrics(server):
    """The numbers of /metrics."""
    trusting = ssl._create_unverified_context()
    with urllib.request.urlopen(server.address + "/metrics", context=trusting, timeout=20) as answer:
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def watched_office(options, scratch):
    """What /metrics says is what happened: a tablet, its batches, nothing refused and nothing waiting."""
    server = Server(options.server, scratch / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        before = metrics(server)
        check(before["mingcha_sync_sessions"] == 0 and before['mingcha_batches_total{answer="stored"}'] == 0, f"a new server: {before}")
        visit = begun(tablet, server)
        now = metrics(server)
        check(now["mingcha_sync_sessions"] == 1, f"{now['mingcha_sync_sessions']} sessions")
        stored = now['mingcha_batches_total{answer="stored"}']
        check(stored >= 2 and stored == now['mingcha_store_rows{of="batch"}'] == now["mingcha_commit_batches_total"], f"{stored} batches: {now}")
        check(now['mingcha_deltas_total{verdict="joined"}'] > stored and now['mingcha_deltas_total{verdict="held"}'] == 0, f"deltas: {now}")
        check(now["mingcha_batches_waiting"] == 0 and now["mingcha_commit_seconds_total"] > 0, f"the store: {now}")
        check(now['mingcha_sync_bytes_total{direction="in"}'] > 0 and now["mingcha_resident_bytes"] > 1e6, f"bytes: {now}")
    finally:
        tablet.kill()
        server.stop()
    once_each(server, visit, ["X1.1"])


def edge_of(server, becomes=None):
    """The right edge of the log's tree, as the store of the stopped server has it. Another one is another log."""
    with sqlite3.connect(server.directory / "store.sqlite") as store:
        if becomes is not None:
            store.execute("UPDATE meta SET value=? WHERE name='frontier'", (becomes,))
        return store.execute("SELECT value FROM meta WHERE name='frontier'").fetchone()[0]


def again(tablet, server, between):
    """Server and tablet start anew, with something done while both are off: a tablet that starts asks for the log at once."""
    server.stop()
    tablet.kill()
    between()
    server.start()
    tablet.start()
    unlock(tablet)


def rewritten_log(options, scratch):
    """A log that contradicts a tablet's receipts is told, and work goes on; once the office says that it was restored, no longer."""
    server = Server(options.server, scratch / "office").start()
    tablet = Tablet(options.tablet, scratch / "tablet").start()
    try:
        visit = begun(tablet, server)
        tablet.do("wait", path="settings.about.3.text", holds="与本机回执一致", ms=20000)
        whole = edge_of(server)
        again(tablet, server, lambda: edge_of(server, whole[:-1] + bytes([whole[-1] ^ 1])))
        tablet.do("wait", path="sync.notice.text", holds="与本机保存的回执不一致", ms=30000)
        # The right log again, under the same epoch: that it was another one in between remains told.
        again(tablet, server, lambda: edge_of(server, whole))
        tablet.do("wait", path="settings.about.3.text", holds="与本机回执不一致", ms=20000)
        full_mark(tablet, 2)
        handed_in(tablet)
        check(tablet.app("sync.notice.text").startswith("中心的登记"), "the contradiction is forgotten")
        backup = backed_up(options, server, scratch / "backups")

        def restored():
            ran = run(options.server, "restore", "--from", backup, "--data", scratch / "new")
            check(ran.returncode == 0, "restore: " + ran.stdout + ran.stderr)
            server.directory = scratch / "new"

        again(tablet, server, restored)
        tablet.do("wait", path="settings.about.3.text", holds="与本机回执一致", ms=30000)
        check(not tablet.app("sync.notice"), f"still told: {tablet.app('sync.notice')}")
    finally:
        tablet.kill()
        server.stop()
    once_each(server, visit, ["X1.1", "X1.2"])


DAYS = (restored_office, damaged_backup, watched_office, rewritten_log)


if __name__ == "__main__":
    sys.exit(run_days(__doc__, DAYS))
