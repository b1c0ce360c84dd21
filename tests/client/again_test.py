#!/usr/bin/env python3
"""The school is asked again: a feedback that was taken back, changed and given anew, on this tablet or on another one.

again_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import pathlib
import sys

from console import Console, check_rulings
from day_test import check, enrol, hand_over, main, PIN, sign_by_name
from finding_test import at_the_findings
from tablet import Tablet


def new_finding(tablet, title):
    """From the list of findings, and back to it."""
    tablet.tap("findings.add")
    tablet.wait("finding.title")
    tablet.type("finding.title", title)
    tablet.type("finding.basis", "消防安全管理规定")
    tablet.wait_app("findings.editing.basisNote", "")
    tablet.tap("finding.close")
    tablet.wait_app("route", "findings")


def take_back(tablet):
    """The inspector, from the school's page to the wrap-up."""
    tablet.tap("confirm.return")
    tablet.pin(PIN, "confirm.pin")
    tablet.wait_app("route", "wrapup")


def give_again(tablet):
    tablet.wait_app("wrapup.canHandOver", True)
    tablet.tap("wrapup.hand_over")
    tablet.wait_app("route", "confirm")


def dispute(tablet, row, words):
    """有异议 on one finding, with 事实不符 and these words."""
    finding = f"confirm.finding.{row['key']}."
    tablet.tap(finding + "open")
    tablet.tap(finding + "dissent")
    tablet.tap(finding + "reason.facts")
    tablet.type(finding + "text", words)
    turn(tablet)


def turn(tablet):
    """And back, before the words have come to rest."""
    tablet.do("resize", width=800, height=1280)
    tablet.do("resize", width=1280, height=800)


def sign(tablet):
    tablet.do("draw", name="confirm.signature")
    tablet.wait_app("confirm.isSigned", True)


def asked_anew(tablet, server, scratch):
    """Disputed and drawn, taken back, a finding removed and one more found: nothing of the first signature counts for the second feedback."""
    visit = at_the_findings(tablet, server, scratch)
    new_finding(tablet, "灭火器未贴检查卡")
    new_finding(tablet, "安全出口标志不亮")
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    hand_over(tablet, "两处问题。")
    check(tablet.app("confirm.versionText") == "", "the first feedback is said to differ from one before")
    check(tablet.app("confirm.result.level") == 3, f"the mark of 合格 is {tablet.app('confirm.result')}")
    first, second = tablet.rows("confirm.findings")
    dispute(tablet, first, "检查卡在箱内")
    dispute(tablet, second, "当天已报修")
    sign(tablet)
    check([row["text"] for row in tablet.rows("confirm.findings")] == ["检查卡在箱内", "当天已报修"], "the school's words are not taken down")
    tablet.shot("asked_first")

    take_back(tablet)
    tablet.tap("shell.back")
    tablet.wait_app("route", "runner")  # not the school's page again
    tablet.tap("runner.wrapup")
    tablet.wait_app("route", "wrapup")
    tablet.tap("wrapup.findings")
    tablet.tap("findings.row." + first["key"])
    tablet.tap("finding.remove")
    tablet.wait_app("findings.countText", "问题 1")
    new_finding(tablet, "安全出口上锁")
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    give_again(tablet)

    check(not tablet.app("confirm.isSigned") and not tablet.app("confirm.canFinish"), "the signature of the first feedback signs the second")
    told = tablet.app("confirm.versionText")
    for words in ("第 2 次反馈", "“灭火器未贴检查卡”：撤下", "“安全出口上锁”：新增"):
        check(words in told, f"the difference is told as {told}")
    choices = {row["value"]: row for row in tablet.app("confirm.choices")}
    check("1" in choices["dissent"]["word"], f"one dissent stands: {choices}")
    shown = {row["title"]: row for row in tablet.rows("confirm.findings")}
    check(shown["安全出口标志不亮"]["text"] == "当天已报修", "the school's words on a finding that stays are gone")
    tablet.shot("asked_again")
    still = f"confirm.finding.{shown['安全出口标志不亮']['key']}.confirm"
    tablet.tap(still)
    tablet.wait_app("confirm.choice", "confirm")  # satisfied now: nothing that is not on the page stands in the way
    sign(tablet)
    drawn = tablet.app("confirm.signedText")
    tablet.wait_app("confirm.canFinish", True)
    tablet.finish_signing()
    tablet.do("hold", name="confirm.submit", ms=1800)
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)

    office = Console(server.address).visit(visit)
    check_rulings(office)
    rounds = {one["id"]: one["round"] for one in office["feedbacks"]}
    (answer,) = office["confirmations"]
    check(rounds[answer["feedback"]] == 2 and answer["choice"] == "confirm", f"the office is shown {answer}")
    check(answer["points"] == [] and drawn, f"points stand in a plain confirmation: {answer['points']}")
    check([act["act"] for act in office["steps"] if act["act"] in ("VT09", "VT10", "VT11")] == ["VT09", "VT10", "VT09", "VT11"], "the steps are others")


