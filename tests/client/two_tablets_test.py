#!/usr/bin/env python3
"""Two tablets, one visit, real programs: two inspectors answer one planned visit apart, some items both. Whoever syncs first, the centre
holds the same records to the byte, every answer of either, and both values where they differ, shown as a conflict on both tablets and in
what the console reads.

two_tablets_test.py --tablet PROGRAM --server PROGRAM [--shots DIR]
"""

import argparse
import http.client
import json
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from day_test import check, check_in, enrol, unlock  # noqa: E402
from tablet import Failure, Server, Tablet  # noqa: E402

FIRST, SECOND = "王建国", "张伟"
# item → what each answers; None = does not
ANSWERS = {"M0.1": ("y", "n"), "M0.2": ("n", "n"), "M0.3": (None, "1"), "M0.4": ("2", "0"), "M1.1": ("2", None), "M4.3": ("75", "95")}
DIFFERENT = ["M0.1", "M0.4", "M4.3"]
MEASURED = ("M4.3",)  # both are over the limit: one level, and two figures to choose between


def entered(item, value):
    """How a verdict travels that was entered as this."""
    return {"l": "0", "a": True, "m": value} if item in MEASURED else {"l": value}


class Copied(Server):
    """A server on a copy of another's directory, at the same address, which the tablets know."""

    def __init__(self, original, directory):
        self.program, self.directory, self.plain, self.port, self.process = original.program, directory, original.plain, original.port, None


def answer(tablet, which):
    given = [(item, values[which]) for item, values in ANSWERS.items() if values[which]]
    for done, (item, value) in enumerate(given, start=1):
        show_section(tablet, item)
        name = f"runner.item.{item.replace('.', '_')}"
        if item in MEASURED:
            tablet.type(name + ".measure.value", value)
        else:
            tablet.tap(f"{name}.score.{value}")
        tablet.wait_app("runner.done", done)


def show_section(tablet, item):
    section = item.split(".")[0]
    if tablet.app("runner.section") != section:
        tablet.tap("runner.section." + section)
        tablet.wait_app("runner.section", section)


def work_apart(program, server, scratch):
    tablets = [Tablet(program, scratch / name).start() for name in ("a", "b")]
    try:
        for tablet, person in zip(tablets, (FIRST, SECOND)):
            enrol(tablet, server, person)
        server.stop()
        for which, tablet in enumerate(tablets):
            tablet.wait_app("sync.netIcon", "cloud-off")
            visit = check_in(tablet, "常规")
            answer(tablet, which)
    finally:
        for tablet in tablets:
            tablet.kill()
    return visit


def sync(program, directory):
    """Opens the app, and lets it hand in and fetch what there is."""
    tablet = Tablet(program, directory).start()
    unlock(tablet)
    tablet.wait_app("route", "runner")
    tablet.do("retry")
    tablet.wait_app("sync.badge.kind", "received", ms=60000)
    return tablet


def check_conflicts(tablet, shots, name):
    """T17 lists both values of each doubly answered item, side by side; what is not doubled stands."""
    show_section(tablet, DIFFERENT[0])
    for row in (0, 3):
        tablet.wait_app(f"runner.items.{row}.conflict", True, ms=60000)
    rows = {row["code"]: row for row in tablet.rows("runner.items")}
    check([code for code, row in rows.items() if row["conflict"]] == [code for code in DIFFERENT if code in rows], "other items are in conflict on the tablet")
    tablet.wait_app("runner.done", len(ANSWERS))  # those of the colleague too
    tablet.tap(f"runner.item.{rows[DIFFERENT[0]]['key']}.score.y")  # no tap covers a colleague's answer: it leads to both
    tablet.wait_app("route", "conflict")
    check([row["code"] for row in tablet.app("conflicts.rows")] == DIFFERENT, "T17 lists other items")
    for item in DIFFERENT:
        shown = tablet.app("conflicts.current")
        sides = [[side["word"], *side["more"]] for side in shown["sides"]]
        check(shown["id"] == item and len(sides) == 2 and sides[0] != sides[1], f"T17 shows {shown}")
        if item in MEASURED:
            check(all(value in " ".join(sum(sides, [])) for value in ANSWERS[item]), f"T17 shows {sides}, without the figures")
        if shots:
            tablet.do("grab", file=str(pathlib.Path(shots) / f"{name}-{item}.png"))
        tablet.tap("conflict.next")


