"""What the centre holds of one visit, read from `mingchad export visits`, in words."""

import json
import pathlib
import re

from console import words
from held import compare, exported
from tablet import Failure

LISTS = pathlib.Path(__file__).resolve().parents[2] / "shared/data/checklists"


def value(record, field):
    siblings = record["fields"].get(field, {}).get("siblings", [])
    return siblings[0]["value"] if siblings else None


class OfficeVisit:
    def __init__(self, exported, visit_id):
        lines = [json.loads(line) for line in exported.splitlines()]
        found = [line for line in lines if line["visit"] == visit_id]
        if not found:
            raise Failure(f"the centre does not know the visit {visit_id}")
        self.records = found[0]["records"]
        self.visit = self.of("visit")[0]
        self.list = self.checklist(value(self.visit, "checklist")["code"])

    def of(self, kind):
        return [record for record in self.records if record["type"] == kind and value(record, "withdrawn") is None]

    @staticmethod
    def checklist(code):
        for file in LISTS.glob("*.json"):
            content = json.loads(file.read_text())
            if content["code"] == code:
                return content
        raise Failure(f"no checklist {code}")

    def check(self, entered):
        """Raises Failure unless all of the visit is here, and nothing else: `entered` is what was entered, by the names of held.py."""
        compare("the export of the centre", entered, exported(self.records))
        acts = [value(step, "act") for step in self.of("step")]
        once = ("VT05", "VT09", "VT12", "VT14")
        if [act for act in once if acts.count(act) != 1] or len(self.of("confirmation")) != 1:
            raise Failure(f"the centre holds the acts {sorted(acts)} and {len(self.of('confirmation'))} confirmations")

    def photos(self):
        return [photo for photo in self.of("photo") if value(photo, "role") == "evidence"]

    def counts(self):
        """How many answers of each level, best first, as (zh, en, count); levels of one shape together, in the words of `tri`."""
        levels = self.list["scoring"]["levels"]
        words = {level["shape"]: (level["zh"], level["en"]) for level in levels["tri"]}
        scorings = {item["code"]: item for section in self.list["sections"] for item in section["items"]}
        counts, silent = {}, [0, 0]  # N/A, noted in words
        for answer in self.of("answer"):
            verdict, item = value(answer, "verdict"), scorings[answer["key"]]
            if "l" not in verdict:
                silent["x" in verdict] += 1
                continue
            scale = item.get("levels") or levels.get(item["scoring"]) or levels["measure"]
            level = next(one for one in scale if one["code"] == verdict["l"])
            words.setdefault(level["shape"], (level["zh"], level["en"]))
            counts[level["shape"]] = counts.get(level["shape"], 0) + 1
        out = [(*words[shape], counts[shape]) for shape in sorted(counts)]
        return out + [("不适用", "N/A", silent[0]), ("文字记录", "notes", silent[1])]

    def summary(self, audit, english, shown):
        """A few calm lines. `audit` is what `mingchad audit verify` said, `shown` what the office is shown of the visit."""

        def pick(zh, en):
            return en if english else zh

        def line(zh, en, said):
            head = pick(zh, en)
            width = 12 if english else 6
            return "  " + head + " " * (width - len(head) * (1 if english else 2) + (0 if english else 4)) + said

        unit, confirmation = value(self.visit, "unit_facts"), self.of("confirmation")[0]
        school = pick(unit["name_zh"], unit["name_en"])
        signer, points = value(confirmation, "signer"), value(confirmation, "points") or []
        size = sum(value(photo, "size") for photo in self.of("photo")) / 1e6
        comments = sum(1 for answer in self.of("answer") if value(answer, "comment"))
        counts = " · ".join(f"{pick(zh, en)} {count}" for zh, en, count in self.counts() if count)
        state = pick(*words("state." + shown["state"]))
        if "dissent" in shown["flags"]:
            state = pick(f"{state}，有异议", f"{state}, with dissent")
        lines = [
            pick("中心现在有：", "The centre now holds:"),
            line("督导", "Visit", f"{school} · {pick('常规', 'routine')} · {value(self.visit, 'number')} · {state}"),
            line("检查表", "Checklist", f"{pick(self.list['title_zh'], self.list['title_en'])} {self.list['version']}"),
            line("结果", "Result", counts),
            line("检查项", "Items", pick(f"{len(self.of('answer'))} 项，{comments} 项有说明", f"{len(self.of('answer'))}, {comments} with a comment")),
            line("照片", "Photos", pick(f"{len(self.photos())} 张，另有签名 1 份，共 {size:.1f} MB", f"{len(self.photos())} and one signature, {size:.1f} MB")),
        ]
        for number, finding in enumerate(self.of("finding"), 1):
            days = value(finding, "days")
            lines.append(line("问题" if number == 1 else "", "Findings" if number == 1 else "",
                              f"{number}. {value(finding, 'class')} · {pick(f'{days} 天', f'{days} days')} · {' '.join(filter(None, (value(finding, 'item')[1:], value(finding, 'title'))))}"))
        lines.append(line("确认", "Confirmed", pick(f"{signer['name']}（视导员）签名，确认码密封", f"signed by {signer['name']} (liaison officer), code sealed")))
        for point in points:
            lines.append(line("异议", "Dissent", point["text"]))
        leaves, batches, receipts, photos, records = re.findall(r"\d+", audit)[:5]
        lines.append(line("证据", "Evidence", pick(f"{batches} 批、{receipts} 张回执、{photos} 份附件、{leaves} 条日志、{records} 条记录，全部核对一致",
                                                   f"{batches} batches, {receipts} receipts, {photos} files, {leaves} log entries, {records} records: all agree")))
        return "\n".join(lines)
