"""Subsets the text fonts and builds the icon font with its table of constants. Called by make-fonts.sh."""

import argparse
import bz2
import pathlib
import re

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

# Everything a screen shows beside hanzi: Latin with accents (names of foreigners), punctuation, arrows, currency,
# fractions, circled numbers, units, full-width forms.
SYMBOLS = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2B0, 0x2DD), (0x391, 0x3C9), (0x2010, 0x2027), (0x2030, 0x203E),
    (0x20A0, 0x20BF), (0x2103, 0x2103), (0x2109, 0x2109), (0x2116, 0x2122), (0x2150, 0x218B), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x2606), (0x2713, 0x2717), (0x3000, 0x303F),
    (0x3105, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE5), (0xFFFD, 0xFFFD),
]


def characters(unihan):
    """The 8,105 characters of the 通用规范汉字表, GB 2312, and the symbols."""
    chars = {c for lo, hi in SYMBOLS for c in range(lo, hi + 1)}
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        tgh = {int(f[0][2:], 16) for f in (line.split("\t") for line in lines) if len(f) > 1 and f[1] == "kTGH"}
    if len(tgh) != 8105:
        raise SystemExit(f"expected 8105 characters with kTGH, found {len(tgh)}")
    chars |= tgh
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                chars.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return chars


def text_font(source, target, chars):
    options = subset.Options()
    # Horizontal text only: kerning and the locale's forms stay, vertical metrics and hints go.
    options.layout_features = ["kern", "palt", "halt", "locl", "ccmp", "mark", "mkmk", "tnum"]
    options.hinting = False
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 14]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=chars)
    subsetter.subset(font)
    font.save(str(target))
    print(f"{target.name}: {target.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def code_points(css, duotone=False):
    """Icon name to code point(s), as Phosphor's style sheet has them."""
    codes = {}
    for name, part, code in re.findall(r"\.ph-([a-z-]+):(before|after) \{\s*content: \"\\([0-9a-f]+)\"", css):
        codes.setdefault(name, {})[part] = int(code, 16)
    return {n: (c["before"], c.get("after")) if duotone else c["before"] for n, c in codes.items()}


def icon_font(phosphor, names, target):
    """One font with four glyphs an icon: bold line, filled, and the two layers of the duotone."""
    src = phosphor / "src"
    bold, fill, duo = (TTFont(str(src / w / f"Phosphor-{w.title()}.ttf")) for w in ("bold", "fill", "duotone"))
    css = {w: (src / w / "style.css").read_text() for w in ("bold", "fill", "duotone")}
    bold_codes, fill_codes = code_points(css["bold"]), code_points(css["fill"])
    duo_codes = code_points(css["duotone"], duotone=True)
    order, cmap, glyphs, metrics = [".notdef"], {}, {".notdef": bold["glyf"][".notdef"]}, {".notdef": (1024, 0)}
    for i, name in enumerate(names):
        back, front = duo_codes[name]
        # An icon whose duotone has one layer only is drawn with an empty back layer.
        layers = [(bold, bold_codes[name]), (fill, fill_codes[name]), (duo, back), (duo, front)]
        if front is None:
            layers[2:] = [(duo, None), (duo, back)]
        for j, (font, code) in enumerate(layers):
            glyph = f"{name}.{j}"
            order.append(glyph)
            cmap[0xE000 + 4 * i + j] = glyph
            source = font.getBestCmap()[code] if code is not None else font.getBestCmap()[0x20] if 0x20 in font.getBestCmap() else None
            shape = glyphs[glyph] = font["glyf"][source] if source else type(glyphs[".notdef"])()
            # Phosphor's files store a bounding box that begins at 0; a side bearing that is not the true xMin would
            # shift the two layers of an icon against each other.
            shape.recalcBounds(font["glyf"])
            metrics[glyph] = (font["head"].unitsPerEm, getattr(shape, "xMin", 0) or 0)
    builder = FontBuilder(bold["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    em = bold["head"].unitsPerEm
    builder.setupHorizontalHeader(ascent=bold["hhea"].ascent, descent=bold["hhea"].descent)
    builder.setupOS2(sTypoAscender=bold["hhea"].ascent, sTypoDescender=bold["hhea"].descent, usWinAscent=em, usWinDescent=em)
    builder.setupNameTable({"familyName": "Yizhan Icons", "styleName": "Regular",
                            "copyright": "Phosphor Icons, MIT License, Copyright (c) 2020-2021 Phosphor Icons"})
    builder.setupPost()
    builder.save(str(target))
    print(f"{target.name}: {target.stat().st_size} bytes, {len(names)} icons")


def constants(table, target):
    lines = [
        "//! Code points of assets/fonts/icons.ttf, made by packaging/make-fonts.sh from assets/icons.tsv. Not edited by hand.",
        "",
        "use super::icon::Icon;",
        "",
    ]
    lines += [f"pub const {const}: Icon = Icon::at({i});" for i, (const, _) in enumerate(table)]
    lines += ["", "/// Every icon the font has.", "pub const ALL: &[Icon] = &["]
    lines += [f"    {const}," for const, _ in table] + ["];", ""]
    target.write_text("\n".join(lines))


def main():
    parser = argparse.ArgumentParser()
    for option in ("--noto", "--phosphor", "--unihan", "--out"):
        parser.add_argument(option, required=True, type=pathlib.Path)
    args = parser.parse_args()
    fonts = args.out / "assets" / "fonts"
    chars = characters(args.unihan)
    text_font(args.noto / "400Regular" / "NotoSansSC_400Regular.ttf", fonts / "NotoSansSC-Regular.ttf", chars)
    text_font(args.noto / "700Bold" / "NotoSansSC_700Bold.ttf", fonts / "NotoSansSC-Bold.ttf", chars)
    rows = (args.out / "assets" / "icons.tsv").read_text().splitlines()
    table = [tuple(r.split("\t")) for r in rows if r and not r.startswith("#")]
    icon_font(args.phosphor, [name for _, name in table], fonts / "icons.ttf")
    constants(table, args.out / "src" / "widgets" / "icons.rs")


if __name__ == "__main__":
    main()
