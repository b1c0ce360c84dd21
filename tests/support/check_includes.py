#!/usr/bin/env python3
"""Includes run one way: qml -> client -> shared, server -> shared. Each folder includes only what its row allows."""

import fnmatch
import pathlib
import re

import tree

# folder: the folders it may include besides itself. A new folder needs a row, and the rows may not form a circle.
LAYERS = {
    "shared/base": [],
    "shared/record": ["shared/base"],
    "shared/sqlite": ["shared/base"],
    "shared/merge": ["shared/base", "shared/record"],
    "shared/evidence": ["shared/base", "shared/record", "shared/merge"],
    "shared/rules": ["shared/base", "shared/record", "shared/merge"],
    "shared/data": ["shared/base", "shared/record", "shared/merge", "shared/rules"],
    "shared/wire": ["shared/base", "shared/record", "shared/merge", "shared/rules", "shared/evidence"],
    "shared/sync": ["shared/base", "shared/record", "shared/merge", "shared/rules", "shared/evidence", "shared/wire"],
    "shared/replica": ["shared/base", "shared/record", "shared/merge", "shared/rules", "shared/evidence", "shared/wire",
                       "shared/sync", "shared/sqlite", "shared/data"],
    "server/web": ["shared/base"],
    "server/ops": ["shared/*"],
    # the edge knows none of those it serves: they give it handlers
    "server/net": ["shared/*", "server/ops"],
    "server/blobs": ["shared/*", "server/ops", "server/net"],
    "server/store": ["shared/*", "server/ops"],
    "server/sync": ["shared/*", "server/ops", "server/net", "server/store", "server/blobs"],
    "server/api": ["shared/*", "server/ops", "server/net", "server/store", "server/blobs", "server/sync", "server/web"],
    "server/admin": ["shared/*", "server/ops", "server/store", "server/blobs", "server/sync", "server/api", "server/net"],
    "server/app": ["shared/*", "server/*"],
    "client/platform": ["shared/*"],
    "client/sync": ["shared/*", "client/platform"],
    "client/viewmodels": ["shared/*", "client/platform", "client/sync"],
    # the C++ of qml (controls, languages) knows no view model: pages meet them by QML import. The composition loads both.
    "qml": ["shared/*"],
    "client/app": ["shared/*", "client/*", "qml"],
    "bench": ["shared/*", "server/*"],
    # the disk and the memory that fail under SQLite
    "tests/sqlite": ["shared/*"],
    "tests": ["shared/*", "server/*", "client/*", "qml", "bench", "tests/sqlite"],
}

# header: the folders that may include it. What is not named here is free.
HEADERS = {
    r"sqlite3\.h": ["shared/sqlite", "tests/sqlite"],
    r"sodium(\.h|/.*)": ["shared/base", "tests"],
    r"zstd\.h|zdict\.h": ["shared/base", "shared/wire", "server/*", "bench", "tests"],
    r"boost/(asio|beast)[./].*": ["server/*", "bench", "tests"],
    r"Q[A-Za-z]+(/.*)?|q[a-z]+\.h": ["client/*", "qml", "tests"],
    r"thread|mutex|shared_mutex|condition_variable|future|stop_token": ["server/*", "client/*", "qml", "bench", "tests"],
    r"sys/socket\.h|netinet/.*|arpa/.*": ["server/*", "client/*", "bench", "tests"],
}

# folder: words that its code may not use, comments apart.
WORDS = {
    "shared": r"std::j?thread\b|(?:system|steady|high_resolution)_clock::now\b|\b(?:gettimeofday|clock_gettime)\s*\("
              r"|\bstd::time\s*\(|\bstd::this_thread\b",
}

SOURCES = (".cpp", ".hpp", ".h", ".cc")
OURS = ("shared/", "server/", "client/", "qml/", "bench/", "tests/")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(name):
    """The row that a file belongs to: its deepest folder that has one; None for a folder without a row."""
    parts = pathlib.PurePath(name).parts
    return next((row for row in ("/".join(parts[:2]), parts[0]) if row in LAYERS), None)


def allowed(layer, rows):
    return any(fnmatch.fnmatch(layer, row) for row in rows)


