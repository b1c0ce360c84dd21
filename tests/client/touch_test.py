#!/usr/bin/env python3
"""What fingers do to a tablet: taps that come faster than the disk, figures that are none, a second school before the first is finished.

touch_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import sys

from console import Console, check_rulings
from day_test import check, check_in, enrol, hand_over, main, sign_by_name, take_missing_photos


def row_of(tablet, code):
    """(row, place) of an item in the list as it is shown."""
    return next((row, place) for place, row in enumerate(tablet.rows("runner.items")) if row["code"] == code)


def quick_taps(tablet, server, scratch):
    """Taps on one item that come while the one before is still on its way to the disk: each counts."""
    enrol(tablet, server, "王建国")
    check_in(tablet, "专项")
    tablet.tap("runner.section.X3")
    tablet.wait_app("runner.section", "X3")
    plus, minus = (f"runner.item.X3_1.fault.d1.{way}" for way in ("plus", "minus"))
    tablet.tap("runner.item.X3_1.question")  # current: from here on the row keeps its place
    tablet.wait_app("runner.current", "X3.1")
    tablet.wait(plus)
    for name in (plus, plus, plus, minus, plus):
        tablet.do("tap", name=name)  # without waiting for what the screen says
    _, place = row_of(tablet, "X3.1")
    tablet.do("wait", path=f"runner.items.{place}.faults.0.amount", **{"is": "3"}, ms=20000)
    tablet.do("kept")
    check(row_of(tablet, "X3.1")[0]["faults"][0]["amount"] == "3", "more came after that")
    tablet.tap("runner.undo")  # each of them is an act of its own
    tablet.do("wait", path=f"runner.items.{place}.faults.0.amount", **{"is": "2"}, ms=20000)


def typed_nonsense(tablet, server, scratch):
    """What is typed and is no figure is not stored, and that is said; full-width digits are figures."""
    enrol(tablet, server, "王建国")
    check_in(tablet, "常规")
    tablet.tap("runner.section.M4")
    tablet.wait_app("runner.section", "M4")
    for code, figure, more, told in (("M4.4", "７０", "分钟左右", "没有存下“70分钟左右”"),):
        _, place = row_of(tablet, code)
        field, measure = f"runner.item.{code.replace('.', '_')}.measure.value", f"runner.items.{place}.measures.0"
        tablet.type(field, figure)
        tablet.do("wait", path=measure + ".value", holds="0", ms=20000)
        kept = tablet.app(measure + ".value")
        tablet.wait(field, property="text", **{"is": kept})
        tablet.type(field, more)
        tablet.do("wait", path=measure + ".error", holds="没有存下", ms=20000)
        check(tablet.app(measure + ".value") == kept, f"{kept} has become {tablet.app(measure + '.value')}")
        check(told in tablet.app(measure + ".error"), f"{told} is told as {tablet.app(measure + '.error')}")
        tablet.shot("not_stored_" + code)


def turned_while_typing(tablet, server, scratch):
    """The tablet is turned before a typed text has come to rest: the page is laid out anew, and the text is stored with its item."""
    enrol(tablet, server, "王建国")
    check_in(tablet, "专项")
    sizes = ((800, 1280), (390, 844), (1280, 800))
    for place, (width, height) in enumerate(sizes):
        code, words = f"X1.{place + 1}", f"消防设施有三处损坏需立即更换{place}"
        tablet.tap(f"runner.item.{code.replace('.', '_')}.question")
        tablet.wait_app("runner.panel.code", code)
        tablet.type("runner.panel.comment", words)
        tablet.do("resize", width=width, height=height)
        tablet.wait_app("runner.panel.comment", words)
        if width < 1000:
            tablet.do("resize", width=1280, height=800)
        tablet.wait("runner.panel.comment", property="text", **{"is": words})
    for place in range(len(sizes)):
        tablet.tap(f"runner.item.X1_{place + 1}.question")
        tablet.wait_app("runner.panel.comment", f"消防设施有三处损坏需立即更换{place}")


def touched_while_typing(tablet, server, scratch):
    """Something else is touched before a typed text has come to rest: it is stored with what it was typed for, and shown nowhere else."""
    enrol(tablet, server, "王建国")
    tablet.do("set", path="settings.reduceMotion", **{"is": True})  # a sheet that still slides is missed by a finger, too
    check_in(tablet, "专项")
    comment = "runner.panel.comment"

    def at(code, text):
        tablet.wait_app("runner.panel.code", code)
        tablet.wait(comment, property="text", **{"is": text})

    def question(code):
        return f"runner.item.{code.replace('.', '_')}.question"

    tablet.tap(question("X1.1"))
    at("X1.1", "")
    tablet.type(comment, "甲项的说明")
    tablet.wait_app(comment, "甲项的说明")
    tablet.tap(question("X1.2"))
    at("X1.2", "")
    tablet.type(comment, "乙项的说明")
    tablet.do("tap", name=question("X1.1"))  # another item that has a comment
    at("X1.1", "甲项的说明")
    tablet.tap(question("X1.3"))
    at("X1.3", "")
    tablet.type(comment, "丙项的说明")
    tablet.do("tap", name=next(name for name in tablet.names() if name.startswith("runner.item.X1_2.score.")))  # a score of another
    at("X1.2", "乙项的说明")

    tablet.tap("runner.section.X2")
    tablet.wait_app("runner.section", "X2")
    tablet.tap(question("X2.1"))
    at("X2.1", "")
    tablet.type(comment, "丁项的说明")
    tablet.do("tap", name="runner.panel.next")
    at("X2.2", "")  # not the words of the item before
    tablet.type(comment, "戊项的说明")
    tablet.do("tap", name="runner.panel.previous")
    at("X2.1", "丁项的说明")

    tablet.do("resize", width=800, height=1280)  # the panel is a sheet
    tablet.tap("runner.section.X3")
    tablet.wait_app("runner.section", "X3")
    tablet.tap(question("X3.1"))  # opens it
    tablet.wait("runner.panel.close")
    at("X3.1", "")
    tablet.shot("portrait_panel")
    tablet.type(comment, "己项的说明")
    tablet.do("tap", name="runner.panel.next")
    at("X3.2", "")
    tablet.type(comment, "庚项的说明")
    tablet.do("tap", name="runner.panel.close")
    tablet.do("resize", width=1280, height=800)
    at("X3.2", "庚项的说明")

    tablet.tap(question("X3.1"))
    at("X3.1", "己项的说明")
    tablet.tap("runner.focus.wide")
    tablet.wait_app("runner.focusMode", True)
    tablet.tap("focus.comment")
    at("X3.1", "己项的说明")
    tablet.tap("runner.panel.close")
    tablet.wait("runner.panel.close", gone=True)
    tablet.tap("focus.close")
    tablet.wait_app("runner.focusMode", False)
    for code, text in (("X1.1", "甲项的说明"), ("X1.2", "乙项的说明"), ("X1.3", "丙项的说明"), ("X2.1", "丁项的说明"), ("X2.2", "戊项的说明")):
        tablet.tap(f"runner.section.{code[:2]}")
        tablet.wait_app("runner.section", code[:2])
        tablet.tap(question(code))
        at(code, text)

    tablet.tap("runner.findings.wide")
    tablet.wait_app("route", "findings")
    for n in (1, 2):
        tablet.tap("findings.add")
        tablet.wait_app("findings.countText", f"问题 {n}")
    first, second = ("findings.row." + row["key"] for row in tablet.rows("findings.rows"))
    tablet.tap(first)
    tablet.wait("finding.advice", property="text", **{"is": ""})
    tablet.type("finding.advice", "立即清理")
    tablet.do("tap", name=second)
    tablet.wait("finding.advice", property="text", **{"is": ""})
    tablet.type("finding.responsible", "总务主任")
    tablet.do("tap", name=first)
    tablet.wait("finding.responsible", property="text", **{"is": ""})
    tablet.wait("finding.advice", property="text", **{"is": "立即清理"})
    tablet.tap(second)
    tablet.wait("finding.responsible", property="text", **{"is": "总务主任"})


def chips_while_typing(tablet, server, scratch):
    """A phrase is touched before what was typed is on the disk: it is added to the words, and takes none away."""
    enrol(tablet, server, "王建国")
    check_in(tablet, "专项")
    tablet.tap("runner.item.X1_1.question")
    tablet.wait_app("runner.panel.code", "X1.1")
    phrase = tablet.app("runner.panel.phrases")[0]["value"]
    tablet.type("runner.panel.comment", "我刚打的字")
    tablet.do("tap", name="runner.panel.phrase.1")
    tablet.wait_app("runner.panel.comment", "我刚打的字；" + phrase)
    tablet.wait("runner.panel.comment", property="text", **{"is": "我刚打的字；" + phrase})
    tablet.tap("runner.findings.wide")
    tablet.wait_app("route", "findings")
    tablet.tap("findings.add")
    tablet.wait("finding.advice")
    advice = tablet.app("findings.editing.advices")[0]["value"]
    tablet.type("finding.advice", "急需处理")
    tablet.do("tap", name="finding.advice." + advice)
    tablet.wait_app("findings.editing.advice", "急需处理；" + advice)
    tablet.type("finding.basis", "未见条文")
    tablet.do("tap", name="finding.no_basis")
    tablet.wait_app("findings.editing.noBasis", True)
    tablet.do("wait", path="findings.editing.basis", holds="未见条文", ms=20000)


def held_upright(tablet, server, scratch, width=800, height=1280):
    """A whole visit on a tablet held upright, with presses as long as a hand's: a press on a score scores, and brings nothing up."""
    enrol(tablet, server, "王建国")
    tablet.do("resize", width=width, height=height)
    visit = check_in(tablet, "专项")
    tablet.tap("runner.item.X1_1.question")
    tablet.wait("runner.panel.close")
    tablet.type("runner.panel.comment", "竖屏写的说明")
    tablet.tap("runner.panel.close")
    tablet.wait("runner.panel.close", gone=True)
    done = 0
    for section in tablet.rows("runner.sections"):
        tablet.tap("runner.section." + section["key"])
        tablet.wait_app("runner.section", section["code"])
        for row in tablet.rows("runner.items"):
            full = f"runner.item.{row['key']}.full"
            tablet.wait(full)
            tablet.do("hold", name=full, ms=80)
            done += 1
            tablet.wait_app("runner.done", done)
            check(not tablet.app("runner.panelOpen"), f"the press on the full mark of {row['code']} has brought the panel up")
    tablet.shot(f"upright_{width}_runner")
    take_missing_photos(tablet, scratch)
    hand_over(tablet, "竖屏小结。", then="完。")
    tablet.shot(f"upright_{width}_confirm")
    sign_by_name(tablet)
    tablet.wait_app("receipt.chip.tone", "success", ms=60000)
    tablet.shot(f"upright_{width}_receipt")
    office = Console(server.address).visit(visit)
    check_rulings(office)
    check(office["answers"]["X1.1"]["comment"]["siblings"][0]["value"] == "竖屏写的说明", "the comment is another at the centre")
    check(office["summary"]["siblings"][0]["value"] in ("竖屏小结。完。", "完。竖屏小结。"), f"总评 is {office['summary']}")


