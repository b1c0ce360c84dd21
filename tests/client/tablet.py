"""The tablet program and the server as a test sees them: processes on loopback, acted upon through the driver's JSON lines."""

import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile


class Failure(Exception):
    pass


class Server:
    """mingchad with a synthetic city, on a free port."""

    log = None  # of all its lives

    def __init__(self, program, directory, plain=False, make=True):
        self.program, self.directory, self.plain = program, pathlib.Path(directory), plain
        self.port = 0
        self.process = None
        if make:
            subprocess.run([program, "demo", "--data", str(self.directory)], check=True, stdout=subprocess.DEVNULL)

    def start(self):
        command = [self.program, "serve", "--data", str(self.directory), "--listen", f"127.0.0.1:{self.port}"] + (["--plain"] if self.plain else [])
        self.log = self.log or tempfile.TemporaryFile(mode="w+", encoding="utf-8")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)", line)
        if not found:
            raise Failure("the server says no port: " + line)
        self.port = int(found.group(1))
        return self

    def set(self, name, figure):
        """What `mingchad set` says. While the server is stopped."""
        ran = subprocess.run([self.program, "set", name, figure, "--data", str(self.directory)], capture_output=True, text=True)
        return ran.stdout + ran.stderr

    def run(self, *words):
        """What `mingchad` prints."""
        return subprocess.run([self.program, *words, "--data", str(self.directory)], check=True, capture_output=True, text=True).stdout

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def kill(self):
        """As when the power goes."""
        self.process.kill()
        self.process.wait(timeout=30)

    @property
    def address(self):
        return f"{'http' if self.plain else 'https'}://127.0.0.1:{self.port}"

    def logged(self):
        """What it wrote into its log so far."""
        return os.pread(self.log.fileno(), 1 << 24, 0).decode()  # without moving the place at which the server writes

    def code_for(self, person):
        out = subprocess.run([self.program, "enrol", "--data", str(self.directory), "--person", person], check=True, capture_output=True, text=True).stdout
        return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", out).group(0)

    def export_visits(self):
        return subprocess.run([self.program, "export", "visits", "--data", str(self.directory)], check=True, capture_output=True, text=True).stdout


class Tablet:
    """mingcha-driven, and what a person does with it. Every step that cannot be done raises Failure with the driver's words."""

    def __init__(self, program, directory, shots=None):
        self.program, self.directory, self.shots = program, str(directory), shots
        self.environment = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QT_MEDIA_BACKEND": "ffmpeg"}
        self.errors = tempfile.TemporaryFile(mode="w+", encoding="utf-8")  # a pipe that nobody reads would stop the program when it is full
        self.process = None

    def start(self, *more):
        pictures = str(pathlib.Path(self.directory).parent)
        self.process = subprocess.Popen([self.program, "--data", self.directory, "--driver", "0", "--pictures", pictures, *more], stdout=subprocess.PIPE, stderr=self.errors, env=dict(os.environ, **self.environment), text=True)
        line = self.process.stdout.readline()
        while line and "driver on" not in line:
            line = self.process.stdout.readline()
        found = re.search(r":(\d+)", line)
        if not found:
            self.errors.seek(0)
            raise Failure("the tablet did not start: " + self.errors.read())
        self.socket = socket.create_connection(("127.0.0.1", int(found.group(1))), timeout=60)
        self.lines = self.socket.makefile("rw", encoding="utf-8", newline="\n")
        return self

    def ask(self, act, **what):
        """The driver's answer, good or bad."""
        self.lines.write(json.dumps({"do": act, **what}) + "\n")
        self.lines.flush()
        return json.loads(self.lines.readline())

    def do(self, act, **what):
        answer = self.ask(act, **what)
        if not answer["ok"]:
            raise Failure(f"{act} {what}: {answer['error']}; visible: {Tablet.ask(self, 'list').get('names')}")
        return answer

    def names(self):
        return self.do("list")["names"]

    def tap(self, name):
        self.wait(name)
        self.do("tap", name=name)

    def type(self, name, text):
        self.wait(name)
        self.do("type", name=name, text=text)

    def choose(self, file, button):
        """A picture of the folder beside the tablet's own: the button that asks for it, then its tile."""
        self.tap(button)
        self.tap("files.item." + pathlib.Path(file).name)
        self.wait("files.close", gone=True)

    def wait(self, name, ms=20000, **more):
        self.do("wait", name=name, ms=ms, **more)

    def wait_app(self, path, value, ms=20000):
        self.do("wait", path=path, **{"is": value}, ms=ms)

    def comes(self, path, value, ms):
        """Whether it has come to this by then: for what a server that is away may keep from happening."""
        return self.ask("wait", path=path, **{"is": value}, ms=ms)["ok"]

    def app(self, path):
        return self.do("app", path=path)["value"]

    def rows(self, path):
        return self.do("rows", path=path)["rows"]

    def shot(self, name):
        if self.shots:
            self.do("grab", file=str(pathlib.Path(self.shots) / f"{name}.png"))

    def pin(self, digits="246810", prefix="unlock"):
        for digit in digits:
            self.tap(f"{prefix}.{digit}")

    def finish_signing(self, digits="246810"):
        """签名完成, and the inspector takes the tablet back: until the PIN nothing but that is offered."""
        self.tap("confirm.finish")
        self.wait("confirm.pin.1")
        offered = [name for name in self.names() if name in ("confirm.submit", "confirm.later", "confirm.return") or name.startswith("shell.place")]
        if offered:
            raise Failure(f"signed, and without a PIN there is {offered}")
        self.shot("hand_back")
        self.pin(digits, "confirm.pin")
        self.wait("confirm.submit")

    def quit(self):
        self.do("quit")
        self.process.wait(timeout=30)
        return self.process.returncode

    def kill(self):
        """As when the battery is taken out."""
        self.process.kill()
        self.process.wait(timeout=30)
