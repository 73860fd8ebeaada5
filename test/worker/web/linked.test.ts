import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linked, partsOf } from "../../../worker/web/linked.ts";

/** The addresses that become links in a text. */
const addressesIn = (text: string) =>
  partsOf(text).flatMap((part) => (typeof part === "string" ? [] : [part.address]));

const addresses = [
  "https://shop.example",
  "https://shop.example/",
  "http://shop.example:8080/a",
  "HTTPS://Shop.Example/a",
  "https://shop.example/a?b=1&c=2#d",
  "https://en.wikipedia.example/wiki/Mercury_(planet)",
  "https://shop.example/a_(b)_(c)/d",
  "https://shop.example/产品/茶",
  "https://shop.example/путь?q=чай#раздел",
  "https://пример.рф/путь",
  "https://例子.中国/产品",
  "https://xn--e1afmkfd.xn--p1ai/a",
  "https://shop.example/~li/a_b/*c*/@d/e;f,g!h$i+j",
  "https://shop.example/%E8%8C%B6?x=%3Cb%3E",
  "https://shop.example/en/confirm/-abc_DEF-123_/",
  "http://localhost:8787/en/",
  "http://203.0.113.7/a",
  "https://li:secret@shop.example/a",
];

const around: [string, string][] = [
  ["", ""],
  ["See ", "."],
  ["See ", "?"],
  ["See ", "!"],
  ["See ", "…"],
  ["See ", ":"],
  ["See ", "; then"],
  ["See ", ", then"],
  ["<", ">"],
  ['"', '"'],
  ["'", "'"],
  ["‘", "’"],
  ["(", ")"],
  ["(see ", ")."],
  ["[", "]"],
  ["«", "»"],
  ["„", "“"],
  ["“", "”."],
  ["（", "）"],
  ["「", "」"],
  ["《", "》"],
  ["请看", "。谢谢"],
  ["请看 ", "，谢谢"],
  ["请看：", "；谢谢"],
  ["смотрите ", " — и всё"],
  ["*", "*"],
  ["**", "**."],
  ["\u202a", "\u202c"],
  ["", "\u200b"],
  ["", "\ufeff."],
  ["请看", "\u200b谢谢"],
  ["a\n", "\nb"],
];

describe("an address of a page in a text", () => {
  it("is a link to what was typed, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...addresses), fc.constantFrom(...around), (address, [left, right]) => {
        expect(addressesIn(`${left}${address}${right}`)).toEqual([address]);
      }),
      { numRuns: addresses.length * around.length },
    );
  });

  it("is escaped after it was found", () => {
    const text = `<https://shop.example/a?b=1&c=2> & "x" <b>`;
    expect(linked(text).map((part) => (typeof part === "string" ? part : String(part)))).toEqual([
      "<",
      '<a href="https://shop.example/a?b=1&amp;c=2">https://shop.example/a?b=1&amp;c=2</a>',
      '> & "x" <b>',
    ]);
  });

  it.each([
    "shop.example",
    "www.shop.example/a",
    "li@shop.example",
    "mailto:li@shop.example",
    "javascript:alert(1)",
    "ftp://shop.example/a",
    "//shop.example/a",
    "https://",
    "https:// shop.example",
  ])("is none that a guess would make of %s", (text) => {
    expect(addressesIn(text)).toEqual([]);
  });

  it("takes nothing from the text and adds nothing to it, in any text", () => {
    const piece = fc.oneof(
      fc.constantFrom(...addresses),
      fc.constantFrom(" ", "\n", ...around.flat()),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const parts = partsOf(text).map((part) => (typeof part === "string" ? part : part.address));
        expect(parts.join("")).toBe(text);
      }),
    );
  });

  it("is found in a long text without taking long", () => {
    for (const text of [
      "(".repeat(20_000),
      "https://".repeat(2_500),
      `https://a.example/${"(".repeat(20_000)}`,
    ])
      expect(partsOf(text).length).toBeGreaterThan(0);
  });
});
