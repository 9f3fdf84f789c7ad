#!/usr/bin/env python3
"""Writes assets/readings.txt: how hanzi and words are read, in pinyin without tones, ü as v.

Usage: packaging/make-readings.py FOLDER

The folder is `sources` of the crate pinyin-converter 0.1.0 (in cargo's registry), which holds pinyin-data and phrase-pinyin-data by
mozillazg, and surnames. Each line is a word, and its reading where that is another than that of its hanzi one by one. The lines
ascend by their bytes, so that a program finds the longest word at a place by halving and reads nothing at its start. Left out is
what is never asked for: texts come with simplified characters and small letters, and a word that could not be in such a text is none.
A test (src/search/dictionary.rs) holds the table against the crate.
"""

import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Hanzi that the dictionary reads as surnames where they stand alone, and adverts never do (跟单员, 调漆工).
ALONE = {"单": "dan", "调": "tiao", "藏": "cang", "仇": "chou"}


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#") or ":" not in line:
            continue
        key, value = (part.strip() for part in line.split(":", 1))
        reading = []
        for part in value.split():
            if part.startswith("#"):
                break
            reading.append(part)
        if key and reading:
            yield key, reading


def is_hanzi(c):
    return c == "〇" or any(a <= c <= b for a, b in [("一", "\u9fff"), ("\u3400", "\u4dbf"), ("\U00020000", "\U0003134f")])


def without_tone(syllable):
    plain = ""
    for c in unicodedata.normalize("NFD", syllable):
        if c == "\u0308":
            plain = plain[:-1] + "v"
        elif c.isascii() and c.isalpha():
            plain += c.lower()
    return plain


def main():
    sources = pathlib.Path(sys.argv[1])
    pairs = (ROOT / "assets/simplified.txt").read_text(encoding="utf-8").splitlines()
    simplified = {pair[0]: pair[1] for pair in pairs}

    def comes(word):
        """Whether a normalised text can hold the word."""
        plain = "".join(simplified.get(c, c) for c in unicodedata.normalize("NFKC", word).lower())
        return plain == word and not any(c.isspace() for c in word)

    entries = {}
    for name in ["chars.txt", "patches/chars.txt"]:
        entries.update((chr(int(key.removeprefix("U+"), 16)), reading) for key, reading in rows(sources / name))
    entries.update(rows(sources / "surnames.txt"))
    for name in ["words.txt", "patches/words.txt"]:
        entries.update(rows(sources / name))

    alone = {c: without_tone(reading[0]) for c, reading in entries.items() if len(c) == 1}
    alone.update(ALONE)
    lines = []
    for word, reading in entries.items():
        hanzi = [c for c in word if is_hanzi(c)]
        if not hanzi or not comes(word):
            continue
        one_by_one = [alone.get(c, "?") for c in hanzi]
        if len(word) == 1:
            lines.append(f"{word} {alone[word]}")
        elif len(reading) != len(hanzi) or [without_tone(part) for part in reading] == one_by_one:
            lines.append(word)
        else:
            lines.append(f"{word} {' '.join(without_tone(part) for part in reading)}")
    lines.sort(key=lambda line: line.encode())
    (ROOT / "assets/readings.txt").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} lines")


if __name__ == "__main__":
    main()
