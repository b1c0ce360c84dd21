#!/usr/bin/env python3
"""An inspector's day on the real programs: mingcha-driven acts through touches, mingchad serves over TLS, both on loopback.

day_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [name…]     runs the named days, or all
"""

import argparse
import hashlib
import json
import pathlib
import struct
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from tablet import Failure, Server, Tablet  # noqa: E402

PIN = "246810"


def check(condition, what):
    if not condition:
        raise Failure(what)


def picture(path, seed):
    """A small PNG that no other seed gives."""
    rows = b"".join(b"\0" + bytes((x * seed + y) % 256 for x in range(64) for _ in range(3)) for y in range(64))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return str(path)


def enrol(tablet, server, person):
    tablet.wait_app("route", "enrol")
    tablet.type("enrol.server", server.address)
    tablet.type("enrol.code", server.code_for(person).replace("-", ""))
    tablet.tap("enrol.next")
    tablet.wait_app("enrol.stage", "identity")
    tablet.shot("enrol-identity")
    tablet.tap("enrol.next")
    tablet.wait_app("route", "pin")
    tablet.pin(PIN, "pin")
    tablet.wait_app("enrol.pinStep", "again")
    tablet.pin(PIN, "pin")
    tablet.wait_app("route", "today")
    planned(tablet, "常规")  # the first pages have come: the network may go


def unlock(tablet):
    tablet.wait_app("route", "unlock")
    tablet.pin(PIN)


