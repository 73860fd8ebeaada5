import { describe, expect, it } from "vitest";
import { policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const kept = { scope: "This policy is about lanterns.", use: "We light them." };
const date = "2027-02-01";
const correction = "kind: correction";
const clarification = "kind: clarification";
const long = "We light every lantern at dusk and put it out at dawn, whoever asks. ".repeat(2);

describe("an editor who calls a change smaller than it is", () => {
  it.each<[string, string, string]>([
    [
      "a correction that changes a period",
      policyText(kept, correction).replace("order: P5Y", "order: P1Y"),
      "this is a material change: retention.order goes from P5Y to P1Y.",
    ],
    [
      "a clarification that changes a notice and drops a purpose",
      policyText(kept, clarification, 3).replace("[support]", "[]"),
      "this is a material change: noticeDays goes from 30 to 3, purposes goes from support to .",
    ],
    [
      "a correction with another clause",
      policyText({ ...kept, oil: "Fish oil." }, correction),
      "this is no correction: its clauses are not the same, in the same order.",
    ],
    [
      "a correction with its clauses in another order",
      policyText({ use: kept.use, scope: kept.scope }, correction),
      "this is no correction: its clauses",
    ],
    [
      "a correction with another paragraph",
      policyText({ ...kept, use: `${kept.use}\n\nOr not.` }, correction),
      "this is no correction: whole paragraphs went or came (1).",
    ],
    [
      "a correction of many words",
      policyText(kept, correction).replace('title="use"', `title="use ${"of lanterns ".repeat(11).trim()}"`),
      "this is no correction: 22 words went or came, and a correction changes 20 at most.",
    ],
  ])("hears what %s is, with the place, and cannot publish it", async (_, source, sentence) => {
    const folder = await publishedFolder();
    folder.write(`${date}/en.mdx`, source);
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text).toContain(`${date}/en.mdx:4:1  error  kind  ${sentence}`);
    const before = folder.read("versions.json");
    expect(await folder.policy("publish", date, "--yes")).toMatchObject({ code: 1 });
    expect(folder.read("versions.json")).toBe(before);
  });

  it("hears so of a promise that is gone", async () => {
    const folder = await publishedFolder(["en"], { use: "lit-at-dusk" });
    folder.write(`${date}/en.mdx`, policyText(kept, clarification));
    expect((await folder.policy("check")).text).toContain(
      "this is a material change: 2026-12-10 promised lit-at-dusk, and this version does not.",
    );
  });
});

describe("an editor who says what a change is", () => {
  it.each<[string, string]>([
    ["a correction of a few words", policyText({ ...kept, use: "We light all of them." }, correction)],
    ["a correction of a title", policyText(kept, correction).replace('title="use"', 'title="Usage"')],
    ["a clarification of many words", policyText({ ...kept, use: `We light them. ${long}` }, clarification)],
    ["a clarification with another clause", policyText({ ...kept, oil: "Fish oil." }, clarification)],
    [
      "a material change of everything",
      policyText({ ...kept, use: `We light them. ${long}` }, undefined, 60),
    ],
  ])("may publish %s", async (_, source) => {
    const folder = await publishedFolder();
    folder.write(`${date}/en.mdx`, source);
    expect(await folder.policy("publish", date, "--yes")).toMatchObject({ code: 0 });
  });
});

describe("a first version", () => {
  it("is the first, and no other is", async () => {
    const folder = await publishedFolder();
    folder.write(`${date}/en.mdx`, policyText(kept, "kind: first"));
    expect((await folder.policy("check")).text).toMatch(/:4:1 {2}error {2}kind {2}another version precedes/);
    folder.write("2026-12-05/en.mdx", policyText(kept));
    expect((await folder.policy("check")).text).toMatch(
      /2026-12-05\/en\.mdx:4:1 {2}error {2}kind {2}nothing precedes this version: write kind: first/,
    );
  });
});