def on_a_phone(tablet, server, scratch):
    """The same on a screen of 390×844."""
    held_upright(tablet, server, scratch, 390, 844)


def two_schools(tablet, server, scratch):
    """A visit is under way and another is begun: today leads to both, and none of them is called received."""
    enrol(tablet, server, "王建国")
    first = check_in(tablet, "常规")
    tablet.tap("runner.item.M0_1.score.n")
    tablet.wait_app("runner.done", 1)
    tablet.tap("shell.back")
    tablet.wait_app("route", "today")
    check_in(tablet, "专项")
    second_school = tablet.app("visit.school")
    tablet.tap("shell.back")
    tablet.wait_app("route", "today")
    check(tablet.app("today.running.school") == second_school, "the card shows another visit than the one just left")
    tablet.wait_app("today.urgent.0.id", first)
    tablet.shot("two_schools")
    tablet.tap("shell.place.sync")
    tablet.wait_app("route", "sync")
    words = {row["chip"].get("word") for row in tablet.rows("sync.queue") if row["chip"]}
    check("中心已接收" not in words, f"visits that nobody has submitted are called {words}")
    tablet.shot("two_schools_sync")
    tablet.tap("shell.place.today")
    tablet.tap(f"today.row.{tablet.rows('today.urgent')[0]['key']}.act")
    tablet.wait_app("route", "runner")
    tablet.wait_app("runner.done", 1)


if __name__ == "__main__":
    sys.exit(main((quick_taps, typed_nonsense, turned_while_typing, touched_while_typing, chips_while_typing, held_upright, on_a_phone, two_schools)))
