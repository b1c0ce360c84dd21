#!/usr/bin/env bash
# Pictures of every screen (with stand-ins for the view models) and of the gallery: tests/qml/shots.sh DIR [build folder]
set -eu
out=$(realpath "$1")
cd "$(dirname "$0")/../.."
bin=${2:-build/dev}/bin
export QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software QT_MEDIA_BACKEND=ffmpeg
"$bin/qml_shots" "$out"
"$bin/mingcha-gallery" --grab "$out/gallery.png"
"$bin/mingcha-gallery" --dark --grab "$out/gallery-dark.png"
