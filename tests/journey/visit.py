"""A routine visit by touch: what the inspector and then the liaison officer do, in the words of the page objects.

Every act waits for what the screen says after it, never for a time."""

from given import (COMMENT_OF_VISIT, COMMENTS, DISSENT, FAILS, FAILS_BASIS, FINDINGS, HIGHLIGHTS, ITEMS, MEASURES, OWN_FINDING, SCENE,
                   SCENE_OF, TEXTS)
from pictures import picture
from tablet import Failure


class Visit:
    def __init__(self, tablet, scratch, pages, pin, code):
        self.tablet, self.scratch, self.pages, self.pin, self.code = tablet, scratch, pages, pin, code
        self.photos = 0
        self.answered = 0
        self.entered = {}  # by the names of held.py: what was given, written, picked and signed

    def enrol(self, address, code):
        tablet = self.tablet
        tablet.wait_app("route", "enrol")
        self.pages.see("enrol")
        tablet.type("enrol.server", address)
        tablet.type("enrol.code", code.replace("-", ""))
        tablet.tap("enrol.next")
        tablet.wait_app("enrol.stage", "identity")
        self.pages.see("enrol-identity")
        tablet.tap("enrol.next")
        tablet.wait_app("route", "pin")
        tablet.pin(self.pin, "pin")
        tablet.wait_app("enrol.pinStep", "again")
        self.pages.see("pin")
        tablet.pin(self.pin, "pin")
        tablet.wait_app("route", "today", ms=60000)

    def check_in(self):
        tablet = self.tablet
        rows = [row for row in tablet.rows("today.plan") if row["facts"].startswith("常规")]
        if not rows:
            raise Failure("today has no planned routine visit")
        tablet.tap(f"today.row.{rows[0]['key']}.act")
        tablet.wait_app("route", "checkin")
        self.school = tablet.app("checkin.school")
        tablet.tap("checkin.reason.indoors")
        self.pages.see("checkin")
        tablet.tap("checkin.start")
        tablet.wait_app("route", "runner")
        tablet.wait_app("runner.readOnly", False)
        if tablet.app("runner.total") != ITEMS:
            raise Failure(f"the list has {tablet.app('runner.total')} items, not {ITEMS}")
        return rows[0]["id"]

    def check(self, tell):
        """All items, section by section, with photos where the list asks for them; two photos are left for the wrap-up to find."""
        tablet = self.tablet
        self.undone = False
        for section in tablet.rows("runner.sections"):
            tablet.tap("runner.section." + section["key"])
            tablet.wait_app("runner.section", section["code"])
            for row in tablet.rows("runner.items"):
                self.answer(row)
                if row["photoRule"] == "required" and row["code"] not in ("M7.5", "M7.6"):
                    self.photograph(row["code"])
                if row["code"] in ("M0.1", "M6.6"):
                    self.pages.see("runner-" + section["key"])
            tell(f"{section['title']} {section['total']}")
        tablet.wait_app("runner.done", ITEMS)

    def answer(self, row):
        tablet, code = self.tablet, row["code"]
        base = f"runner.item.{row['key']}."
        value, said = FAILS.get(code) or COMMENTS.get(code) or (None, None)
        if row["shape"] == "choice":
            if not self.undone and code == "M0.2":  # a slip of the finger, taken back
                tablet.tap(base + "score.n")
                tablet.wait_app("runner.done", self.answered + 1)
                tablet.tap("runner.undo")
                tablet.wait_app("runner.done", self.answered)
                self.undone = True
            value = value or row["options"][0]["value"]
            tablet.tap(base + "score." + value)
            verdict = {"l": value}
        elif code == "M4.3" and "小学" not in self.school:  # an item of another stage of school
            tablet.tap(base + "score.na")
            tablet.tap(base + "na.other_stage")
            verdict = {"n": "other_stage"}
        elif row["shape"] == "measure":
            tablet.type(base + "measure.value", MEASURES[code])
            hours = MEASURES[code].split(":")
            verdict = {"t": int(hours[0]) * 60 + int(hours[1])} if len(hours) == 2 else {"m": MEASURES[code]}
            verdict |= {"l": "2", "a": True}  # within the limit, which nobody has to say
        else:
            tablet.type(base + "text.text", TEXTS[code])
            verdict = {"x": TEXTS[code]}
        self.entered[f"verdict of {code}"] = verdict
        self.answered += 1
        tablet.wait_app("runner.done", self.answered)
        if said:
            tablet.tap(f"runner.item.{row['key']}.question")
            tablet.wait_app("runner.current", code)
            tablet.type("runner.panel.comment", said)
            tablet.wait_app("runner.panel.comment", said)
            self.entered[f"comment of {code}"] = said
        if code in FAILS:
            self.photograph(code)
            self.find(code)

    def photograph(self, code):
        tablet = self.tablet
        tablet.tap("runner.item." + code.replace(".", "_") + ".question")
        tablet.wait_app("runner.current", code)
        self.take(code)

    def look_at_files(self):
        """The file chooser, and back: what is in view is photographed."""
        tablet = self.tablet
        tablet.tap("photo.import")
        tablet.tap(f"files.item.{self.scratch.name}")
        tablet.wait("files.item.1.png")
        self.pages.see("files")
        tablet.tap("files.close")
        tablet.wait("files.close", gone=True)

    def take(self, code):
        tablet = self.tablet
        self.photos += 1
        self.entered[f"evidence photos of {code}"] = 1
        scene = SCENE.get(code) or SCENE_OF[code.split(".")[0]]
        tablet.do("see", file=picture(self.scratch / f"{self.photos}.png", scene, self.photos))
        tablet.tap("runner.photo")
        tablet.wait_app("route", "photo")
        if self.photos == 1:
            self.look_at_files()
        tablet.tap("photo.shutter")
        tablet.wait("photo.thumb.1")
        self.pages.see("photo")
        tablet.tap("photo.done")
        tablet.wait_app("route", "runner")

    def find(self, code):
        """The finding that the failed item proposes, with its defaults."""
        tablet = self.tablet
        tablet.tap("runner.panel.notice.act")
        tablet.wait_app("route", "finding")
        tablet.wait("finding.close")
        self.pages.see("finding")
        tablet.tap("finding.close")
        tablet.wait_app("route", "runner")
        proposed = {"title": FAILS[code][1], "class": "B", "basis": FAILS_BASIS, "advice": None, "days": 15, "responsible": None}
        self.entered.update({f"{field} of the finding of {code}": value for field, value in proposed.items()})

    def find_more(self):
        """A finding of its own, every field by touch, and the highlights."""
        tablet, own = self.tablet, OWN_FINDING
        tablet.tap("findings.add")
        for field in ("title", "basis", "advice", "responsible"):
            tablet.type("finding." + field, own[field])
            tablet.wait_app("findings.editing." + field, own[field])
        for letter, at in (("C", 2), (own["class"], 1)):  # thought better of
            tablet.tap("finding.class." + letter)
            tablet.wait_app(f"findings.editing.classes.{at}.chosen", True)
        tablet.tap(f"finding.days.{own['days']}")
        tablet.wait_app("findings.editing.days.3.chosen", True)
        self.entered.update({f"{field} of the own finding": value for field, value in own.items()})
        tablet.tap("finding.close")
        tablet.type("findings.highlights", HIGHLIGHTS)
        tablet.wait_app("findings.highlights", HIGHLIGHTS)
        self.entered["highlights"] = HIGHLIGHTS

    def wrap_up(self):
        tablet = self.tablet
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")
        self.pages.see("wrapup-open")
        for row in tablet.rows("wrapup.must"):
            kind, code, _ = row["id"].split("|")
            if kind != "photo":
                continue
            tablet.tap(f"wrapup.must.{row['key']}.go")
            tablet.wait_app("route", "runner")
            self.take(code)
            tablet.tap("runner.wrapup")
            tablet.wait_app("route", "wrapup")
        tablet.tap("wrapup.findings")
        tablet.wait_app("route", "findings")
        self.pages.see("findings")
        self.find_more()
        tablet.tap("findings.back")
        tablet.wait_app("route", "wrapup")
        if tablet.app("wrapup.releaseAsk"):
            tablet.tap("wrapup.release.no_child")
        tablet.type("wrapup.comment", COMMENT_OF_VISIT)
        self.entered["summary"] = COMMENT_OF_VISIT
        tablet.wait_app("wrapup.canHandOver", True)
        self.pages.see("wrapup")

    def confirm(self):
        """In the liaison officer's hands: one finding is disputed, the others are accepted; signature and own code."""
        tablet = self.tablet
        tablet.tap("wrapup.hand_over")
        tablet.wait_app("route", "confirm")
        findings = tablet.rows("confirm.findings")
        if len(findings) != FINDINGS:
            raise Failure(f"the school is shown {len(findings)} findings")
        self.pages.see("confirm-read")
        key = next(row["key"] for row in findings if "陪餐" in row["title"])
        base = f"confirm.finding.{key}."
        tablet.tap(base + "open")
        tablet.tap(base + "dissent")
        tablet.tap(base + "reason.facts")
        tablet.type(base + "text", DISSENT)
        tablet.wait_app("confirm.choice", "dissent")
        tablet.wait("confirm.signature")
        tablet.do("draw", name="confirm.signature")
        tablet.tap("confirm.code")
        for digit in self.code:
            tablet.tap("confirm.code." + digit)
        tablet.wait_app("confirm.canFinish", True)
        self.pages.see("confirm")
        self.entered.update({"choice": "dissent", "dissent on the finding of M7.3": ("facts", DISSENT), "reason": DISSENT, "signature": 1,
                             "signed by": tablet.app("confirm.signerText").split("·")[0], "signed as": "liaison", "name typed": None})
        tablet.finish_signing()
        self.pages.see("submit")

    def submit(self):
        tablet = self.tablet
        tablet.do("hold", name="confirm.submit", ms=1800)
        tablet.wait_app("route", "receipt")
        self.pages.see("receipt-here")
