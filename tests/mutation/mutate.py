#!/usr/bin/env python3
"""Mutation check of shared/merge, shared/rules and shared/evidence: every mutant dies by a test, or stands in alive.txt with the reason
why it changes nothing, or as one that no test notices yet. Fails when a mutant lives that is not listed, and when one that is listed dies.

mutate.py [--dir DIR] [--only PART]… [--list | --write]

Builds one copy of the sources in DIR (build/mutants) with all mutants in it (mutants.py), then runs the tests once for each mutant
that they meet. A mutant lives that no test of these folders meets or notices; it dies by a failed test, a crash, or by hanging.
--write adds what is alive to alive.txt as not yet noticed, and takes out what has died. Last line: `N died, N change nothing, N not
noticed yet, N alive`.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import mutants

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
PARTS = ("shared/merge", "shared/rules", "shared/evidence")
# in the order of their length: the first that notices ends the search
SUITES = ("test_merge", "test_evidence", "test_rules", "test_laws", "test_wire", "test_data", "test_histories")
JOBS = os.cpu_count() or 1


def sources():
    return sorted(str(path.relative_to(TOP)) for part in PARTS for path in (TOP / part).glob("*.[ch]pp"))


def find_all():
    texts = {name: (TOP / name).read_bytes() for name in sources()}
    found = {}

    def look(name):
        mine = {}
        for tree in mutants.syntax_tree(TOP, name):
            mutants.Finder(texts, mine).walk(tree)
        return mine

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for mine in pool.map(look, [name for name in texts if name.endswith(".cpp")]):
            for place, mutant in mine.items():
                found.setdefault(place, mutant)
    ordered = [found[place] for place in sorted(found)]
    for number, mutant in enumerate(ordered):
        mutant.number = number
    return texts, ordered


def label(texts, mutant):
    """How a mutant stands in alive.txt: file, kind, what is changed, and the line it stands on. Line numbers move, this does not."""
    text = texts[mutant.file]
    line = text[text.rfind(b"\n", 0, mutant.begin) + 1:text.find(b"\n", mutant.begin)].decode().strip()
    what = " ".join(text[mutant.begin:mutant.end].decode().split())
    return f"{mutant.file} | {mutant.kind} | {what[:100]} | {line[:160]}"


def put(file, content):
    """A file that does not change keeps its time, so that little is compiled."""
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def prepare(copy, texts):
    """What the tests of these folders are built from, but for the files that get their mutants."""
    for name in subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "CMakeLists.txt", "CMakePresets.json", "shared", "tests"],
                               cwd=TOP, capture_output=True, text=True, check=True).stdout.splitlines():
        if name not in texts and (TOP / name).is_file():
            put(copy / name, (TOP / name).read_bytes())


def write(copy, texts, kept):
    for name, text in texts.items():
        put(copy / name, mutants.written(text, [mutant for mutant in kept if mutant.file == name]))


def refused(copy, texts, kept):
    """Mutants on whose line the compiler found a fault; first those that most often have no type of their own."""
    def errors(name):
        ran = subprocess.run(["g++", "-std=c++20", "-w", "-fmax-errors=0", "-I.", "-include", str(HERE / "mutant.hpp"), "-fsyntax-only", name],
                             cwd=copy, capture_output=True, text=True)
        places = re.findall(r"^(?:\./)?(shared/[^\s:]+):(\d+):\d+:\s+(?:error|required from)", ran.stderr, re.MULTILINE)
        if ran.returncode != 0 and not places:
            sys.exit(f"cannot read the compiler's answer:\n{ran.stderr[:2000]}")
        return places

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        answers = pool.map(errors, [name for name in texts if name.endswith(".cpp")])
    lines = {(name, int(line)) for places in answers for name, line in places}
    bad = [mutant for mutant in kept if any((mutant.file, line) in lines for line in spanned(texts, mutant))]
    if lines and not bad:
        sys.exit(f"errors where nothing was changed: {sorted(lines)[:5]}")
    return [mutant for mutant in bad if mutant.kind in ("empty", "literal", "arithmetic")] or bad


def spanned(texts, mutant):
    first = texts[mutant.file].count(b"\n", 0, mutant.begin) + 1
    return range(first, first + texts[mutant.file].count(b"\n", mutant.begin, mutant.end) + 1)


def build(copy):
    flags = f"-O1 -w -include {HERE / 'mutant.hpp'}"
    subprocess.run(["cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DMC_CLIENT=OFF", "-DMC_SERVER=OFF", f"-DCMAKE_CXX_FLAGS={flags}",
                    "-DCMAKE_COMPILE_WARNING_AS_ERROR=OFF"], cwd=copy, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "build", "--target", *SUITES], cwd=copy, check=True, stdout=subprocess.DEVNULL)


class Suites:
    """The test programs: what each meets, how long it takes, whether it notices a mutant."""

    def __init__(self, copy):
        self.programs = [copy / "build/bin" / name for name in SUITES]
        self.meets, self.seconds = {}, {}
        for program in self.programs:
            with tempfile.TemporaryDirectory() as folder:
                file, began = pathlib.Path(folder) / "reached", time.monotonic()
                ran = self.run(program, {"MC_MUTANTS_REACHED": str(file)}, None)
                if ran != 0:
                    sys.exit(f"{program.name} fails while no mutant is alive")
                self.seconds[program] = time.monotonic() - began
                self.meets[program] = {int(line) for line in file.read_text().split()} if file.exists() else set()
        self.programs.sort(key=self.seconds.get)

    def run(self, program, more, seconds):
        with tempfile.TemporaryDirectory() as folder:
            try:
                return subprocess.run([str(program), "--abort", "--rng-seed", "1"], cwd=folder, env={**os.environ, "RC_PARAMS": "seed=1", **more},
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds).returncode
            except subprocess.TimeoutExpired:
                return -1

    def killer(self, mutant):
        for program in self.programs:
            if mutant.number in self.meets[program] and \
                    self.run(program, {"MC_MUTANT": str(mutant.number)}, 10 + 5 * self.seconds[program]) != 0:
                return program.name
        return None


NOT_YET = "Not yet: no test notices these."


def listed():
    """The mutants of alive.txt by their reason; a line of reason holds for the mutants below it."""
    file, reason, known = HERE / "alive.txt", "", {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        if line.startswith("# "):
            reason = line[2:]
        elif line.strip():
            known[line.strip()] = reason
    return known


def write_list(known):
    reasons = sorted(set(known.values()) - {NOT_YET}) + [NOT_YET]
    parts = ["# " + reason + "\n" + "".join(f"{name}\n" for name in sorted(known) if known[name] == reason) for reason in reasons]
    (HERE / "alive.txt").write_text("\n".join(parts), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=str(TOP / "build/mutants"))
    parser.add_argument("--only", action="append", default=[], help="files whose path contains this")
    parser.add_argument("--list", action="store_true", help="name the mutants, run nothing")
    parser.add_argument("--write", action="store_true", help="bring alive.txt up to date")
    options = parser.parse_args()
    copy = pathlib.Path(options.dir).resolve()
    texts, kept = find_all()
    print(f"{len(kept)} mutants found", flush=True)
    if options.list:
        print("\n".join(label(texts, mutant) for mutant in kept))
        return 0
    copy.mkdir(parents=True, exist_ok=True)
    prepare(copy, texts)
    for _ in range(40):
        write(copy, texts, kept)
        gone = {mutant.number for mutant in refused(copy, texts, kept)}
        if not gone:
            break
        kept = [mutant for mutant in kept if mutant.number not in gone]
    print(f"{len(kept)} of them compile", flush=True)
    build(copy)
    suites = Suites(copy)
    asked = [mutant for mutant in kept if not options.only or any(part in mutant.file for part in options.only)]
    living = alive(texts, asked, suites)
    return report(asked, living, {label(texts, mutant) for mutant in asked}, options)


def alive(texts, asked, suites):
    """The labels of the mutants that no test notices, each as often as it stands there."""
    out = []
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for mutant, killer in zip(asked, pool.map(suites.killer, asked)):
            if not killer:
                out.append(label(texts, mutant))
    return out


def report(asked, living, names, options):
    known = listed()
    fresh = [name for name in living if name not in known]
    # a listed mutant that is gone from the code counts as dead, when all files were asked
    dead = [name for name in known if name not in living and (name in names or not options.only)]
    for name in sorted(set(fresh)):
        print(f"ALIVE  {name}")
    for name in dead:
        print(f"DEAD   {name}: take it out of alive.txt")
    if options.write:
        write_list({name: reason for name, reason in known.items() if name not in dead} | {name: NOT_YET for name in fresh})
    waiting = sum(known.get(name) == NOT_YET for name in living)
    print(f"{len(asked) - len(living)} died, {len(living) - waiting - len(fresh)} change nothing, {waiting} not noticed yet, {len(fresh)} alive")
    return 1 if fresh or dead else 0


if __name__ == "__main__":
    sys.exit(main())
