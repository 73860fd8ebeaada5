import { describe, expect, it } from "vitest";
import { policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const kept = { scope: "This policy is about lanterns.", use: "We light them." };
const draft = "2027-02-01/en.mdx";

describe("an editor who checks a folder of versions", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["empty", "", "empty"],
    ["5 MB", "lamps\n".repeat(900_000), "too-long"],
    ["UTF-16", Buffer.from("\uFEFFlamps", "utf16le"), "encoding"],
    ["Latin-1", Buffer.from("caf\u00E9", "latin1"), "encoding"],
    ["with NUL", "a\0b", "control-character"],
  ])("hears one sentence about a text that is %s", async (_, content, rule) => {
    const folder = await publishedFolder();
    folder.write(draft, content);
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text.match(/ {2}error {2}/g)).toHaveLength(1);
    expect(text).toContain(`  ${rule}  `);
  });

  it("may bring a byte order mark and CRLF", async () => {
    const folder = await publishedFolder();
    folder.write(draft, `\uFEFF${policyText(kept).replaceAll("\n", "\r\n")}`);
    expect(await folder.policy("check")).toMatchObject({
      code: 0,
      text: expect.stringContaining("no problems"),
    });
  });

  it("hears of folders and files that are no version", async () => {
    const folder = await publishedFolder();
    folder.write("2027-02-30/en.mdx", policyText(kept));
    folder.write("2027-02-01/fr.mdx", policyText(kept));
    folder.write("2027-02-01/en.mdx", policyText(kept));
    const { text } = await folder.policy("check");
    expect(text).toMatch(/2027-02-30:1:1 {2}error {2}bad-date/);
    expect(text).toMatch(/2027-02-01\/fr\.mdx:1:1 {2}error {2}unknown-file/);
  });

  it("hears of dates that have passed or come before a published one", async () => {
    const folder = await publishedFolder();
    folder.write("2026-12-05/en.mdx", policyText(kept));
    expect((await folder.policy("check")).text).toMatch(
      /2026-12-05\/en\.mdx:1:1 {2}error {2}bad-date .*2026-12-10/,
    );
    folder.write(draft, policyText(kept));
    expect((await folder.policy("check", "--today", "2027-03-01")).text).toMatch(
      /bad-date {2}2027-02-01 has passed/,
    );
  });

  it("hears of too little notice, unless a reason is written", async () => {
    const folder = await publishedFolder();
    folder.write(draft, policyText(kept));
    const late = await folder.policy("check", "--today", "2027-01-15");
    expect(late).toMatchObject({
      code: 1,
      text: expect.stringMatching(/:4:1 {2}error {2}too-little-notice .*30 days .*17/),
    });
    folder.write(draft, policyText(kept, "kind: material\nshortNotice: A court ordered it."));
    expect((await folder.policy("check", "--today", "2027-01-15")).code).toBe(0);
    folder.write(draft, policyText(kept, "kind: correction"));
    expect((await folder.policy("check", "--today", "2027-01-15")).code).toBe(0);
  });

  it("hears of languages that are missing or promise something else", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    folder.write(draft, policyText(kept));
    expect((await folder.policy("check")).text).toMatch(/warning {2}missing-language .*zh\.mdx/);
    folder.write(
      "2027-02-01/zh.mdx",
      policyText({ use: "We light them.", scope: "x" }, "kind: material", 14),
    );
    const { text } = await folder.policy("check");
    expect(text).toMatch(/zh\.mdx:5:1 {2}error {2}language-differs {2}commitments/);
    expect(text).toMatch(/zh\.mdx:27:1 {2}error {2}language-differs .*has use where en\.mdx has scope/);
  });

  it("hears of a text that cannot be read nothing else, and of clauses by their first title", async () => {
    const folder = (await publishedFolder(["en", "zh"])).withoutPromises();
    await folder.policy("new", "2027-02-01", "--kind", "clarification", "--summary", "Says more.");
    const changed = folder.read("2027-02-01/en.mdx").replace("lanterns", "lamps");
    folder.write("2027-02-01/en.mdx", changed.replace("lamps", "<br> lamps"));
    expect((await folder.policy("check")).text).not.toContain("language-differs");
    folder.write("2027-02-01/en.mdx", changed);
    folder.write(
      "2027-02-01/zh.mdx",
      folder.read("2027-02-01/zh.mdx").replace('title="scope"', 'title="范围"'),
    );
    expect((await folder.policy("check")).text).toMatch(/unconfirmed {2}"scope" has words/);
  });

  it("hears that an id of a clause that has gone is taken again", async () => {
    const folder = await publishedFolder();
    folder.write("2027-01-15/en.mdx", policyText({ scope: kept.scope }));
    expect((await folder.policy("publish", "2027-01-15", "--yes")).code).toBe(0);
    folder.write(draft, policyText(kept));
    expect((await folder.policy("check")).text).toMatch(
      /error {2}reused-clause .*"use" was of a clause of 2026-12-10/,
    );
  });

  it("can have the problems as JSON", async () => {
    const folder = await publishedFolder();
    folder.write(draft, policyText({ ...kept, scope: "{x}" }));
    const { text, code } = await folder.policy("check", "--json");
    expect(code).toBe(1);
    const [first] = JSON.parse(text).problems;
    expect(first).toMatchObject({ line: 29, column: 1, severity: "error", rule: "expression" });
  });
});
