#!/bin/sh
# Draws every screen, zh-CN and en, upright and lying, into docs/screens/, with a README that shows them: one command for all
# pictures. Needs Xvfb. `make-screens.sh first` draws those of a machine's first start alone, which the one-page guide shows.
set -eu
cd "$(dirname "$0")/.."
command -v Xvfb >/dev/null || {
    echo "Xvfb is missing: apt-get install -y --no-install-recommends xvfb" >&2
    exit 1
}
cargo build --workspace --examples
only=${1-}
number=90
for size in 1080x1920 1920x1080; do
    for language in zh-CN en; do
        [ -z "$only" ] || [ "$language-$size" = zh-CN-1080x1920 ] || continue
        number=$((number + 1))
        Xvfb ":$number" -screen 0 "${size}x24" >/dev/null 2>&1 &
        screen=$!
        sleep 2
        [ -n "$only" ] || rm -rf "docs/screens/$language-$size"
        words=""
        [ "$language" = en ] && words=en
        # shellcheck disable=SC2086 # no word where the language is the first one
        DISPLAY=":$number" target/debug/examples/look "$size" "docs/screens/$language-$size" small $words $only || failed=1
        kill "$screen"
        wait "$screen" 2>/dev/null || true
    done
done

{
    echo "# Every screen"
    echo
    echo "Drawn by \`make screens\` over a province that does not exist: a third of a terminal's 1080 by 1920 pixels, few colours."
    echo
    echo "| | 中文 | English | 中文, lying | English, lying |"
    echo "|---|---|---|---|---|"
    for picture in docs/screens/zh-CN-1080x1920/*.png; do
        name=$(basename "$picture" .png)
        row="| $name |"
        for folder in zh-CN-1080x1920 en-1080x1920 zh-CN-1920x1080 en-1920x1080; do
            if [ -f "docs/screens/$folder/$name.png" ]; then
                row="$row ![$name]($folder/$name.png) |"
            else
                row="$row |"
            fi
        done
        echo "$row"
    done
} >docs/screens/README.md
du -sh docs/screens
exit "${failed:-0}"
