"""The values of one visit, each under one name: as the export of the centre has them, and as its API serves them."""

from tablet import Failure

# What the API calls the keys of a verdict (docs/API.md), and what those are called where they travel.
TRAVELS = {"level": "l", "automatic": "a", "measured": "m", "time": "t", "faults": "f", "text": "x", "na_code": "n"}


def alone(siblings):
    """One person wrote: a second value beside the first is shown with it, and equals nothing that was entered."""
    values = [sibling["value"] for sibling in siblings]
    return values[0] if len(values) == 1 else values


def compare(where, entered, held):
    """Raises Failure with every value that differs, is missing or was never entered."""
    wrong = [f"{name} is {held.get(name)!r}, not {entered.get(name)!r}"
             for name in sorted({*entered, *held}) if entered.get(name) != held.get(name)]
    if wrong:
        raise Failure(f"{where}: " + "; ".join(wrong))


def of_finding(item):
    return f"finding of {item}" if item else "own finding"


def add_photos(out, photos):
    """`photos`: (role, item or None) of each."""
    for role, item in photos:
        name = "signature" if role == "signature" else f"{role} photos of {item}"
        out[name] = out.get(name, 0) + 1


def add_points(out, points, item_of):
    for point in points:
        out[f"{point['choice']} on the {of_finding(item_of(point['finding']))}"] = (point["reason"], point["text"])


def exported(records):
    """From the records of the visit in `mingchad export visits`."""
    def field(record, name):
        return alone(record["fields"].get(name, {"siblings": [{"value": None}]})["siblings"])

    def of(kind):
        return [record for record in records if record["type"] == kind and field(record, "withdrawn") is None]

    def item_of(reference):
        return items.get(reference["hex"])

    out, items = {}, {}
    for answer in of("answer"):
        items[answer["id"].replace("-", "")] = answer["key"]
        for name in answer["fields"]:
            out[f"{name} of {answer['key']}"] = field(answer, name)
    for finding in of("finding"):
        items[finding["id"].replace("-", "")] = field(finding, "item")
        for name in ("title", "class", "basis", "advice", "days", "responsible"):
            out[f"{name} of the {of_finding(field(finding, 'item'))}"] = field(finding, name)
    for name in ("summary", "highlights"):
        out[name] = field(of("visit")[0], name)
    for one in of("confirmation"):
        out["choice"], out["reason"] = field(one, "choice"), field(one, "reason")
        signer = field(one, "signer")
        out["signed by"], out["signed as"], out["name typed"] = signer["name"], signer["role"], signer.get("typed")
        add_points(out, field(one, "points"), item_of)
    add_photos(out, ((field(photo, "role"), item_of(field(photo, "subject"))) for photo in of("photo")))
    return out


def travelling(verdict):
    return {TRAVELS[word]: value for word, value in verdict.items() if word in TRAVELS}


def served(shown):
    """From the answer of `/api/v1/visits/{id}`."""
    def field(of, name):
        return alone(of[name]["siblings"]) if of[name] else None

    out = {}
    for code, answer in shown["answers"].items():
        out[f"verdict of {code}"] = travelling(field(answer, "verdict"))
        out.update({f"{name} of {code}": field(answer, name) for name, value in answer.items() if name not in ("id", "verdict") and value})
    items = {finding["id"]: finding["item"] for finding in shown["findings"]}
    for finding in shown["findings"]:
        for name in ("title", "class", "basis", "advice", "days", "responsible"):
            out[f"{name} of the {of_finding(finding['item'])}"] = field(finding, name)
    for name in ("summary", "highlights"):
        out[name] = field(shown, name)
    for one in shown["confirmations"]:
        out["choice"], out["reason"] = one["choice"], one["reason"]
        signer = one["signer"]
        out["signed by"], out["signed as"], out["name typed"] = signer["name"], signer["role"], signer["typed"]
        out["own code"] = one["code_result"]
        add_points(out, one["points"], items.get)
    add_photos(out, ((photo["role"], photo["subject"]["item"]) for photo in shown["photos"]))
    return out
