#!/usr/bin/env python3
"""A visit of the day on the real programs: by touch, while the server is stopped; then it starts, and we read what it holds.

journey.py --tablet PROGRAM --server PROGRAM --out DIR [--all-sizes]
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "client")]
from console import Console, check_rulings  # noqa: E402
from given import DISSENT, FAILS, FINDINGS, ITEMS, NOTE, OWN_FINDING, REQUIRED_PHOTOS  # noqa: E402
from held import compare, served  # noqa: E402
from office import OfficeVisit  # noqa: E402
from pages import Pages  # noqa: E402
from pictures import ink_tones  # noqa: E402
from tablet import Failure, Server, Tablet  # noqa: E402
from visit import Visit  # noqa: E402

INSPECTOR, PIN, CODE = "王建国", "246810", "135790"


class Steps:
    """Numbered steps on the terminal; what a step finds out stands below it."""

    def __init__(self, count):
        self.count, self.number, self.began = count, 0, time.monotonic()

    def say(self, zh, en):
        self.number += 1
        print(f"[{self.number:2}/{self.count}] {time.monotonic() - self.began:5.1f} s  {zh} · {en}", flush=True)

    def tell(self, text):
        print(f"                  {text}", flush=True)


def need(condition, what):
    if not condition:
        raise Failure(what)


def walk(server, tablet, out, all_sizes):
    steps = Steps(10)
    pages = Pages(tablet, out / "shots", all_sizes)
    photos = out / "photos"
    photos.mkdir()
    visit = Visit(tablet, photos, pages, PIN, CODE)

    steps.say("登记平板，设 PIN，下载资料", "enrol the tablet, choose a PIN, download")
    visit.enrol(server.address, server.code_for(INSPECTOR))
    pages.see("today")
    steps.say("停掉服务器：从这里起平板离线", "stop the server: the tablet is offline from here on")
    server.stop()
    tablet.wait_app("sync.netIcon", "cloud-off")
    steps.say("签到", "check in")
    visit_id = visit.check_in()
    steps.say(f"评查 {ITEMS} 项，带照片、说明和问题", f"answer {ITEMS} items, with photos, comments and findings")
    visit.check(steps.tell)
    steps.say("小结：补齐必须处理的", "wrap up: settle what must be fixed")
    visit.wrap_up()
    photos_needed = REQUIRED_PHOTOS + len(FAILS)
    need(visit.photos == photos_needed, f"{visit.photos} photos were taken, not {photos_needed}")
    steps.say("交给视导员：两条确认，一条异议，签名，确认码", "hand over: two findings accepted, one disputed, signature, code")
    visit.confirm()
    steps.say("提交，保存在本机", "submit; all of it is on the tablet only")
    visit.submit()
    need(tablet.app("sync.badge.kind") == "pending", "what is only here must be called 待上传")
    before = OfficeVisit(server.export_visits(), visit_id)
    need(not before.of("answer") and not before.of("photo"), "the centre must know nothing of it yet")
    steps.say("服务器恢复，平板自己上传", "the server is back, the tablet uploads")
    server.start()
    tablet.do("retry")
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    tablet.type("receipt.addendum", NOTE)
    tablet.tap("receipt.addendum.add")
    tablet.wait_app("receipt.addenda.0.text", NOTE)
    pages.see("receipt")
    tablet.tap("receipt.home")
    for route in ("sync", "schools", "rectification", "me", "today"):
        tablet.tap(f"shell.place.{route}")
        tablet.wait_app("route", route)
        pages.see(route if route != "today" else "today-after")
    tablet.wait_app("sync.badge.kind", "received")
    steps.say("核对中心所收，验证签名、回执和日志", "compare what the centre got; verify signatures, receipts and the log")
    held = OfficeVisit(server.export_visits(), visit_id)
    visit.entered["summary"] += "\n" + NOTE
    held.check(visit.entered)
    console = Console(server.address)
    shown = console.visit(visit_id)
    compare("the API of the centre", visit.entered | {"own code": "ok"}, served(shown))
    need_signature(console, shown)
    look_in_browser(server, tablet, shown, visit, out)
    steps.tell(f"{check_rulings(shown)} 步，全部已生效 · steps, all in force")
    need(shown["state"] == "submitted", f"the office shows the visit as {shown['state']}")
    noticed = sorted(finding["state"] for finding in shown["findings"])
    need(noticed == ["noticed"] * FINDINGS, f"the findings are {noticed}, not all noticed")
    verified = subprocess.run([server.program, "audit", "verify", "--data", str(server.directory)], capture_output=True, text=True)
    audit = verified.stdout.strip() or verified.stderr.strip()
    need(verified.returncode == 0, "the audit found faults: " + audit)
    restored = backed_up_and_restored(server, out)
    need(restored == audit, f"the audit of the restored backup says {restored}, that of the office {audit}")
    for english in (False, True):
        print("\n" + held.summary(audit, english, shown), flush=True)
    print(flush=True)
    steps.say("关闭平板", "close the tablet")
    need(tablet.quit() == 0, "the tablet program did not end well")
    tablet.errors.seek(0)
    complaints = {line for line in tablet.errors.read().splitlines() if "qrc:/" in line}
    need(not complaints, f"QML complains {len(complaints)} times, for instance: {next(iter(complaints), '')}")
    return steps


def need_signature(console, shown):
    """The picture of the signature is the one that was signed, and there is ink on it."""
    confirmation = shown["confirmations"][0]
    record = next(photo for photo in shown["photos"] if photo["id"] == confirmation["signature"])
    need(record["subject"]["id"] == confirmation["id"], "the signature belongs to something else")
    picture = console.fetch("/blobs/" + record["sha256"])
    need(hashlib.sha256(picture).hexdigest() == record["sha256"], "the signature's bytes are others than were signed")
    need(ink_tones(picture) > 16, "the signature is a blank picture")


def look_in_browser(server, tablet, shown, visit, out):
    """The console's page of this visit in Chromium: what was entered is there to be read, and every photo loads."""
    entered = visit.entered
    said = [value for name, value in entered.items() if name.startswith("comment of ")]
    titles = [finding["title"]["siblings"][0]["value"] for finding in shown["findings"]]
    wanted = {"tabs": {"scores": said, "photos": [], "findings": [*titles, OWN_FINDING["advice"], OWN_FINDING["responsible"]],
                       "confirmation": [DISSENT, entered["signed by"]], "history": ["VT05", "VT09", "VT12", "VT14"]},
              "photos": len(shown["photos"])}
    words = out / "console.json"
    words.write_text(json.dumps(wanted, ensure_ascii=False))
    build = pathlib.Path(tablet.program).resolve().parents[1]
    ran = subprocess.run(["node", str(HERE.parent / "web" / "journey.mjs"), server.address, shown["id"], str(out / "shots"), str(words)],
                         capture_output=True, text=True, env=dict(os.environ, MC_WEB_TEST_MODULES=str(build / "tests/web/packages/node_modules")))
    need(ran.returncode == 0, f"the console in a browser: {ran.stdout}{ran.stderr}")


