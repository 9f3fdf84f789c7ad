#!/bin/sh
# Makes assets/fonts/: the text fonts and the icon font, subset to what a station shows. Run it after adding an icon to
# assets/icons.tsv; the results are committed, so that a build needs neither npm nor Python.
#
# Needs: npm, python3 with fonttools (pip install fonttools), and Debian's unicode-data (the 8,105 characters of the
# 通用规范汉字表 stand in Unihan as kTGH).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 @phosphor-icons/web@2.1.2 >/dev/null
mkdir noto phosphor
tar -xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz -C noto --strip-components=1
tar -xzf phosphor-icons-web-2.1.2.tgz -C phosphor --strip-components=1
cp noto/LICENSE_FONT "$here/assets/fonts/NotoSansSC-OFL.txt"
cp phosphor/LICENSE "$here/assets/fonts/Phosphor-MIT.txt"
python3 "$here/packaging/make_fonts.py" --noto noto --phosphor phosphor \
    --unihan /usr/share/unicode/Unihan_OtherMappings.txt.bz2 --out "$here"
