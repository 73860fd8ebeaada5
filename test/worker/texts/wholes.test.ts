import { expect, it } from "vitest";
import { splitAtWholes, withMarks } from "../../../worker/texts/wholes.ts";

it.each([
  ["You signed it on 27 November 2026 at 10:33.", ["27 November 2026 at 10:33."]],
  ["Вы подписали это 27 ноября 2026\u00A0года в 10:15, а затем…", ["27 ноября 2026\u00A0года в 10:15,"]],
  ["Действует с\u00A028 октября 2026\u00A0года", ["с\u00A028 октября 2026\u00A0года"]],
  ["您于 2026年11月27日 10:33 签署。", ["2026年11月27日 10:33"]],
  ["The version (22 November 2026) and 2026-11-25", ["(22 November 2026)", "2026-11-25"]],
  ["M-ABCD-1234-5678\u2060\u00A0– M-ABCD-1234-5679", ["M-ABCD-1234-5678\u2060\u00A0–", "M-ABCD-1234-5679"]],
  ["С 28 октября 2026\u00A0года\u00A0— новое", ["28 октября 2026\u00A0года\u00A0—"]],
  ["From 28 October 2026 to 26 November 2026.", ["28 October 2026", "26 November 2026."]],
  ["Order M-ABCD-1234-5678: see it", ["M-ABCD-1234-5678:"]],
  ["签名回执 S-L7yL2wSdMNxs，", ["S-L7yL2wSdMNxs，"]],
  ["Signed receipt S-_-7yL2w-MNx- below", ["S-_-7yL2w-MNx-"]],
  ["It goes to l…n@mail.example.org, in English", ["l…n@mail.example.org,"]],
  ["Yours is rock&roll@xn--bcher-kva.example", ["rock&roll@xn--bcher-kva.example"]],
  ["写信到 privacy@example.com。", ["privacy@example.com。"]],
])("keeps on one line what belongs on one: %s", (text, whole) => {
  const parts = splitAtWholes(text);
  expect(parts.join("")).toBe(text);
  expect(parts.filter((_, index) => index % 2 === 1)).toEqual(whole);
});

it.each([
  "12 boxes of apples",
  "@home and a@b",
  "Version 2 of 5",
  "A-1234 is no reference",
  "S-L7yL2wSdMNxsQ is longer",
  "共 2026 份",
])("leaves other words as they are: %s", (text) => {
  expect(splitAtWholes(text)).toEqual([text]);
});

const time = { element: "time", datetime: "2026-11-26", words: ["26 November 2026"] } as const;
const stressed = { element: "strong", words: ["11 December 2026 at 12:37"] } as const;
const link = { element: "a", href: "/", words: ["what changed on 26 November 2026"] } as const;

it.each([
  [["At the end of ", "26 November 2026", ": ", "a"], ["At the end of 26 November 2026: a"]],
  [
    [time, ": ", "held"],
    [{ before: "", whole: time, behind: ":" }, " held"],
  ],
  [
    ["Действует с\u00A0", time, "), "],
    ["Действует ", { before: "с\u00A0", whole: time, behind: ")," }, " "],
  ],
  [
    ["since ", time],
    ["since ", { before: "", whole: time, behind: "" }],
  ],
  [
    ["It is erased on ", stressed, "."],
    ["It is erased on ", { before: "", whole: stressed, behind: "." }, ""],
  ],
  [
    [link, "."],
    [link, "."],
  ],
])("joins neighbouring words and gives what stays whole the marks around it: %j", (rich, parts) => {
  expect(withMarks(rich)).toEqual(parts);
});

it("takes no longer for a long text that looks like the beginning of an address", () => {
  const text = "a.".repeat(200_000);
  const began = performance.now();
  expect(splitAtWholes(text)).toEqual([text]);
  expect(performance.now() - began).toBeLessThan(5_000);
});
