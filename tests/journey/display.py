"""An X display of its own for a program in a window: what it shows, and a hand that presses."""

import os
import pathlib
import struct
import subprocess

WIDTH, HEIGHT = 1280, 1400  # so tall that no page of the way must be scrolled


class Display:
    """Xvfb with one screen, whose pixels lie in a file (the XWD format)."""

    def __init__(self, directory):
        self.screen = pathlib.Path(directory) / "Xvfb_screen0"
        self.screen.parent.mkdir(parents=True, exist_ok=True)
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(directory), "-nolisten", "tcp"]
        self.process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as said:  # ends without a number when Xvfb does
            self.name = ":" + said.readline().strip()

    def environment(self, home):
        return {"DISPLAY": self.name, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "QT_MEDIA_BACKEND": "ffmpeg"}

    def pixels(self):
        data = self.screen.read_bytes()
        header = struct.unpack(">25I", data[:100])
        return memoryview(data)[header[0] + header[19] * 12:].cast("I")  # after the header and its table of colours

    def hand(self, *words):
        subprocess.run(["xdotool", *map(str, words)], check=True, env=dict(os.environ, DISPLAY=self.name), stdout=subprocess.DEVNULL)

    def fill(self):
        """The window takes the whole screen, once it is there."""
        self.hand("search", "--sync", "--onlyvisible", "--name", ".", "windowsize", WIDTH, HEIGHT)

    def press(self, x, y):
        self.hand("mousemove", x, y, "click", 1)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
