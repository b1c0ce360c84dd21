#!/usr/bin/env python3
"""Every shape of an item is answered by touch on the real tablet app, and the centre has each value as it was entered.

shapes_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import json
import pathlib
import subprocess
import sys
import time

from centre import values
from console import Console
from day_test import check, enrol, main
from held import alone
from tablet import Failure
from touch_test import row_of

OWN_LIST = pathlib.Path(__file__).parent / "own_list.json"

# By list: the school it is for, and on its items what is touched, control by control, and what the centre then has. A control is the end
# of its name; with a text it is a field, and a figure after "keypad" is typed on the keypad that the control opens.
TWO_POINTS_AND_SIZES = {
    "幼儿园办园行为": ("幼儿园", {
        "A1.1": ([("score.B",)], {"verdict": {"l": "B"}}),
        "A1.3": ([("measure.size.value", "200"), ("measure.small.value", "20"), ("measure.big.value", "30")],
                 {"verdict": {"l": "A", "a": True, "ms": {"big": "30", "size": "200", "small": "20"}}}),
    }),
    "任期结束": ("小学", {
        "P1.1": ([("term_start.score.C",), ("term_end.score.A",)], {"verdict": {"l": "A", "l0": "C"}}),
        "P7.1": ([("measure.term_start.value", "80"), ("measure.value", "92.5")], {"verdict": {"m": "92.5", "m0": "80"}}),
    }),
}
LEVELS_AND_WORDS = {
    "幼儿园办园行为": ("幼儿园", {
        "A1.2": ([("score.C",), ("coefficient", "0.45")], {"verdict": {"l": "C", "c": "0.45"}}),
    }),
    "开学专项": ("小学", {
        "O1.1": ([("score.1",), ("text.practice", "开学前逐班核对返校名单"), ("text.gap", "资助名单尚未公示")],
                 {"verdict": {"l": "1"}, "practice": "开学前逐班核对返校名单", "gap": "资助名单尚未公示"}),
        "O1.2": ([("score.na",), ("na.not_held",)], {"verdict": {"n": "not_held"}}),
    }),
    "88条": ("小学", {
        "1.1.1": ([("score.0.5",)], {"verdict": {"l": "0.5"}}),
    }),
}
FIGURES_AND_FAULTS = {
    "双减": ("小学", {
        "J2.1": ([("score.2",)], {"verdict": {"l": "2"}}),
        "J2.3": ([("score.y",)], {"verdict": {"l": "y"}}),
        "J2.5": ([("measure.value", "75")], {"verdict": {"l": "0", "a": True, "m": "75"}}),
        "J3.7": ([("measure.value", "86.5")], {"verdict": {"m": "86.5"}}),
        "J5.3": ([("text.text", "未发现线索")], {"verdict": {"x": "未发现线索"}}),
    }),
    "食品安全": ("小学", {
        "F3.2": ([("measure.value", "12")], {"verdict": {"m": "12"}}),
    }),
    "校园安全": ("小学", {
        "S0.1": ([("score.y",)], {"verdict": {"l": "y"}}),
        "S1.2": ([("fault.d1.once",), ("fault.d3.plus",), ("fault.d3.plus",)], {"verdict": {"f": {"d1": "1", "d3": "2"}}}),
        "S1.1": ([("full",)], {"verdict": {"f": {}}}),
    }),
}
OWN = {
    "本区自定": ("小学", {
        "Z1.1": ([("sample.1.good",), ("sample.2.good",), ("sample.3.bad",), ("sample.4.good",), ("sample.5.good",)],
                 {"verdict": {"l": "A", "a": True, "s": "++-++"}}),
        "Z1.2": ([("points.3",)], {"verdict": {"p": "3"}}),
        "Z1.3": ([("points.3",), ("points.plus",), ("points.minus",), ("points.figure", "keypad", "4.5")], {"verdict": {"p": "4.5"}}),
        "Z1.5": ([("points.10",)], {"verdict": {"p": "10"}}),
        "Z1.4": ([("fault.p.figure", "keypad", "25"), ("fault.n.plus",)], {"verdict": {"f": {"p": "25", "n": "1"}}}),
    }),
}


def key(code):
    return code.replace(".", "_")


def offered(tablet, list_name):
    """The list at check-in, as soon as the centre has sent it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for one in tablet.app("checkin.checklists"):
            if list_name in one["word"]:
                return one
    raise Failure(f"no list {list_name} among {tablet.app('checkin.checklists')}")


def begun_at(tablet, kind, list_name):
    """An unplanned visit at a school that nobody has begun at, with another list than the one that is offered first."""
    tablet.tap("shell.place.schools")
    tablet.wait_app("route", "schools")
    school = next(row for row in tablet.rows("schools.rows") if not row.get("chip") and kind in row["name"])
    tablet.tap("schools.row." + school["key"])
    tablet.tap("school.start")
    tablet.wait_app("route", "checkin")
    chosen = offered(tablet, list_name)
    if not chosen.get("chosen"):
        tablet.tap("checkin.checklist.change")
        tablet.tap("checkin.checklist." + chosen["value"])
    tablet.tap("checkin.unplanned.order")
    if "checkin.limit.order" in tablet.names():  # more schools are asked for than this inspector has
        tablet.tap("checkin.limit.order")
    tablet.tap("checkin.reason.indoors")
    tablet.tap("checkin.start")
    tablet.wait_app("route", "runner")
    tablet.wait_app("runner.readOnly", False)


