import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeIn, isBlank, plainly } from "../../../worker/web/typed-text.ts";

/** What shows nothing by itself: spaces, joiners, directions, fillers, tags, selectors, accents without a letter. */
const nothing = Array.from(
  " \t\n\r\u00a0\u2002\u2003\u2009\u202f\u205f\u3000\u1680\u2028\u2029\ufeff" +
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\u180e" +
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufe00\ufe0f\ufffc\u0001\u007f\u0085" +
    "\u0301\u20e3\u{e0001}\u{e0041}\u{e007f}\u{e0100}\u{1d159}\u{1d173}\u{13441}\u{13442}",
);

describe("a text", () => {
  it("is blank when it shows nothing, however many marks it has", () => {
    const blank = fc.array(fc.constantFrom(...nothing), { maxLength: 40 }).map((marks) => marks.join(""));
    fc.assert(
      fc.property(blank, (text) => {
        expect(isBlank(text)).toBe(true);
      }),
    );
  });

  it("is not blank once it shows a letter, digit or sign of any script among them", () => {
    const drawn = fc.constantFrom(
      ...Array.from("aЯ李가أ१๑!¥👍🏴❤。ｱ"),
      "Å",
      "e\u0301",
      "👩‍👩‍👧",
      "🏴\u{e0067}\u{e007f}",
    );
    const around = fc.array(fc.constantFrom(...nothing)).map((marks) => marks.join(""));
    fc.assert(
      fc.property(around, drawn, around, (left, shown, right) => {
        expect(isBlank(left + shown + right)).toBe(false);
      }),
    );
  });

  it.each([
    ["３５９ ５４２", "359 542"],
    ["\u202a359\u202c\u00a0542\u200b", "359 542"],
    ["٣٥٩ ٥٤٢", "359 542"],
    ["۳۵۹۵۴۲", "359542"],
    ["३५९५४२", "359542"],
    ["๓๕๙๕๔๒", "359542"],
    ["𝟯𝟱𝟵", "359"],
    [" a\t\u3000b\n", "a b"],
    ["ＡＢ－１２", "AB-12"],
  ])("means plainly what somebody typed as %s", (typed, meant) => {
    expect(plainly(typed)).toBe(meant);
  });

  it("reads the digits of every script", () => {
    const zero = fc.constantFrom(
      0x30,
      0x660,
      0x6f0,
      0x7c0,
      0x966,
      0x9e6,
      0xe50,
      0x1040,
      0x17e0,
      0x1810,
      0xff10,
      0x1e950,
    );
    fc.assert(
      fc.property(zero, fc.stringMatching(/^\d{6}$/), (start, digits) => {
        const typed = Array.from(digits, (digit) => String.fromCodePoint(start + Number(digit))).join("");
        expect(codeIn(typed)).toBe(digits);
      }),
    );
  });
});
