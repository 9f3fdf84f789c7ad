#!/bin/sh
# Draws every screen, zh-CN and en, upright and lying, into docs/screens/: one command for all pictures. Needs Xvfb.
set -eu
cd "$(dirname "$0")/.."
cargo build --workspace --examples
number=90
for size in 1080x1920 1920x1080; do
    for language in zh-CN en; do
        number=$((number + 1))
        Xvfb ":$number" -screen 0 "${size}x24" >/dev/null 2>&1 &
        screen=$!
        sleep 2
        rm -rf "docs/screens/$language-$size"
        words=""
        [ "$language" = en ] && words=en
        # shellcheck disable=SC2086 # no word where the language is the first one
        DISPLAY=":$number" target/debug/examples/look "$size" "docs/screens/$language-$size" small $words || failed=1
        kill "$screen"
        wait "$screen" 2>/dev/null || true
    done
done
du -sh docs/screens
exit "${failed:-0}"
