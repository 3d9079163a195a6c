"""Makes MamoriMinchoSupplement-Regular.otf from Noto Serif CJK JP (Debian: fonts-noto-cjk-extra).

It holds what neither BIZ UDMincho nor IPAmj明朝 has: ideographic variation sequences, Chinese
characters and symbols; no Hangul. Needs fonttools:

    python3 make_supplement.py NotoSerifCJK-Regular.ttc
"""

import sys
import unicodedata

from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "Mamori Mincho Supplement"
POSTSCRIPT_NAME = "MamoriMinchoSupplement-Regular"


def sequences(font):
    return {
        (base, selector)
        for table in font["cmap"].tables
        if table.format == 14
        for selector, entries in table.uvsDict.items()
        for base, _ in entries
    }


def rename(font):
    for record in list(font["name"].names):
        text = {1: NAME, 3: "1;" + POSTSCRIPT_NAME, 4: NAME, 6: POSTSCRIPT_NAME}.get(record.nameID)
        if text:
            record.string = text
    cff = font["CFF "].cff
    cff.fontNames = [POSTSCRIPT_NAME]
    cff.topDictIndex[0].FullName = NAME
    cff.topDictIndex[0].FamilyName = NAME


def main(source):
    others = [TTFont("BIZUDMincho-Regular.ttf"), TTFont("ipamjm.ttf")]
    covered = set().union(*(font.getBestCmap() for font in others))
    covered_sequences = set().union(*(sequences(font) for font in others))

    # Its time of making stays that of the source, so that the file can be made again byte for byte.
    noto = TTFont(source, fontNumber=0, lazy=True, recalcTimestamp=False)
    wanted_sequences = sequences(noto) - covered_sequences
    characters = {base for base, _ in wanted_sequences} | {0x20}
    for character in noto.getBestCmap():
        if character not in covered and "HANGUL" not in unicodedata.name(chr(character), ""):
            characters.add(character)

    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters | {selector for _, selector in wanted_sequences})
    subsetter.subset(noto)
    for table in noto["cmap"].tables:
        if table.format == 14:
            kept = {
                selector: [entry for entry in entries if (entry[0], selector) in wanted_sequences]
                for selector, entries in table.uvsDict.items()
            }
            table.uvsDict = {selector: entries for selector, entries in kept.items() if entries}
    rename(noto)
    noto.save(POSTSCRIPT_NAME + ".otf")


main(sys.argv[1])
