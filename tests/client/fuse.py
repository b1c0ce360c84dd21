"""What kills the app and the server at random moments of a visit: a fuse that every act of the driver counts down."""

import json
import select

from tablet import Tablet

RESTART_STEPS = 25  # unlocking, and looking at what is there again
ENROLMENT_STEPS = 36
PATIENCE_MAX_S = 0.06  # a commit and a frame take less; so cuts fall before, within and after them


class Cut(Exception):
    """The app is gone."""


class Fuse:
    """Kills in a run, and what the tablet does while the server is away."""

    def __init__(self, chance, kills, steps, server):
        """`steps`: how many acts a visit takes that nothing interrupts; the kills are spread over all of it."""
        self.chance, self.left, self.server = chance, kills, server
        self.steps_between_max = 2 * (steps // kills + RESTART_STEPS)
        self.done = []
        self.steps = 0
        self.away = 0  # acts until the server is back; 0 = it is here
        self.look = None  # called when the server is dead: what has it left behind?
        self.arm()

    def arm(self):
        self.steps = self.chance.randint(1, self.steps_between_max)
        self.victims = self.chance.choice(("app", "app", "app", "server", "both"))
        self.patience = self.chance.random() * PATIENCE_MAX_S

    def arm_early(self):
        """The first kill falls into the enrolment."""
        self.steps = self.chance.randint(1, ENROLMENT_STEPS)

    def burns_out(self):
        self.steps -= 1
        return self.left > 0 and self.steps <= 0

    def strike(self, tablet):
        """Answers whether the app is gone."""
        self.left -= 1
        self.done.append(self.victims)
        app, server = self.victims != "server", self.victims != "app" and not self.away
        if server:
            self.server.process.kill()
        if app:
            tablet.kill()
        if server:
            self.server.kill()
            self.away = self.chance.randint(1, 12)
            self.look()
        self.arm()
        return app


class MortalTablet(Tablet):
    """Every act may be its last."""

    def __init__(self, program, directory):
        super().__init__(program, directory)
        self.fuse = None

    def ask(self, act, **what):
        if self.fuse is None:
            return super().ask(act, **what)
        if self.fuse.away:
            self.fuse.away -= 1
            if not self.fuse.away:
                self.fuse.server.start()
                super().ask("retry")
        if not self.fuse.burns_out():
            return super().ask(act, **what)
        self.lines.write(json.dumps({"do": act, **what}) + "\n")
        self.lines.flush()
        select.select([self.socket], [], [], self.fuse.patience)
        if self.fuse.strike(self):
            raise Cut
        return json.loads(self.lines.readline())
