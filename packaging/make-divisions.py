#!/usr/bin/env python3
"""Writes assets/divisions.csv (code,name,parent,pinyin,latitude,longitude): the divisions of China to the county level,
GB/T 2260, how their names are read, and where their seats of government stand, in degrees to a tenth of a kilometre.

Usage: packaging/make-divisions.py [china-division-2.7.0.tgz]

Without an argument the npm package is fetched by `npm pack`; readings are made by pypinyin 0.55.0 (`pip install
pypinyin`), places are those of cpca 0.5.5, fetched by `pip download`. A county that has been renamed since stands where
the one of its old name stood; one without any place stands nowhere, and its city's is used. What the list leaves out, and why:
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
import zipfile

from pypinyin import lazy_pinyin

PACKAGE = "china-division@2.7.0"
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
ADDED = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
PLACES = "cpca==0.5.5"
# Hanzi that pypinyin reads otherwise than the people of these places do.
ALWAYS = {
    "什": "shi", "都": "du", "尾": "wei", "长": "chang", "勒": "le", "朝": "chao", "漯": "luo", "佛": "fo", "珲": "hun",
    "蚌": "beng", "峒": "tong", "伽": "jia",
}
READINGS = {
    "长子县": "zhang zi xian", "闵行区": "min hang qu", "曾都区": "zeng du qu", "单县": "shan xian",
    "洪洞县": "hong tong xian", "浚县": "xun xian", "涡阳县": "guo yang xian", "荥经县": "ying jing xian",
    "筠连县": "jun lian xian", "南乐县": "nan le xian", "民乐县": "min le xian", "召陵区": "shao ling qu",
    "繁峙县": "fan shi xian", "中牟县": "zhong mu xian", "泊头市": "bo tou shi", "穆棱市": "mu ling shi",
    "六合区": "lu he qu", "浪卡子县": "lang ka zi xian", "称多县": "chen duo xian",
}
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


def reading(name):
    if name in READINGS:
        return READINGS[name]
    syllables = lazy_pinyin(name, v_to_u=False)
    return " ".join(ALWAYS.get(hanzi, syllable) for hanzi, syllable in zip(name, syllables))


def places():
    """Latitude and longitude by code, and all places of a name (without its kind) in a province."""
    by_code, by_name = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PLACES]
        subprocess.run(fetch, check=True)
        with zipfile.ZipFile(next(pathlib.Path(folder).glob("*.whl"))) as wheel:
            text = wheel.read("cpca/resources/adcodes.csv").decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        if row["longitude"]:
            place = f"{float(row['latitude']):.3f}", f"{float(row['longitude']):.3f}"
            code = row["adcode"][:6]
            by_code[code] = place
            by_name.setdefault((code[:2], row["name"].rstrip("区县市")), []).append(place)
    return by_code, by_name


def placed(row, by_code, by_name):
    code, name, parent = row
    same_name = by_name.get((code[:2], name.rstrip("区县市")), [])
    place = by_code.get(code) or (same_name[0] if len(same_name) == 1 else ("", ""))
    return code, name, parent, reading(name), *place


def main():
    known = places()
    with tempfile.TemporaryDirectory() as folder:
        archive = sys.argv[1] if len(sys.argv) > 1 else packed(folder)
        with tarfile.open(archive) as tar:
            found = [placed(row, *known) for row in sorted(rows(tar))]
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "name", "parent", "pinyin", "latitude", "longitude"])
        writer.writerows(found)
    print(f"{len(found)} divisions in {TARGET}")


if __name__ == "__main__":
    main()
