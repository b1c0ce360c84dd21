#!/usr/bin/env python3
"""Findings from the form to the centre's ruling: what is asked for, what is fixed on the spot, and a notice that does not take effect.

finding_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import json
import sys

from console import Console, check_rulings
from day_test import check, check_in, enrol, give_full_marks, hand_over, main, picture, sign_by_name, take_missing_photos


def a_step_refused(tablet, server, scratch):
    """Offline a notice of class B is given; meanwhile the office has taken that upon itself. The tablet says so, and nothing is lost."""
    enrol(tablet, server, "王建国")
    server.stop()
    check("inspectors_may_notice_b = 0" in server.set("inspectors_may_notice_b", "0"), "the setting was not taken")
    tablet.wait_app("sync.netIcon", "cloud-off")
    visit = check_in(tablet, "专项")
    give_full_marks(tablet)
    tablet.wait_app("runner.done", 13)
    take_missing_photos(tablet, scratch)
    tablet.tap("wrapup.findings")
    tablet.tap("findings.add")
    tablet.wait("finding.title")
    tablet.type("finding.title", "灭火器未贴检查卡")
    tablet.type("finding.basis", "消防安全管理规定")
    tablet.wait_app("findings.editing.basisNote", "")
    tablet.tap("finding.close")
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    hand_over(tablet, "检查卡未贴。")
    sign_by_name(tablet)
    server.start()
    tablet.do("retry")
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    tablet.tap("receipt.home")
    tablet.tap("shell.place.sync")
    tablet.wait_app("route", "sync")
    rows = tablet.rows("sync.attention")
    check(len(rows) == 1, f"what did not take effect is shown as {rows}")
    words = json.dumps(rows, ensure_ascii=False)
    check("下发整改通知" in words and "督导室" in words, f"the row says {words}")
    tablet.shot("refused_step")
    shown = Console(server.address).visit(visit)
    refused = [step for step in shown["steps"] if (step["ruling"] or {}).get("result") not in ("in_force", "noted")]
    check([step["act"] for step in refused] == ["FT03"], f"the office is shown as refused: {refused}")
    check(shown["findings"][0]["state"] == "open" and shown["state"] == "submitted", "the refused notice moved the finding, or held the visit")


def refused_can_be_read(tablet, server, scratch):
    """A tablet is reported lost while it is out: what is signed on it is kept apart at the centre, no receipt is green, every word can be read."""
    enrol(tablet, server, "王建国")
    tablet.wait_app("sync.badge.kind", "received")
    server.stop()
    check_in(tablet, "专项")
    tablet.tap("runner.item.X1_1.question")
    tablet.type("runner.panel.comment", "东门灭火器压力不足")
    give_full_marks(tablet)
    tablet.wait_app("runner.done", 13)
    take_missing_photos(tablet, scratch)
    hand_over(tablet, "请于本周内更换。")
    sign_by_name(tablet)
    (device,) = [line.split()[0] for line in server.run("device", "list").splitlines() if "王建国" in line]
    server.run("device", "revoke", device, "--reason", "reported lost")
    server.start()
    tablet.do("retry")
    tablet.do("wait", path="sync.badge.kind", **{"is": "attention"}, ms=60000)
    check((tablet.app("receipt.chip") or {}).get("tone") != "success", "the receipt is green, and nothing of it was merged")
    tablet.shot("refused_receipt")
    tablet.tap("receipt.home")
    tablet.tap("shell.place.sync")
    tablet.wait_app("route", "sync")
    check("中心已接收" not in tablet.app("sync.headline"), "the page is headed as if all had been merged")
    said = [row["said"] for row in tablet.rows("sync.attention")]
    kept = server.run("export", "kept")
    for words in ("东门灭火器压力不足", "请于本周内更换。", "李敏"):
        check(any(words in one for one in said), f"{words} can be read on no row of the tablet: {said}")
        check(words in kept, f"{words} is not in what the centre keeps apart")
    tablet.shot("refused_words")


def at_the_findings(tablet, server, scratch):
    """A visit with everything answered and photographed, at its findings. Answers its id."""
    enrol(tablet, server, "王建国")
    visit = check_in(tablet, "专项")
    give_full_marks(tablet)
    tablet.wait_app("runner.done", 13)
    take_missing_photos(tablet, scratch)
    tablet.tap("wrapup.findings")
    tablet.wait_app("route", "findings")
    return visit


def a_finding_removed(tablet, server, scratch):
    """新问题 touched by mistake: removed on its form, brought back by the bar, removed again; nothing of it is signed. 中 | EN for the school."""
    visit = at_the_findings(tablet, server, scratch)
    tablet.tap("findings.add")
    tablet.tap("finding.close")
    tablet.wait_app("findings.countText", "问题 1")
    tablet.tap("findings.row." + tablet.rows("findings.rows")[0]["key"])
    tablet.tap("finding.remove")
    tablet.wait_app("findings.countText", "问题 0")
    tablet.shot("finding_removed")
    tablet.tap("shell.undo")
    tablet.wait_app("findings.countText", "问题 1")
    tablet.tap("findings.row." + tablet.rows("findings.rows")[0]["key"])
    tablet.shot("finding_remove")
    tablet.tap("finding.remove")
    tablet.wait_app("findings.countText", "问题 0")
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    hand_over(tablet, "未发现问题。")
    check(tablet.app("confirm.countText") == "问题 0", f"the school is shown {tablet.app('confirm.countText')}")
    tablet.tap("confirm.language.en")
    tablet.wait_app("language", "en")
    tablet.shot("confirm_english")
    tablet.tap("confirm.language.zh")
    tablet.wait_app("language", "zh")
    sign_by_name(tablet)
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    shown = Console(server.address).visit(visit)
    check_rulings(shown)
    check(not shown["findings"], f"the office is shown {shown['findings']}")


def on_the_spot(tablet, server, scratch):
    """当场改正 and 无明文依据: the wrap-up asks for what is missing, and the centre rules FT02 as in force."""
    visit = at_the_findings(tablet, server, scratch)
    tablet.wait_app("route", "findings")
    for title in ("地面湿滑", "门口停车占用通道"):  # one without any photo, and one that gets a day
        tablet.tap("findings.add")
        tablet.wait("finding.title")
        tablet.type("finding.title", title)
        tablet.wait_app("findings.editing.title", title)
        tablet.do("wait", path="findings.editing.basisNote", holds="请写依据", ms=20000)
        if title != "地面湿滑":
            tablet.tap("finding.no_basis")
            tablet.do("wait", path="findings.editing.basisNote", holds="写明理由", ms=20000)
            tablet.shot("no_basis")
            tablet.tap("finding.close")
            continue
        tablet.tap("finding.on_spot")  # class B: only A may be
        tablet.tap("finding.notice.act")
        tablet.wait_app("findings.editing.onSpot", True)
        tablet.type("finding.basis", "学校后勤管理制度")
        tablet.wait_app("findings.editing.basisNote", "")
        tablet.shot("on_spot")
        tablet.tap("finding.close")
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    asked = sorted(row["id"].split("|")[0] for row in tablet.rows("wrapup.must"))
    check(asked == ["no_basis", "photo_after", "photo_before", "photos_unreleased"], f"the wrap-up asks for {asked}")
    tablet.shot("must")
    for i, (row, button) in enumerate((("photo_before", "finding.camera"), ("photo_after", "finding.after.camera"))):
        key = next(one["key"] for one in tablet.rows("wrapup.must") if one["id"].startswith(row + "|"))
        tablet.tap(f"wrapup.must.{key}.go")
        tablet.wait_app("route", "finding")
        tablet.tap(button)
        tablet.wait_app("route", "photo")
        tablet.choose(picture(scratch / f"spot{i}.png", i + 20), "photo.import")
        tablet.wait("photo.thumb.1")
        tablet.tap("photo.done")
        tablet.wait_app("route", "finding")
        if i:
            tablet.shot("before_and_after")
        tablet.tap("finding.close")
        tablet.wait_app("route", "wrapup")
    key = next(one["key"] for one in tablet.rows("wrapup.must") if one["id"].startswith("no_basis|"))
    tablet.tap(f"wrapup.must.{key}.go")
    tablet.wait_app("route", "finding")
    tablet.type("finding.basis", "无明文依据：消防通道须畅通是通常要求")
    tablet.wait_app("findings.editing.basisNote", "")
    tablet.tap("finding.close")
    tablet.wait_app("route", "wrapup")
    hand_over(tablet, "已当场改正一处。")
    sign_by_name(tablet)
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    shown = Console(server.address).visit(visit)
    check_rulings(shown)
    states = {one["title"]["siblings"][0]["value"]: one["state"] for one in shown["findings"]}
    check(states == {"地面湿滑": "fixed_on_spot", "门口停车占用通道": "noticed"}, f"the office sees {states}")
    signer = shown["confirmations"][0]["signer"]
    check(signer["typed"] == "李敏" and not shown["confirmations"][0]["signature"], f"the name was typed, and the office is shown {signer}")


if __name__ == "__main__":
    sys.exit(main((on_the_spot, a_finding_removed, a_step_refused, refused_can_be_read)))
