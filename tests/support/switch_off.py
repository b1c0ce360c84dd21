#!/usr/bin/env python3
"""Sentences of DESIGN 4.9 switched off in a copy of the sources: the named test in test_sim must fail. `./dev test --long` runs it.
All but *requeue*, which is no one line of code.

switch_off.py [--dir DIR] [sentence…]     builds in DIR (build/switched-off); all sentences of the table, or those named

A row that no longer matches its file exactly once is an error too: the table follows the code.
"""

import argparse
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
# sentence, file, what stands there, what stands there when the sentence is off
TABLE = [
    ("page", "server/store/pages.cpp", "page.to = page.full ? rows.back().seq : end;", "page.to = end;"),
    ("promote", "shared/replica/outbox.cpp", "if (base.seq < row.seq && row.seq <= reached) {", "if (base.seq < row.seq && row.seq > reached && reached > reached + 1) {"),
    ("echo", "server/store/group.cpp", "judged[i].previous_seq <= *reached", "*reached > 0"),
    ("bootid", "server/store/store_parts.hpp", "now.server = ReplicaId{random.u64()};", "now.server = ReplicaId{7};"),
    ("redot", "shared/replica/rebirth.cpp", "replica == closed ? std::min(counter, cut) : counter", "counter"),
    ("hello", "server/store/lives.cpp", "if (epoch && (epoch->closed || other_life))", "if (epoch && (epoch->closed || (other_life && hello.sealed > 1'000'000)))"),
    ("hello", "shared/replica/client_port.cpp", "parts_->has_copy(*own) ? 1 : 0", "parts_->has_copy(*own) ? 0 : 0"),
    ("restart", "shared/replica/inbox.cpp", "if (base && base->epoch != page.server_epoch) lift(base->record, &row.record);", ""),
    ("cascade", "shared/sync/judge.cpp", "if (!honours && cascades(delta))", "if (honours && cascades(delta))"),
    ("retry", "shared/replica/layers.cpp", "put({refused.name, refused.key, number, kind, *std::move(value), seen_by(field), {}}, author);",
     "put({refused.name, refused.key, number, kind, *std::move(value), {}, {}}, author);"),
    ("focus", "shared/replica/layers.cpp", "VersionVector const& seen = change.seen ? *change.seen : before.vector;", "VersionVector const& seen = before.vector;"),
    ("wpage", "server/store/group.cpp", "VersionVector seen = act.seen ? *act.seen : field.vector;", "VersionVector seen = field.vector;"),
    ("whole", "shared/replica/replica.cpp", "if (state != RootState::whole && state != RootState::refresh)", "if (state == RootState::gone)"),
    ("leave", "shared/replica/inbox.cpp", "for (auto const& row : tables.base_of(root)) tables.drop_base(row.record.name);", ""),
    ("withdrawn", "shared/merge/record.cpp", "return std::ranges::any_of(field->siblings, covers_all);", "return !field->siblings.empty() || std::ranges::any_of(field->siblings, covers_all);"),
    ("addendum", "shared/rules/feedback.cpp", "if (!sibling.is_named_only()) different.insert(sibling.value);", "if (different.empty()) different.insert(sibling.value);"),
    ("clip", "shared/sync/judge.cpp", "return bound;\n        };\n        Clip const clip", "return bound + UINT64_MAX / 4;\n        };\n        Clip const clip"),
    ("gap", "server/store/group.cpp", "if (header.n > epoch->next_n) {", "if (header.n > epoch->next_n + 9) {"),
    ("rulings", "server/store/store_parts.hpp", "next.epoch += 1 + random.below(std::uint64_t{1} << 40);", "next.epoch = 1 + random.below(std::uint64_t{1} << 40);"),
    ("rulings", "shared/replica/inbox.cpp", "if (is_ruling && fresh && fresh->value(\"result\") == old.value(\"result\")) return;", "if (is_ruling) return;"),
]


def run(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


def prepare(copy):
    if not (copy / ".git").exists():
        run("git", "clone", "--quiet", "--shared", str(TOP), str(copy))
    run("git", "-C", str(copy), "fetch", "--quiet", "origin")
    run("git", "-C", str(copy), "checkout", "--quiet", "--force", "--detach", subprocess.run(
        ["git", "-C", str(TOP), "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip())
    run("cmake", "--preset", "dev", "-DMC_CLIENT=OFF", cwd=copy)
    build(copy)


def build(copy):
    run("cmake", "--build", "--preset", "dev", "--target", "test_sim", cwd=copy, stderr=subprocess.STDOUT)


def fails(copy, sentence):
    """The output of the tests named after a sentence, and whether one fails; hanging is failing."""
    try:
        ended = subprocess.run([str(copy / "build/dev/bin/test_sim"), f"{sentence}:*"], stdout=subprocess.PIPE, text=True, timeout=600)
    except subprocess.TimeoutExpired:
        return "", True
    return ended.stdout, ended.returncode != 0


def dies(copy, row):
    sentence, name, old, new = row
    file = copy / name
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        return f"stands {text.count(old)} times in {name}: {old}"
    try:
        file.write_text(text.replace(old, new), encoding="utf-8")
        build(copy)
    except subprocess.CalledProcessError:
        return "does not compile when it is off"
    finally:
        file.write_text(text, encoding="utf-8")
    return "" if fails(copy, sentence)[1] else "no test notices that it is off"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=str(TOP / "build/switched-off"))
    parser.add_argument("sentences", nargs="*")
    options = parser.parse_args()
    copy = pathlib.Path(options.dir).resolve()
    prepare(copy)
    rows = [row for row in TABLE if not options.sentences or row[0] in options.sentences]
    for sentence in {row[0] for row in rows}:  # with everything on, each has its test, and it passes
        said, red = fails(copy, sentence)
        if red or "No test cases matched" in said:
            print(f"FAIL  {sentence}: {'its test fails while nothing is off' if red else 'has no test of its name'}")
            return 1
    alive = 0
    for row in rows:
        why = dies(copy, row)
        alive += why != ""
        print(f"{'ok   ' if not why else 'FAIL '} {row[0]:10} {row[1]}{': ' + why if why else ''}", flush=True)
    print(f"{len(rows) - alive} switched off and noticed, {alive} not")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