def touch(tablet, code, place, end, *text):
    name = f"runner.item.{key(code)}.{end}"
    if not text:
        tablet.tap(name)
    elif text[0] == "keypad":
        tablet.tap(name)
        for sign in text[1]:
            tablet.tap("number." + ("point" if sign == "." else sign))
        tablet.tap("number.done")
        tablet.wait("number.done", gone=True)
    else:
        tablet.type(name, text[0])
        if not end.startswith("measure."):
            return
        field = end.removeprefix("measure.").removesuffix("value").rstrip(".")
        at = next(i for i, one in enumerate(tablet.app(f"runner.items.{place}.measures")) if one["key"] == field)
        tablet.do("wait", path=f"runner.items.{place}.measures.{at}.value", **{"is": text[0]}, ms=20000)


def answered(tablet, code, acts):
    section = next(row for row in tablet.rows("runner.sections") if code.startswith(row["code"] + "."))
    tablet.tap("runner.section." + section["key"])
    tablet.wait_app("runner.section", section["code"])
    _, place = row_of(tablet, code)
    for act in acts:
        touch(tablet, code, place, *act)
    tablet.wait_app(f"runner.items.{place}.state", "done")
    tablet.shot("shape_" + key(code))


def every(tablet, server, lists):
    """Begins a visit with each list, answers its items and compares what the centre has of them."""
    for list_name, (kind, items) in lists.items():
        begun_at(tablet, kind, list_name)
        for code, (acts, _) in items.items():
            answered(tablet, code, acts)
        tablet.do("kept")
        tablet.tap("shell.back")
        tablet.wait_app("route", "today")
    tablet.do("retry")
    tablet.wait_app("sync.badge.kind", "received", ms=60000)
    there = {record["key"]: {name: values(record, name) for name in record["fields"]}
             for one in map(json.loads, server.export_visits().splitlines())
             for record in one["records"] if record["type"] == "answer"}
    wanted = {code: {name: [value] for name, value in fields.items()} for _, items in lists.values() for code, (_, fields) in items.items()}
    for code in {*there, *wanted}:
        check(there.get(code) == wanted.get(code), f"of {code} the centre has {there.get(code)}, not {wanted.get(code)}")
    check_console(server, lists)


def check_console(server, lists):
    """What the office is shown of each item says more than a code, in both languages, and why an unplanned visit was made."""
    console = Console(server.address)
    shown = {}
    for row in console.ask("/api/v1/visits")["items"]:
        visit = console.visit(row["id"])
        if visit["answers"]:
            check(visit["reason"]["siblings"][0]["value"].startswith("order"), f"why the visit was made is shown as {visit['reason']}")
        shown |= {code: alone(answer["verdict"]["siblings"]) for code, answer in visit["answers"].items()}
    for code, (_, fields) in ((code, item) for _, items in lists.values() for code, item in items.items()):
        for language in ("zh", "en"):
            said = " ".join(shown[code]["said_" + language])
            figures = [fields["verdict"].get(name) for name in ("m", "m0", "c", "p", "x")] + list(fields["verdict"].get("ms", {}).values())
            for figure in filter(None, figures):
                check(figure in said, f"of {code} the office is shown {said!r}, without {figure}")
        told = " ".join(shown[code]["said_zh"])
        for one in SAID.get(code, ()):
            check(one in told, f"of {code} the office is shown {told!r}, without {one}")


# What the office is shown of codes that only the list can put into words.
SAID = {
    "S1.2": ("0/4 分", "应设机构未设", "每少1人 × 2"), "A1.3": ("全园人数 200", "小班最大班额 20"), "P1.1": ("A 优秀", "任期初 C 合格"),
    "O1.2": ("不适用", "本期未开展"), "Z1.1": ("A 达到", "已查 5 处，合格 4"), "Z1.4": ("未持证比例 25%", "无照管人员的校车 × 1"),
}


def two_points_and_sizes(tablet, server, scratch):
    """Start and end of a term, and the sizes of a kindergarten: every value has its field."""
    enrol(tablet, server, "王建国")
    every(tablet, server, TWO_POINTS_AND_SIZES)


def levels_and_words(tablet, server, scratch):
    """A level with a coefficient, a level with two texts beside it, not applicable with its reason."""
    enrol(tablet, server, "王建国")
    every(tablet, server, LEVELS_AND_WORDS)


def figures_and_faults(tablet, server, scratch):
    """Minutes with a limit, a percentage, a number, a text, faults that are marked and faults that are counted."""
    enrol(tablet, server, "王建国")
    every(tablet, server, FIGURES_AND_FAULTS)


def a_list_of_the_district(tablet, server, scratch):
    """What no supplied list uses, on a list that the district imports while the tablet is in use: so many of five, points by step, a share of faults."""
    enrol(tablet, server, "王建国")
    server.stop()
    subprocess.run([server.program, "import", "checklist", str(OWN_LIST), "--data", str(server.directory)], check=True, stdout=subprocess.DEVNULL)
    server.start()
    tablet.do("retry")
    every(tablet, server, OWN)


DAYS = (two_points_and_sizes, levels_and_words, figures_and_faults, a_list_of_the_district)

if __name__ == "__main__":
    sys.exit(main(DAYS))
