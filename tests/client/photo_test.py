#!/usr/bin/env python3
"""Photos of an item: several, removed, moved, and what must be said before one leaves the tablet.

photo_test.py --tablet PROGRAM --server PROGRAM [--shots DIR] [NAME]
"""

import sys
import time

from console import Console
from day_test import check, check_in, enrol, give_full_marks, main, picture, unlock
from tablet import Failure


def photos_come(server, visit, expected):
    """Waits until, of the photos that the office knows of, just these are there. Answers them."""
    office, until, photos = Console(server.address), time.monotonic() + 60, []
    while time.monotonic() < until:
        photos = office.visit(visit)["photos"]
        if sorted(bool(photo["received"]) for photo in photos) == expected:
            return photos
    raise Failure(f"the office has {photos}, not {expected}")


def shoot(tablet, scratch, n):
    tablet.do("see", file=picture(scratch / f"seen{n}.png", 40 + n))
    tablet.tap("photo.shutter")


def asked_of_each_photo(tablet, server, scratch):
    """What was said of one photo is said of none that is taken later: that one stays on the tablet until it is asked for too."""
    enrol(tablet, server, "王建国")
    visit = check_in(tablet, "专项")
    tablet.tap("runner.photo")
    for n in (1, 2):
        shoot(tablet, scratch, n)
        tablet.wait(f"photo.thumb.{n}")
        tablet.tap(f"photo.thumb.{n}")
        tablet.wait_app("photo.releaseAsk", True)
        tablet.shot(f"release_{n}")
        if n == 1:
            tablet.tap("photo.release.ground")  # without words: the field is waiting for them, nothing is said yet
            tablet.wait_app("photo.releaseAsk", True)
            tablet.tap("photo.release.no_child")
            tablet.wait_app("photo.releaseAsk", False)
            tablet.do("wait", path="photo.releaseText", holds="无学生面部", ms=20000)
            photos_come(server, visit, [True])
        else:
            photos_come(server, visit, [False, True])
            check(tablet.rows("sync.queue")[0]["reason"] == "1 张照片待您确认可以上传", f"the tablet says {tablet.rows('sync.queue')}")
            tablet.tap("photo.release.no_child")
            photos_come(server, visit, [True, True])
        tablet.tap("photo.review.close")


def several_of_one_item(tablet, server, scratch):
    """Complaint 18: four photos of one item; one removed, one removed and brought back, one moved; after a power cut each is where it
    belongs, and at the centre nothing is missing and nothing is left over."""
    enrol(tablet, server, "王建国")
    server.stop()
    tablet.wait_app("sync.netIcon", "cloud-off")
    visit = check_in(tablet, "专项")
    give_full_marks(tablet)
    tablet.tap("runner.section." + tablet.rows("runner.sections")[0]["key"])
    tablet.tap(f"runner.item.{tablet.rows('runner.items')[0]['key']}.question")
    tablet.tap("runner.photo")
    for n in range(1, 5):
        shoot(tablet, scratch, n)
        tablet.wait(f"photo.thumb.{n}")
    tablet.tap("photo.thumb.2")
    tablet.tap("photo.remove")
    tablet.wait("photo.thumb.4", gone=True)
    tablet.tap("photo.thumb.3")
    tablet.tap("photo.remove")
    tablet.wait("photo.thumb.3", gone=True)
    tablet.tap("shell.undo")
    tablet.wait("photo.thumb.3")
    tablet.tap("photo.thumb.1")
    target = tablet.app("photo.moveTargets")[0]["value"]
    tablet.tap("photo.move")
    tablet.tap("photo.move." + target)
    tablet.wait("photo.thumb.3", gone=True)
    tablet.do("kept")
    tablet.kill()

    tablet.start()
    unlock(tablet)
    tablet.wait_app("route", "runner")
    tablet.tap("runner.photo")
    tablet.wait("photo.thumb.2")
    check("photo.thumb.3" not in tablet.names(), "a photo that was removed or moved is back")
    tablet.shot("several")
    tablet.tap("photo.thumb.1")
    tablet.tap("photo.release.no_child")  # of the two, not of the one that was moved
    tablet.wait_app("photo.releaseAsk", False)
    server.start()
    tablet.do("retry")
    photos = photos_come(server, visit, [False, True, True])
    items = sorted(photo["subject"]["item"] for photo in photos)
    check(items.count(target) == 1 and len(set(items)) == 2, f"the photos are of {items}, one of {target}")
    check([photo["subject"]["item"] for photo in photos if not photo["received"]] == [target], "the one that nobody was asked about is another")


if __name__ == "__main__":
    sys.exit(main((asked_of_each_photo, several_of_one_item)))