def sync_in_order(program, server, scratch, order, visit, shots):
    home = scratch / "".join(order)
    for name in ("office", "a", "b"):
        shutil.copytree(scratch / name, home / name, symlinks=True)
    copy = Copied(server, home / "office").start()
    tablets = []
    try:
        for name in order:
            tablets.append(sync(program, home / name))
        for name, tablet in zip(order, tablets):
            check_conflicts(tablet, shots, f"{''.join(order)}-{name}")
        check_console(copy, visit)
    finally:
        for tablet in tablets:
            tablet.kill()
        copy.stop()
    audit = subprocess.run([server.program, "audit", "verify", "--data", str(copy.directory)], capture_output=True, text=True)
    check(audit.returncode == 0, "audit verify: " + audit.stdout)
    return copy.export_visits()


class Console:
    """An account of the district's office, over the API that the console's pages read."""

    def __init__(self, port):
        unverified = ssl._create_unverified_context()  # the tablets pin the identity; a browser is told of the certificate by the office
        self.line = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=unverified)
        name = json.dumps({"name": "lixia", "password": "mingcha-demo"})
        self.line.request("POST", "/api/v1/session", name, {"Content-Type": "application/json"})
        answer = self.line.getresponse()
        check(answer.status == 200, f"signing in: {answer.status} {answer.read()}")
        answer.read()
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path):
        self.line.request("GET", "/api/v1/" + path, headers={"Cookie": self.cookie})
        answer = self.line.getresponse()
        body = answer.read()
        check(answer.status == 200, f"{path}: {answer.status} {body}")
        return json.loads(body)


def check_console(server, visit):
    """The list names the visit among those in conflict; its page has both values, each with its author."""
    console = Console(server.port)
    listed = console.get("visits?conflict=1")
    check(visit in json.dumps(listed), "the console does not list the visit as in conflict")
    answers = console.get("visits/" + visit)["answers"]
    check([item for item in sorted(answers) if answers[item]["verdict"]["conflict"]] == DIFFERENT, "the console shows other conflicts")
    for item in DIFFERENT:
        siblings = answers[item]["verdict"]["siblings"]
        told = sorted(one["value"]["measured" if item in MEASURED else "level"] for one in siblings)
        check(told == sorted(ANSWERS[item]), f"the console shows {siblings}")
        check(siblings[0]["value"]["said_zh"] != siblings[1]["value"]["said_zh"], f"the console says the same of both: {siblings}")
        check({one["author"]["name"] for one in siblings} == {FIRST, SECOND}, f"the console names the authors {siblings}")


def check_centre(export, visit):
    """Both values of each doubly answered item, and every other answer."""
    records = next(json.loads(line) for line in export.splitlines() if json.loads(line)["visit"] == visit)["records"]
    held = {record["key"]: record["fields"]["verdict"]["siblings"] for record in records if record["type"] == "answer"}
    check(sorted(held) == sorted(ANSWERS), f"the centre has answers to {sorted(held)}")
    for item, values in ANSWERS.items():
        given = [entered(item, value) for value in values if value]
        found = [sibling["value"] for sibling in held[item]]
        check(sorted(found, key=str) == sorted(given, key=str), f"{item} was answered {given}, the centre has {found}")
        check(len({sibling["author"] for sibling in held[item]}) == len(given), f"{item}: an author is missing")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--shots")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        server = Server(options.server, scratch / "office").start()
        try:
            visit = work_apart(options.tablet, server, scratch)
            exports = [sync_in_order(options.tablet, server, scratch, order, visit, options.shots) for order in (("a", "b"), ("b", "a"))]
            for export in exports:
                check_centre(export, visit)
            check(exports[0] == exports[1], "the exports differ")
        except Failure as failure:
            print(f"FAIL  {failure}")
            return 1
        finally:
            server.stop()
    print(f"ok    both orders give the same {len(exports[0].encode())} bytes; in conflict: {', '.join(DIFFERENT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
