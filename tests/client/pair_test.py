#!/usr/bin/env python3
"""Two inspectors at one visit, each with a tablet: what they entered without seeing each other stands on both, until one settles it.

pair_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import sys

from console import Console
from day_test import check, check_in, enrol, main, picture, unlock
from tablet import Tablet


def open_difference(tablet):
    tablet.tap("runner.wrapup")
    tablet.wait_app("route", "wrapup")
    row = next(row for row in tablet.rows("wrapup.must") if row["id"].startswith("difference"))
    tablet.tap(f"wrapup.must.{row['key']}.go")
    tablet.wait_app("route", "conflict")


def settle_after_a_power_cut(tablet):
    """The lead has chosen a side and written why, but not settled: that is there again."""
    open_difference(tablet)
    tablet.tap("conflict.side.1")
    tablet.type("conflict.reason", "现场又看了一遍")
    tablet.wait_app("conflicts.whyNot", "")
    tablet.shot("settling")
    tablet.tap("conflict.later")
    tablet.wait_app("route", "wrapup")
    tablet.type("wrapup.comment", "两人意见不同，已复看。")
    tablet.do("wait", path="wrapup.commentSaved", holds="已存", ms=20000)  # so what came before is on the disk
    tablet.kill()
    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "wrapup")
    tablet.tap("shell.back")
    open_difference(tablet)
    tablet.wait_app("conflicts.reason", "现场又看了一遍")
    tablet.wait_app("conflicts.whyNot", "")
    tablet.tap("conflict.settle")
    tablet.wait_app("conflicts.mayDecide", False)
    tablet.do("retry")


def both_comments_stay(tablet, second):
    """Each sees the own words and beside them the other's; typing on covers the own only; one joins the two."""
    tablet.do("wait", path="runner.panel.others.0.text", **{"is": "公示牌褪色"}, ms=60000)
    second.do("wait", path="runner.panel.others.0.text", **{"is": "公示牌缺监督电话"}, ms=60000)
    check(second.app("runner.panel.comment") == "公示牌褪色", "the own words are not the ones in the field")
    second.shot("others")
    second.type("runner.panel.comment", "，字迹不清")
    second.wait_app("runner.panel.comment", "公示牌褪色，字迹不清")
    second.do("kept")
    check(second.app("runner.panel.others.0.text") == "公示牌缺监督电话", "typing has covered what a colleague wrote")
    tablet.do("retry")
    tablet.do("wait", path="runner.panel.others.0.text", **{"is": "公示牌褪色，字迹不清"}, ms=60000)
    tablet.tap("runner.panel.other.1.both")
    tablet.wait_app("runner.panel.others", [])
    tablet.wait_app("runner.panel.comment", "公示牌缺监督电话；公示牌褪色，字迹不清")
    second.do("wait", path="runner.panel.comment", **{"is": "公示牌缺监督电话；公示牌褪色，字迹不清"}, ms=60000)
    second.wait_app("runner.panel.others", [])


def two_inspectors(tablet, server, scratch):
    """Two tablets answer one item differently without seeing each other: both answers stand on both."""
    enrol(tablet, server, "王建国")
    second = Tablet(tablet.program, scratch / "second", tablet.shots).start()
    try:
        enrol(second, server, "张伟")
        server.stop()
        second.wait_app("sync.netIcon", "cloud-off")
        tablet.wait_app("sync.netIcon", "cloud-off")
        check_in(tablet, "常规")
        check_in(second, "常规")
        tablet.tap("runner.item.M0_2.score.y")
        second.tap("runner.item.M0_2.score.n")
        tablet.wait_app("runner.done", 1)
        second.wait_app("runner.done", 1)
        for one, words in ((tablet, "公示牌缺监督电话"), (second, "公示牌褪色")):
            one.tap("runner.item.M0_1.score.y")
            one.wait_app("runner.done", 2)
            one.tap("runner.item.M0_1.question")
            one.type("runner.panel.comment", words)
            one.wait_app("runner.panel.commentSaved", "已存")
            one.do("kept")
        server.start()
        for one in (tablet, second):
            one.do("retry")
        both_comments_stay(tablet, second)
        for one in (tablet, second):
            one.do("wait", path="runner.items.1.conflict", **{"is": True}, ms=60000)
        tablet.shot("conflict")
        settle_after_a_power_cut(tablet)
        second.do("wait", path="runner.items.1.conflict", **{"is": False}, ms=60000)
    finally:
        second.kill()


def a_late_photo(tablet, server, scratch):
    """A colleague's photo that nobody was asked about before the lead submitted: his own tablet asks him on the receipt, then it goes."""
    enrol(tablet, server, "王建国")
    second = Tablet(tablet.program, scratch / "second", tablet.shots).start()
    try:
        enrol(second, server, "张伟")
        server.stop()
        for one in (second, tablet):
            one.wait_app("sync.netIcon", "cloud-off")
            visit = check_in(one, "常规")
        second.do("see", file=picture(scratch / "late.png", 51))
        second.tap("runner.photo")
        second.tap("photo.shutter")
        second.wait("photo.thumb.1")
        second.tap("photo.done")
        tablet.tap("shell.quick")
        tablet.tap("quick.break_off")
        tablet.type("quick.break_off.why", "人员疏散")
        tablet.tap("quick.break_off.yes")
        tablet.wait_app("wrapup.ended", True)
        tablet.type("wrapup.comment", "另行安排。")
        tablet.wait_app("wrapup.canSubmit", True)
        tablet.do("hold", name="wrapup.submit", ms=1800)
        tablet.wait_app("route", "receipt")
        server.start()
        for one in (tablet, second):
            one.do("retry")
        second.wait_app("runner.readOnly", True, ms=60000)
        second.tap("shell.back")
        second.tap("shell.place.sync")
        second.tap("sync.queue." + second.rows("sync.queue")[0]["key"])
        second.wait_app("receipt.releaseAsk", True)
        second.shot("late_photo")
        second.tap("receipt.release.no_child")
        second.wait_app("receipt.releaseAsk", False)
        second.wait_app("receipt.chip.tone", "success", ms=60000)
    finally:
        second.kill()
    photos = Console(server.address).visit(visit)["photos"]
    check([bool(photo["received"]) for photo in photos] == [True], f"the office has {photos}")


if __name__ == "__main__":
    sys.exit(main((two_inspectors, a_late_photo)))