def include_error(layer, bracket, header):
    if bracket == '"' and header.startswith(OURS):
        target = layer_of(header)
        if target != layer and not (target and allowed(target, LAYERS[layer])):
            return f"{layer} may not include {target or header}"
    if bracket == '"' and not header.startswith(OURS) and layer.startswith("shared/"):
        return f'write the include from the root of the tree: "{header}"'
    for pattern, rows in HEADERS.items():
        if bracket == "<" and re.fullmatch(pattern, header) and not allowed(layer, rows):
            return f"{layer} may not include <{header}>"
    return None


def check_file(root, name):
    layer = layer_of(name)
    if layer is None:
        return [f"{name}: its folder has no row in LAYERS"]
    text = tree.without_comments(tree.read_text(root, name) or "")
    words = next((pattern for top, pattern in WORDS.items() if name.startswith(top + "/")), None)
    messages = []
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match and (error := include_error(layer, *match.groups())):
            messages.append(f"{name}:{number}: {error}")
        if words and (word := re.search(words, line)):
            messages.append(f"{name}:{number}: {layer} may not use {word.group(0).strip()}")
    return messages


def circles():
    """Rows from which a folder could include itself through others."""
    reach = {row: {other for other in LAYERS if other != row and allowed(other, LAYERS[row])} for row in LAYERS}
    for _ in LAYERS:
        reach = {row: found.union(*(reach[other] for other in found)) for row, found in reach.items()}
    return [f"LAYERS: {row} reaches itself" for row, found in reach.items() if row in found]


def check(root, names):
    sources = [name for name in names if name.startswith(OURS) and name.endswith(SOURCES)]
    return circles() + [message for name in sources for message in check_file(root, name)]


def self_test():
    good = {
        "shared/merge/a.cpp": '#include <vector>\n#include "shared/record/value.hpp"\n// std::thread is for others\n',
        "shared/sqlite/database.cpp": "#include <sqlite3.h>\n",
        "client/viewmodels/a.cpp": '#include <QObject>\n#include "client/sync/worker.hpp"\n#include "shared/rules/score.hpp"\n',
        "server/net/a.cpp": '#include <boost/beast.hpp>\n#include <thread>\n#include "server/ops/log.hpp"\n',
    }
    bad = [
        ("shared/base/a.cpp", '#include "shared/record/value.hpp"\n', "may not include shared/record"),
        ("shared/merge/b.cpp", '#include "shared/wire/frame.hpp"\n', "may not include shared/wire"),
        ("shared/sync/a.cpp", '#include "shared/sqlite/database.hpp"\n', "may not include shared/sqlite"),
        ("shared/sync/b.cpp", '#include "client/sync/worker.hpp"\n', "may not include client/sync"),
        ("server/store/a.cpp", '#include "server/net/session.hpp"\n', "may not include server/net"),
        ("server/net/b.cpp", '#include "server/sync/hub.hpp"\n', "may not include server/sync"),
        ("server/app/a.cpp", '#include "client/app/application.hpp"\n', "may not include client/app"),
        ("client/app/a.cpp", '#include "server/store/store.hpp"\n', "may not include server/store"),
        ("client/sync/a.cpp", '#include "client/viewmodels/list.hpp"\n', "may not include client/viewmodels"),
        ("shared/base/q.cpp", "#include <QString>\n", "<QString>"),
        ("server/api/q.cpp", "#include <QtCore/QString>\n", "<QtCore/QString>"),
        ("shared/sync/s.cpp", "#include <boost/asio.hpp>\n", "<boost/asio.hpp>"),
        ("client/sync/s.cpp", "#include <boost/beast/core.hpp>\n", "<boost/beast/core.hpp>"),
        ("shared/sync/t.cpp", "#include <thread>\n", "<thread>"),
        ("shared/base/t.cpp", "std::thread worker;\n", "std::thread"),
        ("shared/base/n.cpp", "auto now = std::chrono::system_clock::now();\n", "system_clock::now"),
        ("shared/base/m.cpp", "auto now = std::chrono::steady_clock::now();\n", "steady_clock::now"),
        ("server/store/l.cpp", "#include <sqlite3.h>\n", "<sqlite3.h>"),
        ("shared/base/r.cpp", '#include "bytes.hpp"\n', "from the root"),
        ("shared/attic/a.cpp", "int x;\n", "no row"),
    ]
    return circles() + tree.expect_failures(check, good, bad)


if __name__ == "__main__":
    tree.main(check, self_test, __doc__)
