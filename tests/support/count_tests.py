#!/usr/bin/env python3
"""Prints "passed failed" for a JUnit file of ctest. What could not be run counts as failed: it proved nothing."""

import sys
import xml.etree.ElementTree as xml


def count(text):
    cases = list(xml.fromstring(text).iter("testcase"))
    passed = sum(case.get("status") == "run" for case in cases)
    off = sum(case.get("status") == "disabled" for case in cases)
    return passed, len(cases) - passed - off


def self_test():
    case = '<testcase name="a" status="{}"/>'.format
    assert count("<testsuite/>") == (0, 0)
    assert count(f"<testsuite>{case('run')}{case('fail')}{case('notrun')}{case('disabled')}</testsuite>") == (1, 2)


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        self_test()
    else:
        with open(sys.argv[1], encoding="utf-8") as file:
            print(*count(file.read()))
