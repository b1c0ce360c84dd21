#!/usr/bin/env python3
"""mingcha-load plays a given set against a real mingchad over TLS: it reports what was acknowledged, and refuses by line input that is none."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
FIELDS = ("records", "decides", "valid", "wall_spread", "seconds", "records_per_s", "ratio_to_sqlite", "cpu_ratio_to_sqlite", "bytes_up_per_record",
          "bytes_down_per_record", "server_cpu_s", "server_rss_mb", "tls")
VISIT = {"kind": "visit", "id": "v1", "site_id": "s1", "site_name": "一小", "inspector_id": "i", "template_id": "T",
         "template_rev": 3, "planned_at": 1, "started_at": 1760000000000, "finished_at": 2, "status": "x",
         "weather": "晴", "lat": 36.6, "lon": 117.1}


def answer(visit, question):
    return {"kind": "answer", "id": f"a{question}", "visit_id": visit, "q": question, "score": 3, "comment": "好",
            "answered_at": 1760000001000, "by": "i"}


class LoadTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name) / "input.ndjson"

    def run_load(self, *arguments):
        return subprocess.run([PROGRAM, "--dir", self.folder.name, *arguments], capture_output=True, text=True,
                              check=False)

    def write(self, *rows):
        self.file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def test_plays_the_built_in_set_from_a_file(self):
        written = self.run_load("--quick", "--write-input", str(self.file))
        self.assertEqual(written.returncode, 0, written.stderr)
        self.assertEqual(len(self.file.read_text(encoding="utf-8").splitlines()), 4 * 2 * 45)
        played = self.run_load("--quick", "--input", str(self.file))
        self.assertEqual(played.returncode, 0, played.stderr)
        self.assertEqual(played.stdout.count("\n"), 1)
        result = json.loads(played.stdout)
        self.assertLessEqual(set(FIELDS), set(result))
        self.assertEqual(result["records"], 4 * 2 * 45)
        self.assertEqual(result["tablets"], 4)
        self.assertTrue(result["tls"])
        self.assertGreater(result["bytes_up_per_record"], 0)

    def test_takes_ids_that_are_no_uuids(self):
        self.write({"tablet": 7, "seq": 1, "record": VISIT}, {"tablet": 7, "seq": 2, "record": answer("v1", "1.1")})
        played = self.run_load("--quick", "--input", str(self.file), "--plain")
        self.assertEqual(played.returncode, 0, played.stderr)
        self.assertEqual(json.loads(played.stdout)["records"], 2)
        self.assertFalse(json.loads(played.stdout)["tls"])

    def test_refuses_what_is_not_the_workload(self):
        self.file.write_text('{"tablet":0}\n', encoding="utf-8")
        self.refused("input.ndjson:1: seq is no whole number from 0")
        self.file.write_text('{"tablet":0\n', encoding="utf-8")
        self.refused("input.ndjson:1: not a JSON object")
        self.write({"tablet": -1, "seq": 1, "record": VISIT})
        self.refused("input.ndjson:1: tablet is no whole number from 0")
        self.write({"tablet": 0, "seq": 1, "record": []})
        self.refused("input.ndjson:1: record is no object")
        self.write({"tablet": 0, "seq": 1, "record": VISIT}, {"tablet": 0, "seq": 1, "record": answer("v1", "1.1")})
        self.refused("input.ndjson:2: tablet 0 has seq 1 a second time")
        self.write({"tablet": 0, "seq": 1, "record": VISIT}, {"tablet": 0, "seq": 9, "record": answer("v2", "1.1")})
        self.refused("seq 9")
        self.write({"tablet": 0, "seq": 1, "record": VISIT},
                   {"tablet": 0, "seq": 2, "record": {"kind": "poem", "visit_id": "v1"}})
        self.refused('unknown kind "poem"')

    def refused(self, why):
        played = self.run_load("--quick", "--input", str(self.file))
        self.assertEqual(played.returncode, 1)
        self.assertEqual(played.stdout, "")
        self.assertIn(why, played.stderr)


if __name__ == "__main__":
    unittest.main()
