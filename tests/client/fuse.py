"""What kills the app and the server at random moments of a visit: a fuse that every act of the driver counts down."""

import json
import select

from tablet import Failure, Tablet

STEPS_BETWEEN_MAX = 44  # a visit is about 250 acts
PATIENCE_MAX_S = 0.06  # a commit and a frame take less; so cuts fall before, within and after them


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
