#!/usr/bin/env python3
"""Visits that end without feedback, on the real app against the real server: turned away at the gate, and broken off.

early_end_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import json
import sys

from console import Console, check_rulings
from day_test import check, check_in, enrol, main, picture, planned, unlock


def submit(tablet, comment):
    """From the wrap-up, where she says what there is to say."""
    tablet.wait_app("route", "wrapup")
    tablet.wait_app("wrapup.ended", True)
    check(not tablet.app("wrapup.canSubmit"), "it can be submitted without a word")
    tablet.type("wrapup.comment", comment)
    tablet.wait_app("wrapup.canSubmit", True)
    tablet.shot("wrapup_ended")
    tablet.do("hold", name="wrapup.submit", ms=1800)
    tablet.wait_app("route", "receipt")
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    tablet.shot("receipt_ended")


def submitted(server, visit, acts, ended):
    """What the centre holds of the visit; the office is shown it as submitted, by just these acts, all of them in force, with how it ended
    and without a result."""
    console = Console(server.address)
    shown = console.visit(visit)
    check(ended in shown["flags"], f"{ended} is not among {shown['flags']}")
    check([one["id"] for one in console.ask(f"/api/v1/visits?{ended}=1")["items"]] == [visit], f"the filter {ended} does not find it")
    result = {name: shown["score"][name] for name in ("points", "grade")}
    check(result == {"points": None, "grade": None}, f"a result is shown of what was not finished: {result}")
    check_rulings(shown)
    check([step["act"] for step in shown["steps"]] == acts, f"other acts than {acts}: {[step['act'] for step in shown['steps']]}")
    check(shown["state"] == "submitted", f"the office is shown the visit as {shown['state']}")
    return next(one for one in map(json.loads, server.export_visits().splitlines()) if one["visit"] == visit)


def turned_away(tablet, server, scratch):
    """拒绝入校: who, what was said, then the comment and submission; after a power cut too."""
    enrol(tablet, server, "王建国")
    row = planned(tablet, "专项")
    tablet.tap(f"today.row.{row['key']}.act")
    tablet.wait_app("route", "checkin")
    tablet.tap("checkin.refused")
    check("谁" in tablet.app("checkin.refusalMissing"), "nobody is asked for")
    tablet.type("checkin.refusal.who", "门卫王师傅")
    tablet.do("wait", path="checkin.refusalMissing", holds="怎么说", ms=20000)
    tablet.type("checkin.refusal.words", "校长不在，不让进")
    tablet.do("wait", path="checkin.refusalMissing", holds="拍校门", ms=20000)
    tablet.tap("checkin.refusal.no_photo.forbidden")
    tablet.shot("refusal_without_photo")
    tablet.wait_app("checkin.refusalMissing", "")  # where it cannot be photographed, why not
    tablet.do("see", file=picture(scratch / "gate.png", 31))
    tablet.tap("checkin.refusal.photo")
    tablet.wait_app("checkin.capturing", "gate")
    tablet.shot("gate")
    tablet.tap("checkin.camera.shutter")
    tablet.wait_app("checkin.refusal.photos", 1)
    tablet.shot("refusal")
    tablet.tap("checkin.refusal.save")
    tablet.wait_app("route", "wrapup")
    check("校长不在，不让进" in tablet.app("wrapup.endedNotice.text"), "the page does not say why")
    tablet.kill()

    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "wrapup")
    tablet.tap("wrapup.release.no_child")
    submit(tablet, "已在校门口说明来意并出示督学证。")
    exported = submitted(server, row["id"], ["VT01", "VT05", "VT06", "VT14"], "refused")
    photo = next(record for record in exported["records"] if record["type"] == "photo")
    check('"gate"' in json.dumps(photo), "the centre does not have the photo of the gate")
    check('"imported": false' in json.dumps(photo), "a photo by the camera is called imported")
    check("已在校门口说明来意" in json.dumps(exported, ensure_ascii=False), "the centre does not have the comment")
    tablet.tap("receipt.home")
    tablet.wait_app("route", "today")
    check(not tablet.app("today.running"), "the submitted visit is still called running")
    check(tablet.app("today.coverage")["done"] == 0, "a school that let nobody in counts as visited")


def broken_off(tablet, server, scratch):
    """中止: what was answered before stays, and goes to the centre with the reason."""
    enrol(tablet, server, "王建国")
    visit = check_in(tablet, "专项")
    section = tablet.rows("runner.sections")[0]
    tablet.tap("runner.section." + section["key"])
    row = tablet.rows("runner.items")[0]
    tablet.tap(f"runner.item.{row['key']}.full")
    tablet.wait_app("runner.done", 1)
    tablet.tap("shell.quick")
    tablet.tap("quick.break_off")
    tablet.type("quick.break_off.why", "学校突发停电，人员疏散")
    tablet.tap("quick.break_off.yes")
    submit(tablet, "完成一项后中止，另行安排。")
    exported = submitted(server, visit, ["VT01", "VT05", "VT08", "VT14"], "broken_off")
    check(sum(record["type"] == "answer" for record in exported["records"]) == 1, "the answer is not at the centre")


def broken_off_at_once(tablet, server, scratch):
    """中止 before the first answer: an evacuation at the gate does not wait for one."""
    enrol(tablet, server, "王建国")
    visit = check_in(tablet, "专项")
    tablet.tap("shell.quick")
    tablet.tap("quick.break_off")
    tablet.type("quick.break_off.why", "到校即遇紧急疏散")
    tablet.tap("quick.break_off.yes")
    submit(tablet, "未能检查，另行安排。")
    exported = submitted(server, visit, ["VT01", "VT05", "VT08", "VT14"], "broken_off")
    check("到校即遇紧急疏散" in json.dumps(exported, ensure_ascii=False), "the centre does not have the reason")


if __name__ == "__main__":
    sys.exit(main((turned_away, broken_off, broken_off_at_once)))
