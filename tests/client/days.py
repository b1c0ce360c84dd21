"""Days that start programs of their own: chosen by name on the command line, each in a folder of its own."""

import argparse
import pathlib
import tempfile

from tablet import Failure


def run_days(words, days):
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    failed = 0
    for day in days:
        if options.names and day.__name__ not in options.names:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            try:
                day(options, pathlib.Path(scratch))
                print(f"ok    {day.__name__}: {day.__doc__}")
            except Failure as failure:
                failed += 1
                print(f"FAIL  {day.__name__}: {failure}")
    return 1 if failed else 0
