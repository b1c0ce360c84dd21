"""The files of the source tree and the frame that the checkers share."""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NEVER = {"build", "node_modules", ".git"}


def source_files(root):
    """Paths relative to `root`: what git tracks or would track; every file where there is no git (a release archive)."""
    git = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True)
    if git.returncode == 0 and git.stdout:
        names = git.stdout.decode().split("\0")
    else:
        names = [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
    kept = (name for name in names if name and not NEVER.intersection(pathlib.PurePath(name).parts))
    return sorted(name for name in kept if (root / name).is_file())


def read_text(root, name):
    """The text of a file, or None when it is binary."""
    data = (root / name).read_bytes()
    return None if b"\0" in data[:8192] else data.decode("utf-8", errors="replace")


def without_comments(text):
    """C++, QML, JavaScript and CSS text with comments blanked out, line numbers kept. String contents stay."""
    pattern = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)

    def blank(match):
        token = match.group(0)
        return token if token.startswith('"') else re.sub(r"[^\n]", " ", token)

    return pattern.sub(blank, text)


def expect_failures(check, good, bad):
    """Proves that a checker can fail: `good` files pass together, each of `bad` = [(name, text, word in the message)] does not."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_all(root, good)
        wrong += [f"a good tree was refused: {message}" for message in check(root, sorted(good))]
        for name, text, word in bad:
            write_all(root, {name: text})
            messages = check(root, [name])
            if not any(word in message for message in messages):
                wrong.append(f"not noticed in {name}: {text.strip()!r} (expected a message with {word!r}, got {messages})")
    return wrong


def write_all(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def main(check, self_test, description):
    """Command line of a checker: no argument checks the tree, --self-test checks the checker."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--self-test", action="store_true", help="prove that the checker can fail")
    arguments = parser.parse_args()
    messages = self_test() if arguments.self_test else check(ROOT, source_files(ROOT))
    for message in messages:
        print(message)
    print(f"{'self-test' if arguments.self_test else 'tree'}: {len(messages)} complaints")
    sys.exit(1 if messages else 0)
