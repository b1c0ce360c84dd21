"""What an office worker's browser would get of one visit: `/api/v1` of the real server, and the words that the console shows for codes."""

import http.cookiejar
import json
import pathlib
import re
import ssl
import urllib.error
import urllib.request

from tablet import Failure

WORDS = pathlib.Path(__file__).resolve().parents[2] / "server/web/src/words.ts"


def words(key):
    """(zh, en) of a code, as the console has them."""
    found = re.search(rf'^ *"{re.escape(key)}": \["([^"]*)", "([^"]*)"\]', WORDS.read_text(), re.MULTILINE)
    if not found:
        raise Failure(f"the console has no words for {key}")
    return found.groups()


class Console:
    def __init__(self, address, account="lixia", password="mingcha-demo"):
        self.address = address
        ours = ssl.create_default_context()  # the server's own certificate, on loopback
        ours.check_hostname, ours.verify_mode = False, ssl.CERT_NONE
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=ours),
                                                  urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.ask("/api/v1/session", {"name": account, "password": password})

    def fetch(self, path, body=None):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode() if body else None, {"Content-Type": "application/json"})
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            raise Failure(f"{path}: {refused.code} {refused.read().decode()}") from refused

    def ask(self, path, body=None):
        return json.loads(self.fetch(path, body))

    def visit(self, visit_id):
        """The visit with its steps and their rulings."""
        return self.ask(f"/api/v1/visits/{visit_id}")


def check_rulings(visit):
    """Raises Failure unless every step of the visit and of its findings has been ruled on and stands. Answers how many there are."""
    if not visit["steps"]:
        raise Failure("the office sees no step of the visit")
    for step in visit["steps"]:
        result = (step["ruling"] or {}).get("result", "no ruling yet")
        if result not in ("in_force", "noted"):
            raise Failure(f"{step['act']} is not in force: {result}")
    unruled = [one["id"] for one in (visit, *visit["findings"]) if one["provisional"]]
    if unruled:
        raise Failure(f"the office shows as provisional: {unruled}")
    return len(visit["steps"])
