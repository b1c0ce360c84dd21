#!/usr/bin/env bash
# Pictures of every page of the console, in Chromium, on the examples of docs/API.md: tests/web/shots.sh DIR [build folder]
set -eu
out=$(realpath "$1")
cd "$(dirname "$0")/../.."
build=$(realpath "${2:-build/dev}")
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }
export MC_WEB_ASSETS=$(cached MC_WEB_ASSETS_DIR) MC_WEB_CHROMIUM=$(cached CHROMIUM)
export MC_WEB_TEST_MODULES=$build/tests/web/packages/node_modules
mkdir -p "$out/console"
"$(cached NODE)" tests/web/look.mjs "$out/console"