def planned(tablet, kind):
    """The first planned visit of a kind, as soon as the centre has sent it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        rows = [row for row in tablet.rows("today.plan") if row["facts"].startswith(kind)]
        if rows:
            return rows[0]
    raise Failure(f"no planned visit of kind {kind}")


def check_in(tablet, kind):
    row = planned(tablet, kind)
    tablet.tap(f"today.row.{row['key']}.act")
    tablet.wait_app("route", "checkin")
    tablet.tap("checkin.reason.indoors")
    tablet.shot("checkin")
    tablet.tap("checkin.start")
    tablet.wait_app("route", "runner")
    tablet.wait_app("runner.readOnly", False)
    return row["id"]


def give_full_marks(tablet):
    for section in tablet.rows("runner.sections"):
        tablet.tap("runner.section." + section["key"])
        tablet.wait_app("runner.section", section["code"])
        for row in tablet.rows("runner.items"):
            tablet.tap(f"runner.item.{row['key']}.full")


def take_missing_photos(tablet, scratch):
    """From the wrap-up, or the runner, back to the wrap-up."""
    if tablet.app("route") == "runner":
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")
    for i, row in enumerate(tablet.rows("wrapup.must")):
        tablet.tap(f"wrapup.must.{row['key']}.go")
        tablet.wait_app("route", "runner")
        tablet.tap("runner.photo")
        tablet.wait_app("route", "photo")
        tablet.choose(picture(scratch / f"{i}.png", i + 3), "photo.import")
        tablet.wait("photo.thumb.1")
        tablet.tap("photo.done")
        tablet.wait_app("route", "runner")
        tablet.tap("runner.wrapup")
        tablet.wait_app("route", "wrapup")


def hand_over(tablet, comment, then=""):
    """`then` is typed at the end and not waited for."""
    tablet.tap("wrapup.release.no_child")
    tablet.type("wrapup.comment", comment)
    tablet.wait_app("wrapup.canHandOver", True)
    tablet.shot("wrapup")
    if then:
        tablet.type("wrapup.comment", then)
    tablet.tap("wrapup.hand_over")
    tablet.wait_app("route", "confirm")


def a_whole_day(tablet, server, scratch):
    """From the bare tablet to 中心已接收: enrol, check in, 13 items, 3 photos, feedback, signature and code, submit."""
    enrol(tablet, server, "王建国")
    check_in(tablet, "专项")
    give_full_marks(tablet)
    tablet.wait_app("runner.done", 13)
    tablet.shot("runner")
    tablet.tap("runner.wrapup")
    tablet.wait_app("route", "wrapup")
    missing = tablet.rows("wrapup.must")
    check(len(missing) == 3, f"three photos are required, the wrap-up says {missing}")
    take_missing_photos(tablet, scratch)
    hand_over(tablet, "消防设施齐全，疏散通道畅通。")
    tablet.tap("confirm.choice.unsigned")
    tablet.tap("confirm.reason.refused")
    tablet.type("confirm.witness", "门卫王师傅")
    tablet.wait_app("confirm.witness", "门卫王师傅")
    tablet.tap("confirm.choice.dissent")
    tablet.tap("confirm.whole.open")
    tablet.type("confirm.whole", "整改期限过短")
    tablet.wait_app("confirm.wholeText", "整改期限过短")
    tablet.tap("confirm.typing")
    tablet.type("confirm.typed_name", "李敏")
    tablet.wait_app("confirm.typedName", "李敏")
    typed_at = tablet.app("confirm.signedText")
    tablet.tap("confirm.return")
    for _ in range(6):
        tablet.tap("confirm.pin.1")
    tablet.do("wait", path="confirm.pinMessage", holds="PIN 不对", ms=20000)  # the store answered: what came before is on the disk
    tablet.kill()  # what the school has entered is not the inspector's to lose

    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "confirm")
    tablet.wait_app("confirm.wholeText", "整改期限过短")
    for what, kept in (("choice", "dissent"), ("witness", "门卫王师傅"), ("reason", "refused")):
        check(tablet.app("confirm." + what) == kept, f"{what} is {tablet.app('confirm.' + what)} after the power went")
    check(tablet.app("confirm.typedName") == "李敏" and typed_at, "the typed name is gone, or had no time")
    check(tablet.app("confirm.signedText") == typed_at, "the typed name has lost its time")
    tablet.tap("confirm.typing")  # she would rather draw
    tablet.wait("confirm.signature")
    tablet.do("draw", name="confirm.signature")
    tablet.wait_app("confirm.isSigned", True)
    drawn, drawn_at = tablet.app("confirm.strokes"), tablet.app("confirm.signedText")
    tablet.do("kept")
    tablet.kill()
    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "confirm")
    check(drawn and tablet.app("confirm.strokes") == drawn, "the drawn signature is gone after the power went")
    check(tablet.app("confirm.isSigned") and tablet.app("confirm.signedText") == drawn_at, "the drawn signature has lost its time")
    tablet.wait("confirm.signature.clear")  # it stands on the pad
    tablet.shot("signature_after_cut")
    tablet.tap("confirm.code")
    for digit in "123456":
        tablet.tap("confirm.code." + digit)
    tablet.wait_app("confirm.canFinish", True)
    tablet.tap("confirm.choice.confirm")  # with a dissent on the page: it would be signed as if there were none
    tablet.do("wait", path="confirm.whyNot", holds="页上还有异议", ms=20000)
    check(not tablet.app("confirm.canFinish"), "a dissent can be left out by a tap")
    tablet.tap("confirm.choice.dissent")
    tablet.wait_app("confirm.canFinish", True)
    tablet.shot("confirm")
    tablet.finish_signing()
    tablet.shot("signed")
    tablet.tap("confirm.later")  # 3 working days: at the desk
    tablet.wait_app("route", "today")
    tablet.tap("today.resume")
    tablet.wait("confirm.submit")
    tablet.do("hold", name="confirm.submit", ms=1800)
    tablet.wait_app("route", "receipt")
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    tablet.shot("receipt")
    code = tablet.app("receipt.code")
    check(len(code) == 14 and len(tablet.app("receipt.qr")) > 400, "the receipt has a code and a QR")
    visits = server.export_visits()
    check("消防设施齐全，疏散通道畅通。" in visits, "the centre does not have the overall comment")
    check('"VT14"' in visits and '"VT12"' in visits, "the centre does not have the submission with its dissent")
    check("整改期限过短" in visits, "the centre does not have the school's words")


def offered_code(tablet, server, scratch):
    """Started with the office's address and a code, the first page has them filled in: 下一步, 是我, PIN."""
    tablet.kill()
    tablet.start("--server", server.address, "--code", server.code_for("王建国"))
    tablet.wait_app("route", "enrol")
    check(tablet.app("enrol.server") == server.address, "the address is not filled in")
    tablet.tap("enrol.next")
    tablet.wait_app("enrol.stage", "identity")
    tablet.tap("enrol.next")
    tablet.wait_app("route", "pin")


