"""One finding of its own, field by field; the form that was open is open again after a cut."""

from day_test import check

FINDING = {"title": "消防通道堆放桌椅", "basis": "《消防法》第二十八条", "class": "C"}
SERIOUS = 2  # where class C stands among those to pick from
FOLLOWS = {"days": 7, "advice": None, "responsible": None}  # the class gives the days; nobody fills in the rest


class Finding:
    def __init__(self, tablet, kept):
        self.tablet, self.kept = tablet, kept
        self.stored = {}  # field → what the form showed after the commit

    def is_whole(self):
        return set(self.stored) == set(FINDING)

    def step(self):
        tablet = self.tablet
        rows = tablet.rows("findings.rows")
        check(len(rows) <= 1, f"one finding was made, {len(rows)} are there")
        if not rows:
            check(not self.stored, f"the finding is gone: {self.stored}")
            tablet.tap("findings.add")
            return tablet.wait("finding.close")
        if not tablet.app("findings.editing.id"):
            check(not self.stored, "the form that was open is closed")
            tablet.tap("findings.row." + rows[0]["key"])
            return tablet.wait("finding.close")
        for field, text in FINDING.items():
            if self.shows(field) != text:
                check(field not in self.stored, f"the finding's {field} was {text} and is {self.shows(field)}")
                self.enter(field, text)
            self.stored[field] = self.kept[f"{field} of the own finding"] = text
        self.kept.update({f"{field} of the own finding": value for field, value in FOLLOWS.items()})
        tablet.tap("findings.back")  # to the wrap-up; after a cut to the runner, one step behind that
        tablet.wait("findings.back", gone=True)

    def shows(self, field):
        """The record's own: a form shows what is stored."""
        if field != "class":
            return self.tablet.app("findings.editing." + field)
        return next((one["value"] for one in self.tablet.app("findings.editing.classes") if one["chosen"]), None)

    def enter(self, field, text):
        if field == "class":
            self.tablet.tap("finding.class." + text)
            return self.tablet.wait_app(f"findings.editing.classes.{SERIOUS}.chosen", True)
        self.tablet.type("finding." + field, text)
        self.tablet.wait_app("findings.editing." + field, text)
