#!/usr/bin/env bash
# The walk through the product that `./dev run` starts.
#   run.sh            no display: a whole visit by touch, printed; pictures of every screen in build/run/shots
#   run.sh --display  in windows: server with demo data, the tablet program, and what one needs to try both
# BUILD (default build/dev) names the build.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build/dev}
programs=(--tablet "$build/bin/mingcha-driven" --server "$build/bin/mingchad")
if [ "${1:-}" = --display ]; then
    shift
    exec python3 -B tests/journey/show.py --tablet "$build/bin/mingcha" --server "$build/bin/mingchad" --out build/run "$@"
fi
exec python3 -B tests/journey/journey.py "${programs[@]}" --out build/run --all-sizes "$@"