def power_cut_offline(tablet, server, scratch):
    """No network, then no power: what 已存 said is there again, on the same page and item, and reaches the centre later."""
    enrol(tablet, server, "王建国")
    server.stop()
    tablet.wait_app("sync.netIcon", "cloud-off")
    check_in(tablet, "常规")
    tablet.tap("runner.item.M0_1.score.n")
    tablet.wait_app("runner.done", 1)
    tablet.type("runner.panel.comment", "公示牌被遮挡，联系电话已过期")
    tablet.wait_app("runner.panel.commentSaved", "已存")
    tablet.tap("runner.panel.dismiss")  # a finding is proposed, and this is none
    tablet.type("runner.panel.dismiss.why", "已当场更换")
    tablet.wait_app("runner.panel.noFinding", "已当场更换")
    check(not tablet.app("runner.panel.proposal"), "what was dismissed is still proposed")
    tablet.shot("dismissed")
    tablet.tap("runner.item.M0_2.score.y")
    tablet.wait_app("runner.done", 2)
    tablet.shot("offline")
    tablet.tap("runner.only_open")
    tablet.tap("runner.focus.wide")
    tablet.wait_app("runner.focusMode", True)
    left_at = tablet.app("runner.current")
    tablet.do("kept")
    tablet.kill()

    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "runner")
    tablet.wait_app("runner.done", 2)
    check(left_at and tablet.app("runner.current") == left_at, "the item that was left is not current again")
    check(tablet.app("runner.focusMode") and tablet.app("runner.onlyOpen"), "focus mode and filter are as they were")
    tablet.tap("focus.close")
    tablet.tap("runner.only_open")
    tablet.wait_app("runner.onlyOpen", False)
    values = {row["code"]: row["columns"][0]["value"] for row in tablet.rows("runner.items")}
    check(values["M0.1"] == "n" and values["M0.2"] == "y", f"the answers are {values}")
    tablet.tap("runner.item.M0_1.question")
    tablet.wait_app("runner.panel.comment", "公示牌被遮挡，联系电话已过期")
    check(tablet.app("runner.panel.noFinding") == "已当场更换", "why it is no finding is gone")
    check(tablet.app("sync.badge.kind") == "pending", "work that is only here is called 待上传")

    server.start()
    tablet.tap("shell.back")
    tablet.wait_app("route", "today")
    tablet.tap("shell.place.sync")
    tablet.wait_app("route", "sync")
    tablet.do("retry")
    tablet.wait_app("sync.badge.kind", "received", ms=60000)
    tablet.shot("sync")
    check("公示牌被遮挡，联系电话已过期" in server.export_visits(), "the centre does not have the comment")


def put_off_to_the_phone(tablet, server, scratch):
    """延后: not offered until the office says that its schools have phones; then the feedback waits, and the inspector goes on."""
    enrol(tablet, server, "王建国")
    server.stop()
    check("no_setting" in server.set("phones", "1") and "bad_figure" in server.set("defer_to_phone", "2"), "a wrong setting is taken")
    server.start()
    tablet.do("retry")
    visit = check_in(tablet, "专项")
    give_full_marks(tablet)
    tablet.wait_app("runner.done", 13)
    take_missing_photos(tablet, scratch)
    hand_over(tablet, "消防设施齐全。")
    check(not tablet.app("confirm.canDefer"), "putting off is offered though no school has a phone")
    server.stop()
    check("defer_to_phone = 1" in server.set("defer_to_phone", "1"), "the setting was not taken")
    server.start()
    tablet.do("retry")
    tablet.wait_app("confirm.canDefer", True, ms=60000)
    tablet.tap("confirm.defer")
    tablet.wait("confirm.pin.1")
    for digit in PIN:
        tablet.tap("confirm.pin." + digit)
    tablet.wait_app("route", "today")
    tablet.do("retry")
    tablet.wait_app("sync.badge.kind", "received", ms=60000)
    tablet.do("wait", path="today.running.chips.1.word", holds="学校可确认至", ms=60000)
    tablet.shot("put_off")
    exported = next(one for one in map(json.loads, server.export_visits().splitlines()) if one["visit"] == visit)
    check('"deferred"' in json.dumps(exported) and '"VT10"' not in json.dumps(exported), "the feedback was taken back, or not put off")


def undo_stays_in_its_visit(tablet, server, scratch):
    """Two schools of one day, the same list: what was done at the first is no history of the second, which has nothing to undo."""
    enrol(tablet, server, "王建国")
    first = check_in(tablet, "专项")
    tablet.tap("runner.item.X1_1.full")
    tablet.wait_app("runner.items.0.state", "done")
    tablet.tap("runner.item.X1_1")
    tablet.wait_app("runner.panel.historyUndo", True)
    tablet.tap("shell.back")
    tablet.wait_app("route", "today")
    tablet.tap("shell.place.schools")
    tablet.wait_app("route", "schools")
    school = next(row for row in tablet.rows("schools.rows") if not row.get("chip"))
    tablet.tap("schools.row." + school["key"])
    tablet.tap("school.start")
    tablet.wait_app("route", "checkin")
    tablet.tap("checkin.unplanned.order")
    tablet.tap("checkin.reason.indoors")
    tablet.tap("checkin.start")
    tablet.wait_app("route", "runner")
    tablet.wait_app("runner.current", "X1.1")
    check(tablet.app("runner.panel.history") == [] and not tablet.app("runner.panel.historyUndo"), "the first school's history is shown at the second")
    tablet.do("retry")
    tablet.wait_app("sync.badge.kind", "received", ms=60000)
    answers = [record for one in map(json.loads, server.export_visits().splitlines()) if one["visit"] == first
               for record in one["records"] if record["type"] == "answer"]
    check(len(answers) == 1, f"the first visit has {len(answers)} answers")


