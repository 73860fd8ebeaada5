import { describe, expect, it } from "vitest";
import { policyFolder, publishedFolder } from "../fixtures/policy-folder.ts";

const day = ["--effective", "2027-02-01"];

describe("an editor who gives a file that is none", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["empty", "", /:1:1 {2}error {2}empty/],
    ["only space", " \n\t\n", /:1:1 {2}error {2}empty/],
    ["of 5 MB", "1. Scope\nlamps\n".repeat(360_000), /:1:1 {2}error {2}too-long .*5\.\d MB/],
    ["UTF-16", Buffer.from("\uFEFF1. Scope\nlamps", "utf16le"), /error {2}encoding .*UTF-16/],
    [
      "UTF-16 without a mark",
      Buffer.from("1. Scope\nlamps", "utf16le"),
      /:1:2 {2}error {2}control-character .*U\+0000/,
    ],
    ["GBK", Uint8Array.from([0x31, 0x2e, 0x20, 0xb7, 0xb6, 0xce, 0xa7, 0x0a]), /:1:4 {2}error {2}encoding/],
    ["Latin-1", Buffer.from("1. Scope\n\nca\u00E9 lamps", "latin1"), /:3:3 {2}error {2}encoding .*0xE9/],
    ["with NUL", "1. Scope\nla\0mps", /:2:3 {2}error {2}control-character/],
    [
      "with a lone surrogate",
      Buffer.from([0x31, 0x2e, 0x20, 0x41, 0x0a, 0xed, 0xa0, 0x80]),
      /:2:1 {2}error {2}encoding/,
    ],
    ["without headings", "lamps\nand oil", /:1:1 {2}error {2}no-heading/],
  ])("hears one clear sentence when it is %s, and nothing changes", async (_, content, message) => {
    const folder = await publishedFolder();
    const { code, text } = await folder.policy("import", folder.write("../text.txt", content), ...day);
    expect(code).toBe(1);
    expect(text).toMatch(message);
    expect(text).not.toMatch(/\n\s+at /);
    expect(() => folder.read("2027-02-01/en.mdx")).toThrow("ENOENT");
  });

  it("never overwrites a draft, and never touches a published version", async () => {
    const folder = await publishedFolder();
    const file = folder.write("../a.txt", "Rules\n1. Scope\nlamps");
    await folder.policy("import", file, ...day);
    const before = folder.read("2027-02-01/en.mdx");
    const again = await folder.policy("import", file, ...day, "--title", "Other");
    expect(again).toMatchObject({ code: 1, text: expect.stringContaining("already exists") });
    expect(folder.read("2027-02-01/en.mdx")).toBe(before);
    const published = await folder.policy("import", file, "--effective", "2026-12-10");
    expect(published).toMatchObject({ code: 1, text: expect.stringContaining("is published") });
  });

  it("hears what is missing in the command", async () => {
    const folder = policyFolder();
    expect(await folder.policy("import", "a.txt")).toMatchObject({ code: 2 });
    expect(await folder.policy("import", ...day)).toMatchObject({ code: 2 });
    expect(await folder.policy("import", "a.txt", "--effective", "1.2.2027")).toMatchObject({ code: 2 });
    expect(await folder.policy("import", "a.txt", ...day, "--lang", "fr")).toMatchObject({ code: 2 });
  });
});
