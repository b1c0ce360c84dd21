"""A routine visit by touch: what the inspector and then the liaison officer do, in the words of the page objects.

Every act waits for what the screen says after it, never for a time."""

from pictures import picture
from tablet import Failure

LIST = "RTN8"
ITEMS = 73
REQUIRED_PHOTOS = 16

# Not the common answer: verdict and what is said. The first two become findings and need a photo because they fail.
FAILS = {
    "M6.10": ("0", "放学时段校门口只有1名保安，未见护学岗值守记录"),
    "M7.3": ("0", "近两周陪餐记录缺4天，均无校领导签字"),
}
COMMENTS = {
    "M0.1": ("y", "公示牌在大门右侧，照片和电话为本学期更新"),
    "M1.3": ("1", "校务公开栏有两处内容停留在上学期，已请学校更换"),
    "M6.6": ("2", "抽查5处灭火器，压力均正常，巡查卡填写到本周"),
    "M7.5": ("2", "留样冰箱4℃，每样不少于125克，标签齐全"),
}
MEASURES = {"M3.2": "2", "M4.3": "45", "M4.4": "70", "M4.8": "08:20", "M9.1": "12", "M9.2": "8", "M9.3": "6", "M9.4": "60"}
TEXTS = {"M9.5": "大课间活动组织有序，班班有特色项目", "M9.6": "建议补齐护学岗值守与陪餐记录，并纳入每周自查"}
SCENE_OF = {"M0": "board", "M1": "paper", "M2": "paper", "M4": "paper", "M6": "gate", "M7": "kitchen"}
SCENE = {"M6.5": "corridor", "M6.6": "extinguisher", "M6.7": "corridor", "M6.8": "extinguisher", "M7.1": "paper"}
COMMENT_OF_VISIT = "学校管理总体规范，安全设施齐全；护学岗和陪餐制度执行不到位，已当面反馈。"
DISSENT = "陪餐记录在食堂办公室另有登记本，已当场找到两天的签字"


class Visit:
    def __init__(self, tablet, scratch, pages, pin, code):
        self.tablet, self.scratch, self.pages, self.pin, self.code = tablet, scratch, pages, pin, code
        self.photos = 0
        self.answered = 0
        self.expected = {}  # by item code: the level, measure or text that was given

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
        elif code == "M4.3" and "小学" not in self.school:  # an item of another stage of school
            tablet.tap(base + "score.na")
            tablet.tap(base + "na.other_stage")
            value = "other_stage"
        elif row["shape"] == "measure":
            value = MEASURES[code]
            tablet.type(base + "measure.value", value)
        else:
            value = TEXTS[code]
            tablet.type(base + "text.text", value)
        hours = value.split(":")
        self.expected[code] = int(hours[0]) * 60 + int(hours[1]) if row["shape"] == "measure" and len(hours) == 2 else value
        self.answered += 1
        tablet.wait_app("runner.done", self.answered)
        if said:
            tablet.tap(f"runner.item.{row['key']}.question")
            tablet.wait_app("runner.current", code)
            tablet.type("runner.panel.comment", said)
            tablet.wait_app("runner.panel.comment", said)
        if code in FAILS:
            self.photograph(code)
            self.find(code)

    def photograph(self, code):
        tablet = self.tablet
        tablet.tap("runner.item." + code.replace(".", "_") + ".question")
        tablet.wait_app("runner.current", code)
        self.take(code)

    def take(self, code):
        tablet = self.tablet
        self.photos += 1
        scene = SCENE.get(code) or SCENE_OF[code.split(".")[0]]
        tablet.do("see", file=picture(self.scratch / f"{self.photos}.png", scene, self.photos))
        tablet.tap("runner.photo")
        tablet.wait_app("route", "photo")
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
        tablet.tap("findings.back")
        tablet.wait_app("route", "wrapup")
        if tablet.app("wrapup.releaseAsk"):
            tablet.tap("wrapup.release.no_child")
        tablet.type("wrapup.comment", COMMENT_OF_VISIT)
        tablet.wait_app("wrapup.canHandOver", True)
        self.pages.see("wrapup")

    def confirm(self):
        """In the liaison officer's hands: one finding is accepted, the other disputed; signature and own code."""
        tablet = self.tablet
        tablet.tap("wrapup.hand_over")
        tablet.wait_app("route", "confirm")
        findings = tablet.rows("confirm.findings")
        if len(findings) != len(FAILS):
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
        tablet.finish_signing()
        self.pages.see("submit")

    def submit(self):
        tablet = self.tablet
        tablet.do("hold", name="confirm.submit", ms=1800)
        tablet.wait_app("route", "receipt")
        self.pages.see("receipt-here")
