"""The confirmation in the liaison officer's hands, step by step: a dissent or none, a signature drawn or typed, the own code."""

from day_test import check

DISSENT = "桌椅当天中午已经搬走"
NAME = "李敏"
OWN_CODE = "135790"


class Confirmation:
    def __init__(self, tablet, dissents, types):
        self.tablet, self.dissents, self.types = tablet, dissents, types
        self.written = {}  # what the store has answered for, before it is signed
        self.signer = None

    def __str__(self):
        return f"{'a dissent' if self.dissents else 'no dissent'}, signed by {'letters' if self.types else 'hand'}"

    @property
    def act(self):
        return "VT12" if self.dissents else "VT11"

    def signed(self):
        """What a signed one says, by the names of held.py."""
        out = {"choice": "confirm", "reason": None, "signed by": self.signer, "signed as": "liaison", "name typed": NAME if self.types else None}
        if self.dissents:
            out |= {"choice": "dissent", "reason": DISSENT, "dissent on the own finding": ("facts", DISSENT)}
        return out if self.types else out | {"signature": 1}

    def come_back(self):
        """After a cut before it is signed: what the school had written is on the page again, its signature too."""
        shown = self.shown()
        for name, text in self.written.items():
            check(shown[name] == text, f"the school's {name} was {text} and is {shown[name]}")

    def shown(self):
        row = self.tablet.rows("confirm.findings")[0]
        reasons = [one["value"] for one in row["reasons"] if one["chosen"]]
        return {"point": row["choice"], "reason": reasons, "text": row["text"],
                "name": self.tablet.app("confirm.typedName"), "strokes": self.tablet.app("confirm.strokes")}

    def step(self):
        tablet = self.tablet
        self.signer = tablet.app("confirm.signerText").split("·")[0]
        shown = self.shown()
        if self.dissents and (shown["point"], shown["reason"], shown["text"]) != ("dissent", ["facts"], DISSENT):
            return self.dissent(shown)
        if not tablet.app("confirm.isSigned"):
            return self.type_name() if self.types else self.draw()
        typed = tablet.app("confirm.codeDigits")
        if typed < len(OWN_CODE):
            if typed == 0:
                tablet.tap("confirm.code")
            for digit in OWN_CODE[typed:]:
                tablet.tap("confirm.code." + digit)
        tablet.wait_app("confirm.canFinish", True)
        tablet.tap("confirm.finish")
        tablet.wait_app("confirm.stage", "signed")

    def dissent(self, shown):
        tablet, row = self.tablet, self.tablet.rows("confirm.findings")[0]
        base = f"confirm.finding.{row['key']}."
        if not row["open"] and shown["point"] != "dissent":
            tablet.tap(base + "open")
        if shown["point"] != "dissent":
            tablet.tap(base + "dissent")
        check(shown["text"] in ("", DISSENT), f"a dissent is neither whole nor absent: {shown['text']}")
        if shown["reason"] != ["facts"]:
            tablet.tap(base + "reason.facts")
        if shown["text"] == "":
            tablet.type(base + "text", DISSENT)
        tablet.wait_app("confirm.findings.0.text", DISSENT)
        self.keep()

    def keep(self):
        """Drafts are noted behind the screen; what was on it when the store has answered is not the school's to enter again."""
        shown = self.shown()
        self.tablet.do("kept")
        self.written = shown

    def draw(self):
        self.tablet.wait("confirm.signature")
        self.tablet.do("draw", name="confirm.signature")
        self.tablet.wait_app("confirm.isSigned", True)
        self.keep()

    def type_name(self):
        if not self.tablet.app("confirm.typing"):
            self.tablet.tap("confirm.typing")
        self.tablet.type("confirm.typed_name", NAME)
        self.tablet.wait_app("confirm.typedName", NAME)
        self.keep()