def backed_up_and_restored(server, out):
    """What the audit says of a backup that was taken while the office serves and restored elsewhere, photos included."""
    def run(*words):
        ran = subprocess.run([server.program, *map(str, words)], capture_output=True, text=True)
        need(ran.returncode == 0, f"{words[0]}: {ran.stdout}{ran.stderr}")
        return ran.stdout.strip()
    run("backup", "--data", server.directory, "--to", out / "backups")
    run("restore", "--from", next((out / "backups").iterdir()), "--data", out / "restored")
    return run("audit", "verify", "--data", out / "restored")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--all-sizes", action="store_true", help="picture each page in six sizes, languages and themes")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    (options.out / "shots").mkdir(parents=True)
    server = Server(options.server, options.out / "office").start()
    tablet = Tablet(options.tablet, options.out / "tablet").start()
    try:
        steps = walk(server, tablet, options.out, options.all_sizes)
        count = len(list((options.out / "shots").glob("*.png")))
        print(f"\n全部成立 · all of it holds: {steps.number} steps, {time.monotonic() - steps.began:.0f} s; {count} pictures in {options.out / 'shots'}")
        return 0
    except Failure as failure:
        tablet.do("grab", file=str(options.out / "failed.png"))
        print(f"\n没有成立 · FAILED: {failure}\nthe screen then: {options.out / 'failed.png'}")
        return 1
    finally:
        if tablet.process.poll() is None:
            tablet.kill()
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