def long_words(tablet, server, scratch):
    """More than a field may hold is not taken, and that is said; what is taken arrives, and takes nothing with it that was entered beside it."""
    visit = at_the_findings(tablet, server, scratch)
    new_finding(tablet, "灭火器未贴检查卡")
    tablet.tap("findings.row." + tablet.rows("findings.rows")[0]["key"])
    tablet.type("finding.responsible", "总" * 204)
    tablet.wait_app("findings.editing.responsible", "总" * 169)  # 512 bytes with what names their length
    tablet.wait("finding.responsible.full", property="text", holds="35")
    tablet.shot("too_long_line")
    tablet.tap("finding.close")
    new_finding(tablet, "安全出口标志不亮")
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    tablet.tap("shell.back")
    tablet.wait_app("route", "runner")
    tablet.tap("runner.section.X1")
    tablet.tap("runner.item.X1_1.question")
    tablet.wait_app("runner.panel.code", "X1.1")
    tablet.type("runner.panel.comment", "长" * 3000)
    tablet.wait_app("runner.panel.comment", "长" * 2729)
    tablet.wait("runner.panel.comment.full", property="text", holds="271")
    tablet.shot("too_long_area")
    tablet.tap("runner.wrapup")
    tablet.wait_app("route", "wrapup")
    hand_over(tablet, "两处问题。", then="请重视。")
    check(tablet.app("confirm.versionText") == "", "what was typed last is not in what the school is given")
    words = ["甲" * 1400, "乙" * 1400]
    for row, text in zip(tablet.rows("confirm.findings"), words):
        dispute(tablet, row, text)
    tablet.tap("confirm.whole.open")
    tablet.type("confirm.whole", "丙" * 1400)
    turn(tablet)
    tablet.wait_app("confirm.wholeText", "丙" * 1400)
    sign_by_name(tablet, while_typing=lambda: turn(tablet))
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)

    office = Console(server.address).visit(visit)
    check_rulings(office)
    check([act["act"] for act in office["steps"] if act["act"] in ("VT09", "VT10")] == ["VT09"], "it had to be given a second time")
    (answer,) = office["confirmations"]
    check(sorted(point["text"] for point in answer["points"]) == sorted(words), "the school's words are not whole at the centre")
    check(answer["reason"] == "丙" * 1400, "the dissent to the whole is not whole")
    said = [one["responsible"]["siblings"][0]["value"] for one in office["findings"] if one["responsible"]]
    check("总" * 169 in said, f"the finding, or who is responsible, has not arrived: {said}")
    first = office["answers"]["X1.1"]
    check(first["comment"]["siblings"][0]["value"] == "长" * 2729 and first["verdict"], f"the answer beside a long comment is {str(first)[:300]}")


def taken_back_elsewhere(tablet, server, scratch):
    """Two tablets of one inspector, one visit: what one takes back and submits, the other one's school page follows, and the PIN leads out."""
    at_the_findings(tablet, server, scratch)
    tablet.tap("findings.back")
    tablet.wait_app("route", "wrapup")
    second = Tablet(tablet.program, pathlib.Path(scratch) / "second", tablet.shots).start()
    try:
        enrol(second, server, "王建国")
        second.tap("today.resume")
        second.wait_app("route", "runner")
        second.wait_app("runner.done", 13)
        hand_over(tablet, "未发现问题。")
        second.wait_app("runner.readOnly", True, ms=60000)
        second.tap("shell.back")
        second.tap("today.resume")
        second.wait_app("route", "confirm")
        sign(second)

        take_back(tablet)
        second.wait_app("confirm.stage", "gone", ms=60000)
        check("收回" in second.app("confirm.recordedText"), f"the school is told {second.app('confirm.recordedText')}")
        check("confirm.signature" not in second.names() and "confirm.finish" not in second.names(), "there is still something to sign")
        second.shot("gone")
        second.tap("confirm.hand_back")
        second.pin(PIN, "confirm.pin")
        second.wait_app("route", "runner")

        give_again(tablet)
        second.wait_app("runner.readOnly", True, ms=60000)
        second.tap("shell.back")
        second.tap("today.resume")
        second.wait_app("route", "confirm")
        check(not second.app("confirm.isSigned"), "the signature under a feedback that was taken back stands")
        sign(tablet)
        tablet.finish_signing()
        tablet.do("hold", name="confirm.submit", ms=1800)
        tablet.wait_app("receipt.chip.tone", "success", ms=60000)
        second.wait_app("confirm.stage", "gone", ms=60000)
        check("提交" in second.app("confirm.recordedText"), f"the school is told {second.app('confirm.recordedText')}")
        second.tap("confirm.hand_back")
        second.pin(PIN, "confirm.pin")
        second.wait_app("route", "receipt")
    finally:
        second.kill()


if __name__ == "__main__":
    sys.exit(main((asked_anew, long_words, taken_back_elsewhere)))