def power_cut_before_check_in(tablet, server, scratch):
    """A visit that nobody planned: what was entered and photographed before its check-in is there after the power went, and reaches the centre."""
    enrol(tablet, server, "王建国")
    tablet.tap("shell.place.schools")
    tablet.wait_app("route", "schools")
    school = next(row for row in tablet.rows("schools.rows") if not row.get("chip"))
    tablet.tap("schools.row." + school["key"])
    tablet.tap("school.start")
    tablet.wait_app("route", "checkin")
    tablet.tap("checkin.unplanned.order")
    tablet.tap("checkin.plaque.photo")
    tablet.tap("files.close")
    tablet.wait("files.close", gone=True)
    (scratch / "letter.png").write_text("no picture")
    tablet.choose(scratch / "letter.png", "checkin.plaque.photo")
    tablet.wait_app("undo.text", "这个文件不是照片，请另选一张")
    check(tablet.app("checkin.plaqueState") != "photo", "a photo that nobody chose")
    tablet.choose(picture(scratch / "plaque.png", 7), "checkin.plaque.photo")
    tablet.wait_app("checkin.plaqueState", "photo")
    tablet.tap("checkin.reason.indoors")
    tablet.wait_app("checkin.canStart", True)
    tablet.do("kept")  # a cut within the milliseconds of a write is the kill test's
    tablet.kill()
    lost = pathlib.Path(picture(scratch / "lost.png", 8)).read_bytes()  # the power went after the shot and before its record
    (pathlib.Path(tablet.directory) / "photos" / (hashlib.sha256(lost).hexdigest() + ".png")).write_bytes(lost)

    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "checkin")
    check(tablet.app("checkin.school") == school["name"], "the school is another one")
    check(tablet.app("checkin.plaqueState") == "photo", "the plaque is to be photographed again")
    check(tablet.app("checkin.canStart"), f"what was entered is asked for again: {tablet.app('checkin.whyNot')}")
    tablet.tap("checkin.start")
    tablet.wait_app("route", "runner")
    tablet.tap("shell.back")
    tablet.tap("shell.place.sync")
    check(len(tablet.app("sync.strays")) == 1, "the photo without a place is shown nowhere")
    tablet.wait("sync.strays.photo.1")
    tablet.shot("strays")
    tablet.do("retry")
    tablet.do("wait", path="sync.queue.0.dataDone", **{"is": True}, ms=60000)
    tablet.wait_app("sync.badge.kind", "pending")  # nobody has said yet that the photo shows no child's face
    check("1 张照片待您确认可以上传" in tablet.rows("sync.queue")[0]["reason"], "the row does not say what it waits for")
    visit = next(one for one in map(json.loads, server.export_visits().splitlines()) if '"VT04"' in json.dumps(one))
    check('"plaque"' in json.dumps(visit), "the centre does not have the photo of the plaque")


def sign_by_name(tablet, while_typing=lambda: None):
    tablet.tap("confirm.typing")
    tablet.type("confirm.typed_name", "李敏")
    while_typing()
    tablet.tap("confirm.code")
    for digit in "123456":
        tablet.tap("confirm.code." + digit)
    tablet.wait_app("confirm.canFinish", True)
    tablet.finish_signing()
    tablet.do("hold", name="confirm.submit", ms=1800)
    tablet.wait_app("route", "receipt")


DAYS = (a_whole_day, offered_code, put_off_to_the_phone, undo_stays_in_its_visit, power_cut_offline, power_cut_before_check_in)


def main(days=DAYS):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--shots")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    failed = []
    for day in days:
        if options.names and day.__name__ not in options.names:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            server = Server(options.server, scratch / "office").start()
            tablet = Tablet(options.tablet, scratch / "tablet", options.shots).start()
            try:
                day(tablet, server, scratch)
                print(f"ok    {day.__name__}: {day.__doc__}")
            except Failure as failure:
                failed.append(day.__name__)
                print(f"FAIL  {day.__name__}: {failure}")
            finally:
                tablet.kill()
                server.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
