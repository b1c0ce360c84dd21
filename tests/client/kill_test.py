#!/usr/bin/env python3
"""kill -9 of the real app and the real server at random moments of a visit: nothing that was stored is lost, nothing is there twice.

kill_test.py --tablet PROGRAM --server PROGRAM [--kills 10] [--seed N] [--runs 1]     run k has the seed N + k, printed; --seed repeats it

A run is one person's visit from check-in to receipt, taken step by step from whatever page is open, so that it can go on after any
cut. Every act of the driver counts down a fuse; when it is burnt, the victim (app, server, both) is killed with the act under way: the
answer is not waited for longer than the seed's patience. The seed decides acts, victims, patience and how long a server stays away.
"""

import argparse
import json
import pathlib
import random
import select
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from day_test import check, enrol, picture, planned, unlock  # noqa: E402
from tablet import Failure, Server, Tablet  # noqa: E402

STEPS_MAX = 400  # of one visit; past it the test has lost its way
STEPS_BETWEEN_MAX = 44  # a visit is about 250 acts
REACH_MAX = 13  # the list has as many items
PATIENCE_MAX_S = 0.06  # a commit and a frame take less; so cuts fall before, within and after them


FINDING = {"title": "消防通道堆放桌椅", "basis": "《消防法》第二十八条"}


class Cut(Exception):
    """The app is gone."""


class Fuse:
    """Kills in a run, and what the tablet does while the server is away."""

    def __init__(self, chance, kills, server):
        self.chance, self.left, self.server = chance, kills, server
        self.done = []
        self.steps = 0
        self.away = 0  # acts until the server is back; 0 = it is here
        self.held = {}  # what the centre had told the tablet it holds, at the last kill of the server
        self.arm()

    def arm(self):
        self.steps = self.chance.randint(1, STEPS_BETWEEN_MAX)
        self.victims = self.chance.choice(("app", "app", "app", "server", "both"))
        self.patience = self.chance.random() * PATIENCE_MAX_S

    def burns_out(self):
        self.steps -= 1
        return self.left > 0 and self.steps <= 0

    def strike(self, tablet):
        """Answers whether the app is gone."""
        self.left -= 1
        self.done.append(self.victims)
        app, server = self.victims != "server", self.victims != "app"
        if server and not self.away:
            self.server.process.kill()
        if app:
            tablet.kill()
        if server and not self.away:
            self.server.process.wait(timeout=30)
            self.away = self.chance.randint(1, 12)
        self.arm()
        return app


class MortalTablet(Tablet):
    """Every act may be its last."""

    def __init__(self, program, directory):
        super().__init__(program, directory)
        self.fuse = None

    def do(self, act, **what):
        if self.fuse is None:
            return super().do(act, **what)
        if self.fuse.away:
            self.fuse.away -= 1
            if not self.fuse.away:
                self.fuse.server.start()
                super().do("retry")
        if not self.fuse.burns_out():
            return super().do(act, **what)
        self.lines.write(json.dumps({"do": act, **what}) + "\n")
        self.lines.flush()
        select.select([self.socket], [], [], self.fuse.patience)
        if self.fuse.strike(self):
            raise Cut
        answer = json.loads(self.lines.readline())
        if not answer["ok"]:
            raise Failure(f"{act} {what}: {answer['error']}")
        return answer


def looks(row):
    """What a person sees of an answer."""
    return {"state": row["state"], "na": row["na"], "full": row["full"], "deduct": row["deductText"], "points": row["points"]["value"],
            "columns": [column["value"] for column in row["columns"]]}


