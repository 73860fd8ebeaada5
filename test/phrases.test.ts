import { expect, it } from "vitest";
import { partsOfHeading } from "../site/phrases.ts";

it("short phrases of a Chinese heading stay whole, each with the mark that ends it", () => {
  expect(partsOfHeading("立足新疆，做进出口贸易。")).toEqual(["立足新疆，做进出口贸易。"]);
  expect(partsOfHeading("过去 30\u00A0天的浏览量过少，")).toEqual(["过去 30\u00A0天的浏览量过少，"]);
});

it("a phrase that is longer than a line of a phone may end one between its words, never before a mark", () => {
  const parts = partsOfHeading("我们没有在任何页面上跟踪任何人。");
  expect(parts.join("")).toBe("我们没有在任何页面上跟踪任何人。");
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.at(-1)).toMatch(/人。$/);
  for (const part of parts) expect(part).not.toMatch(/^[，。；：！？”》）]/);
});

it("a mark that opens stays with the word behind it", () => {
  expect(partsOfHeading("“您如何要求我们更正或者删除数据”的历次版本")[0]).toBe("“您");
});

it("a word of one letter stays with the word before it", () => {
  expect(partsOfHeading("Li Wei，有\u00A01\u00A0件事需要您处理。")[0]).toBe("Li Wei，有\u00A01\u00A0件事");
});

it("a name in Latin letters stays as it is", () => {
  expect(partsOfHeading("Alexander Montgomery，目前没有待办事项。")).toEqual([
    "Alexander Montgomery，目前没有待办事项。",
  ]);
});
