#!/usr/bin/env bash
# The reconnect storm: 100 tablets × 20 visits × 45 records against a real mingchad over TLS, the SQLite reference beside it.
# One line of JSON on stdout, one line a run on stderr; arguments go to mingcha-load (--help).
set -euo pipefail
cd "$(dirname "$0")/.."
exec build/release/bin/mingcha-load --dir build/run --with-plain "$@"
