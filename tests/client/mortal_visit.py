"""One person's visit from check-in to receipt, taken step by step from whatever page is open, so that it can go on after any cut."""

from day_test import PIN, check, picture, planned, unlock
from mortal_confirmation import Confirmation
from mortal_finding import Finding
from tablet import Failure

REACH_MAX = 13  # no section of the lists has more items
MEASURES = {"M3.2": "2", "M4.4": "70", "M4.8": "08:20", "M9.4": "60"}  # of the routine list, where 5 would be a low level
ONE_FAULT = {"f": {"free": "1"}}  # of a deduct item whose plus was tapped once
NOT_HERE = {"M4.3"}  # time of written homework: depends on the stage of school
SUMMARY = "总体良好"
# Where a step that began on a page may have led; a page without a memory of its own (photo) opens as the one it belongs to. What was
# tapped last counts from its commit on, so the page before is right as well.
LEADS_TO = {
    "enrol": {"today"},
    "pin": {"today"},
    "unlock": {"today", "checkin", "runner", "wrapup", "findings", "confirm", "receipt"},
    "today": {"today", "checkin", "runner", "confirm", "receipt"},
    "checkin": {"checkin", "runner"},
    "runner": {"runner", "wrapup", "today", "confirm"},
    "photo": {"runner"},
    "wrapup": {"wrapup", "runner", "findings", "confirm", "today"},
    "findings": {"findings", "wrapup"},
    "confirm": {"confirm", "receipt"},
    "receipt": {"receipt"},
}


def looks(row):
    """What a person sees of an answer."""
    return {"state": row["state"], "na": row["na"], "full": row["full"], "deduct": row["deductText"], "points": row["points"]["value"],
            "columns": [column["value"] for column in row["columns"]], "measures": row["measures"], "texts": row["texts"]}


