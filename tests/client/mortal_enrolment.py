"""Enrolment step by step from whatever page is open: the code, 是我, the PIN twice, until the first pages have come."""

from day_test import PIN, check
from tablet import Failure


class Enrolment:
    def __init__(self, tablet, server, person):
        self.tablet, self.server, self.person = tablet, server, person
        self.code = None  # that the office has told and nobody has used
        self.codes = 0
        self.reached = "code"  # what the screen has shown as done: code, pin, done

    def come_back(self):
        """Enrolled, it stays so; with a PIN, it asks for that."""
        route = self.tablet.app("route")
        right = {"code": ("enrol", "pin"), "pin": ("pin", "unlock"), "done": ("unlock",)}[self.reached]
        check(route in right, f"the enrolment had come to {self.reached}, and the app opens at {route}")
        return route

    def on_enrol(self):
        stage = self.tablet.app("enrol.stage")
        if stage == "code":
            return self.enter()
        if stage == "identity":
            return self.confirm()
        self.tablet.comes("route", "today", ms=2000)  # the download; without a server later

    def enter(self):
        tablet = self.tablet
        check(self.reached == "code", f"the enrolment had come to {self.reached}, and a code is asked for")
        if self.code is None:
            self.code = self.server.code_for(self.person).replace("-", "")
            self.codes += 1
            tablet.do("set", path="enrol.code", **{"is": ""})
        if tablet.app("enrol.server") != self.server.address:
            tablet.type("enrol.server", self.server.address)
        if tablet.app("enrol.code") != self.code:
            tablet.type("enrol.code", self.code)
        here, kills = not tablet.fuse.away, len(tablet.fuse.done)
        tablet.tap("enrol.next")
        tablet.wait_app("enrol.busy", False)
        if tablet.app("enrol.stage") == "code" and here and len(tablet.fuse.done) == kills:
            raise Failure(f"the code that nobody has used is refused: {tablet.app('enrol.error')}")

    def confirm(self):
        self.code = None  # from the tap on it may be used up, whatever the tablet comes to know of it
        self.tablet.tap("enrol.next")
        self.tablet.wait_app("enrol.busy", False)

    def on_pin(self):
        tablet = self.tablet
        self.reached = "pin"
        if tablet.app("enrol.pinStep") != "again":
            tablet.pin(PIN, "pin")
            tablet.wait_app("enrol.pinStep", "again")
        tablet.pin(PIN, "pin")
        tablet.wait("pin.1", gone=True)
        self.reached = "done"