class Visit:
    """What a person does next on the page that is open, and what the screen has called stored."""

    def __init__(self, tablet, chance, scratch, kind):
        self.tablet, self.chance, self.scratch, self.kind = tablet, chance, scratch, kind
        self.stored = {}  # item → what its row showed after the commit
        self.comments = {}  # item → text that was 已存
        self.photos = {}  # item → how many
        self.finding = {}  # field → what the form showed after the commit, of the one finding
        self.acts = set()  # steps that the screen has shown as taken
        self.touched = None  # the item whose change may or may not have been stored when the power went
        self.wanted_photo = None
        self.id = None
        self.pictures = 0

    def step(self):
        """One thing; False when the visit is received."""
        return getattr(self, "on_" + self.tablet.app("route"))() is not False

    def on_unlock(self):
        unlock(self.tablet)
        self.tablet.wait("unlock.1", gone=True)

    def on_today(self):
        if self.id is None:
            self.id = planned(self.tablet, self.kind)["id"]
        key = self.id.replace("-", "_")
        if any(row["id"] == self.id for row in self.tablet.rows("today.plan")):
            self.tablet.tap(f"today.row.{key}.act")
            self.tablet.wait_app("route", "checkin")
        else:
            self.tablet.tap("today.resume")
            self.tablet.wait("today.resume", gone=True)

    def on_checkin(self):
        self.tablet.tap("checkin.reason.indoors")
        self.tablet.tap("checkin.start")
        self.tablet.wait_app("route", "runner")

    def on_runner(self):
        tablet = self.tablet
        if tablet.app("runner.readOnly") and "VT09" in self.acts | self.may_have_acted():
            return self.leave()
        tablet.wait_app("runner.readOnly", False)
        self.acts.add("VT04")
        if self.wanted_photo:
            return self.go_for_photo()
        rows = tablet.rows("runner.items")
        todo = [row for row in rows if row["state"] == "open"] or [row for row in rows if row["code"] not in self.stored]
        if todo:
            return self.answer(todo[0])
        sections = [section for section in tablet.rows("runner.sections") if section["done"] < section["total"]]
        if sections:
            tablet.tap("runner.section." + sections[0]["key"])
            return tablet.wait_app("runner.section", sections[0]["code"])
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")

    def may_have_acted(self):
        return {"VT09"} if self.touched == "VT09" else set()

    def leave(self):
        self.tablet.tap("shell.back")
        self.tablet.wait("runner.wrapup", gone=True)

    def answer(self, row):
        code, key = row["code"], row["key"]
        at = [one["code"] for one in self.tablet.rows("runner.items")].index(code)
        self.reach(key)
        if row["state"] == "open" or not row["full"]:
            if row["state"] == "open" and self.chance.random() < 0.3:
                self.change(at, code, f"runner.item.{key}.fault.free.plus")
            self.change(at, code, f"runner.item.{key}.full", full=True)
        else:
            self.stored[code] = looks(row)
        if self.chance.random() < 0.4:
            self.comment(code)

    def reach(self, key):
        """Down the list by what is in sight: items far below are not there yet, also for a finger."""
        for _ in range(REACH_MAX):
            names = self.tablet.names()
            if f"runner.item.{key}" in names:
                return
            self.tablet.tap([name for name in names if name.startswith("runner.item.") and name.endswith(".question")][-1])
        raise Failure(f"the list does not reach {key}")

    def change(self, at, code, name, full=None):
        self.touched = code
        self.tablet.tap(name)
        if full:
            self.tablet.wait_app(f"runner.items.{at}.full", True)
        else:
            self.tablet.wait_app(f"runner.items.{at}.state", "done")
        self.stored[code] = looks(self.tablet.rows("runner.items")[at])  # a row changes after the commit
        self.touched = None

    def comment(self, code):
        tablet, text = self.tablet, f"{code}：现场已核实"
        if tablet.app("runner.current") != code:
            tablet.tap("runner.item." + code.replace(".", "_"))
            tablet.wait_app("runner.current", code)
        shown = tablet.app("runner.panel.comment")
        check(shown in ("", text), f"a comment is neither whole nor absent: {shown}")
        if not shown:
            tablet.type("runner.panel.comment", text)
        tablet.wait_app("runner.panel.commentSaved", "已存")
        self.comments[code] = text

    def on_wrapup(self):
        tablet = self.tablet
        tablet.wait("wrapup.hand_over") if tablet.app("wrapup.canHandOver") else None
        if tablet.app("runner.readOnly"):
            return self.leave_wrapup()
        missing = [row for row in tablet.rows("wrapup.must") if row["id"].startswith("photo|")]
        if missing:
            self.wanted_photo = missing[0]["id"].split("|")[1]
            tablet.tap(f"wrapup.must.{missing[0]['key']}.go")
            return tablet.wait_app("route", "runner")
        if set(self.finding) != set(FINDING):
            tablet.tap("wrapup.findings")
            return tablet.wait_app("route", "findings")
        if tablet.app("wrapup.releaseAsk"):
            tablet.tap("wrapup.release.no_child")
            return tablet.wait_app("wrapup.releaseAsk", False)
        if not tablet.app("wrapup.comment"):
            tablet.type("wrapup.comment", "总体良好")
            return tablet.wait_app("wrapup.comment", "总体良好")
        tablet.wait_app("wrapup.canHandOver", True)
        self.touched = "VT09"
        tablet.tap("wrapup.hand_over")
        tablet.wait_app("route", "confirm")

    def leave_wrapup(self):
        self.tablet.tap("shell.back")
        self.tablet.wait("wrapup.hand_over", gone=True)

    def go_for_photo(self):
        tablet, code = self.tablet, self.wanted_photo
        rows = [row for row in tablet.rows("runner.items") if row["code"] == code]
        if rows and rows[0]["photoCount"] > 0:
            self.photos[code] = rows[0]["photoCount"]
            self.wanted_photo = None
            return
        if tablet.app("runner.current") == code:
            tablet.tap("runner.photo")
            return tablet.wait_app("route", "photo")
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")

    def on_findings(self):
        """One finding of its own, field by field; the page opens without a form after a cut."""
        tablet = self.tablet
        rows = tablet.rows("findings.rows")
        check(len(rows) <= 1, f"one finding was made, {len(rows)} are there")
        if not rows:
            check(not self.finding, f"the finding is gone: {self.finding}")
            tablet.tap("findings.add")
            return tablet.wait("finding.close")
        if not tablet.app("findings.editing.id"):
            tablet.tap("findings.row." + rows[0]["key"])
            return tablet.wait("finding.close")
        for field, text in FINDING.items():
            shown = tablet.app("findings.editing." + field)
            check(shown == text or field not in self.finding, f"the finding's {field} was {text} and is {shown}")
            if shown != text:
                tablet.type("finding." + field, text)
                tablet.wait_app("findings.editing." + field, text)  # the record's own: a form shows what is stored
            self.finding[field] = text
        tablet.tap("findings.back")
        tablet.wait_app("route", "wrapup")

    def on_photo(self):
        tablet = self.tablet
        if tablet.app("photo.photos"):
            tablet.tap("photo.done")
            return tablet.wait_app("route", "runner")
        self.pictures += 1
        tablet.do("choose", file=picture(self.scratch / f"{self.pictures}.png", self.pictures + 3))
        tablet.tap("photo.import")
        tablet.wait("photo.thumb.1")
        self.photos[self.wanted_photo] = 1

    def on_confirm(self):
        tablet = self.tablet
        self.acts.add("VT09")
        if tablet.app("confirm.stage") == "submit":
            self.acts.add("VT11")
            tablet.wait("confirm.submit")
            tablet.do("hold", name="confirm.submit", ms=1800)
            return tablet.wait_app("route", "receipt")
        if not tablet.app("confirm.isSigned"):
            tablet.wait("confirm.signature")
            tablet.do("draw", name="confirm.signature")
            return tablet.wait_app("confirm.isSigned", True)
        typed = tablet.app("confirm.codeDigits")
        if typed < 6:
            if typed == 0:
                tablet.tap("confirm.code")
            for digit in "135790"[typed:]:
                tablet.tap("confirm.code." + digit)
        tablet.wait_app("confirm.canFinish", True)
        tablet.tap("confirm.finish")
        tablet.wait_app("confirm.stage", "submit")

    def on_receipt(self):
        self.acts.add("VT14")
        if not self.tablet.fuse.away:
            self.tablet.wait_app("receipt.chip.tone", "success", ms=60000)
            return False

    def come_back(self):
        """After a cut: what the screen had called stored is there again."""
        tablet = self.tablet
        if tablet.app("route") != "runner":
            return
        for section in tablet.rows("runner.sections"):
            tablet.tap("runner.section." + section["key"])
            tablet.wait_app("runner.section", section["code"])
            for row in tablet.rows("runner.items"):
                self.compare(row)
        self.touched = None if self.touched != "VT09" else "VT09"

    def compare(self, row):
        code = row["code"]
        before = self.stored.get(code)
        if code == self.touched:  # the tap that the power cut met: there or not, never half
            if row["state"] == "open":
                check(not before, f"{code} was {before} and is open")
            else:
                self.stored[code] = looks(row)
        elif before:
            check(looks(row) == before, f"{code} was {before} and is {looks(row)}")
        check(row["photoCount"] >= self.photos.get(code, 0), f"a photo of {code} is gone")


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


def run(program, server_program, seed, kills):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        server = Server(server_program, scratch / "office").start()
        tablet = MortalTablet(program, scratch / "tablet").start()
        fuse = Fuse(chance, kills, server)
        visit = Visit(tablet, chance, scratch, "专项")
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
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    failed = 0
    for seed in range(options.seed, options.seed + options.runs):
        try:
            run(options.tablet, options.server, seed, options.kills)
        except Failure as failure:
            failed += 1
            print(f"FAIL  seed {seed}: {failure}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