class Visit:
    """What a person does next on the page that is open, and what the screen has called stored."""

    def __init__(self, tablet, enrolment, chance, scratch, kind):
        self.tablet, self.enrolment, self.chance, self.scratch, self.kind = tablet, enrolment, chance, scratch, kind
        self.confirmation = Confirmation(tablet, dissents=chance.random() < 0.5, types=chance.random() < 0.3)
        self.kept = {}  # all of it by the names of held.py, as the centre is to have it
        self.given = {}  # item → the verdict that was chosen, typed or written, where the row has one way to be done
        self.stored = {}  # item → what its row showed after the commit
        self.comments = {}  # item → text that was 已存
        self.photos = {}  # item → how many
        self.finding = Finding(tablet, self.kept)
        self.acts = set()  # steps that the screen has shown as taken
        self.touched = None  # the item whose change may or may not have been stored when the power went
        self.wanted_photo = None
        self.id = None
        self.pictures = 0
        self.page = "today"  # that was open when the step began
        self.items = None  # of the runner that may be current when the step is cut; None: it says nothing of them

    def step(self):
        """One thing; False when the visit is received."""
        self.page = self.tablet.app("route")
        self.items = {self.tablet.app("runner.current")} if self.page == "runner" else None
        return getattr(self, "on_" + self.page)() is not False

    def on_enrol(self):
        self.enrolment.on_enrol()

    def on_pin(self):
        self.enrolment.on_pin()

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
            self.items = None  # its first one
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
        self.items.add(code)
        self.reach(key)
        if row["shape"] != "deduct":
            if row["state"] == "open":
                self.give(at, row)
            else:
                self.keep_answer(row)
        elif row["state"] == "open" or not row["full"]:
            if row["state"] == "open" and self.chance.random() < 0.3:
                self.change(at, code, f"runner.item.{key}.fault.free.plus")
            self.change(at, code, f"runner.item.{key}.full", full=True)
        else:
            self.keep_answer(row)
        if self.chance.random() < 0.4:
            self.comment(code)

    def reach(self, key):
        """Down the list by what is in sight: items far below are not there yet, also for a finger."""
        for _ in range(REACH_MAX):
            names = self.tablet.names()
            if f"runner.item.{key}" in names:
                return
            self.items = None  # whatever is touched on the way
            self.tablet.tap([name for name in names if name.startswith("runner.item.") and name.endswith(".question")][-1])
        raise Failure(f"the list does not reach {key}")

    def give(self, at, row):
        """The best answer of an item that is chosen, measured or written; what is for another stage of school is N/A."""
        base = f"runner.item.{row['key']}."
        code = row["code"]
        if row["shape"] == "choice":
            self.given[code] = {"l": row["options"][0]["value"]}
            return self.change(at, code, base + "score." + row["options"][0]["value"])
        if code in NOT_HERE:
            self.given[code] = {"n": "other_stage"}
            na = [f"{base}score.na", f"{base}na.other_stage"]
            self.tablet.tap(na[0]) if na[1] not in self.tablet.names() else None
            return self.change(at, code, na[1])
        if row["shape"] == "measure":
            value = MEASURES.get(code, "5")
            hours = value.split(":")
            self.given[code] = {"l": "2", "a": True} | ({"t": int(hours[0]) * 60 + int(hours[1])} if len(hours) == 2 else {"m": value})
            return self.change(at, code, base + "measure.value", typed=value)
        self.given[code] = {"x": "无"}
        return self.change(at, code, base + "text.text", typed="无")

    def keep_answer(self, row):
        """A row changes after the commit."""
        code = row["code"]
        self.stored[code] = looks(row)
        self.kept[f"verdict of {code}"] = self.given.get(code) or ({"f": {}} if row["full"] else ONE_FAULT)

    def later(self, name):
        """What the centre may hold since it told the tablet what it has: an answer that was changed, or is just being changed."""
        return (self.kept[name], {"f": {}}) if name == f"verdict of {self.touched}" else (self.kept[name],)

    def change(self, at, code, name, full=None, typed=None):
        self.touched = code
        self.tablet.type(name, typed) if typed else self.tablet.tap(name)
        if full:
            self.tablet.wait_app(f"runner.items.{at}.full", True)
        else:
            self.tablet.wait_app(f"runner.items.{at}.state", "done")
        self.keep_answer(self.tablet.rows("runner.items")[at])
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
        self.comments[code] = self.kept[f"comment of {code}"] = text

    def on_wrapup(self):
        tablet = self.tablet
        check(tablet.app("wrapup.comment") == self.kept.get("summary", tablet.app("wrapup.comment")), "the overall comment is gone")
        tablet.wait("wrapup.hand_over") if tablet.app("wrapup.canHandOver") else None
        if tablet.app("runner.readOnly"):
            return self.leave_wrapup()
        missing = [row for row in tablet.rows("wrapup.must") if row["id"].startswith("photo|")]
        if missing:
            self.wanted_photo = missing[0]["id"].split("|")[1]
            tablet.tap(f"wrapup.must.{missing[0]['key']}.go")
            return tablet.wait_app("route", "runner")
        if not self.finding.is_whole():
            tablet.tap("wrapup.findings")
            return tablet.wait_app("route", "findings")
        if tablet.app("wrapup.releaseAsk"):
            tablet.tap("wrapup.release.no_child")
            return tablet.wait_app("wrapup.releaseAsk", False)
        if not tablet.app("wrapup.comment"):
            tablet.type("wrapup.comment", SUMMARY)
            tablet.wait_app("wrapup.comment", SUMMARY)
        self.kept["summary"] = SUMMARY
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
            self.photos[code] = self.kept[f"evidence photos of {code}"] = rows[0]["photoCount"]
            self.wanted_photo = None
            return
        if tablet.app("runner.current") == code:
            tablet.tap("runner.photo")
            return tablet.wait_app("route", "photo")
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")

    def on_findings(self):
        self.finding.step()

    def on_photo(self):
        tablet = self.tablet
        if tablet.app("photo.photos"):
            tablet.tap("photo.done")
            return tablet.wait_app("route", "runner")
        self.pictures += 1
        tablet.choose(picture(self.scratch / f"{self.pictures}.png", self.pictures + 3), "photo.import")
        tablet.wait("photo.thumb.1")
        self.photos[self.wanted_photo] = self.kept[f"evidence photos of {self.wanted_photo}"] = 1

    def on_confirm(self):
        tablet = self.tablet
        self.acts.add("VT09")
        stage = tablet.app("confirm.stage")
        if stage == "read":
            return self.confirmation.step()
        self.acts.add(self.confirmation.act)
        self.kept.update(self.confirmation.signed())
        if stage == "submit":
            tablet.wait("confirm.submit")
            tablet.do("hold", name="confirm.submit", ms=1800)
            return tablet.wait_app("route", "receipt")
        if not tablet.app("confirm.pinAsk"):
            tablet.tap("confirm.hand_back")
        for digit in PIN[tablet.app("confirm.pinDigits"):]:
            tablet.tap("confirm.pin." + digit)
        tablet.wait_app("confirm.stage", "submit")

    def on_receipt(self):
        self.acts.add("VT14")
        if not self.tablet.fuse.away:
            return not self.tablet.comes("receipt.chip.tone", "success", ms=2000)  # a server that dies now keeps it waiting

    def come_back(self):
        """After a cut: the page and the item that were left are open again, and what the screen had called stored is there."""
        tablet = self.tablet
        page = tablet.app("route")
        check(page in LEADS_TO[self.page], f"the app was left at {self.page} and opens at {page}")
        if page == "confirm" and tablet.app("confirm.stage") == "read":
            self.confirmation.come_back()
        if page != "runner":
            return
        item = tablet.app("runner.current")
        check(self.page != "runner" or self.items is None or item in self.items, f"the app was left at item {self.items} and opens at {item}")
        self.items = None  # the sections are walked through now
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
                self.keep_answer(row)
        elif before:
            check(looks(row) == before, f"{code} was {before} and is {looks(row)}")
        check(row["commentCount"] == 1 or code not in self.comments, f"the comment of {code} is gone")
        check(row["photoCount"] >= self.photos.get(code, 0), f"a photo of {code} is gone")
