import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { policyText, publishedFolder } from "../fixtures/policy-folder.ts";

describe("an editor who touches what is published", () => {
  it("hears which file changed by one letter", async () => {
    const folder = await publishedFolder();
    folder.write("2026-12-10/en.mdx", folder.read("2026-12-10/en.mdx").replace("light", "fight"));
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text).toMatch(/2026-12-10\/en\.mdx:1:1 {2}error {2}locked {2}is published, so it cannot change/);
  });

  it("changes nothing by normal form, line ends or space that nobody sees", async () => {
    const folder = await publishedFolder();
    const unlike = (text: string) => `\uFEFF${text.normalize("NFD").replaceAll("\n", " \t\r\n")}\n\n`;
    folder.write("2026-12-10/en.mdx", unlike(folder.read("2026-12-10/en.mdx")));
    expect((await folder.policy("check")).code).toBe(0);
    const words = policyText({ scope: "Müller Öl, naïve café." });
    folder.write("2027-02-01/en.mdx", words);
    folder.write("2027-03-01/en.mdx", unlike(words));
    const difference = async () => (await folder.policy("diff", "2027-02-01", "2027-03-01")).text;
    expect(await difference()).toBe("No word differs.\n");
    folder.write("2027-03-01/en.mdx", unlike(words.replace("café", "cafe")));
    expect(await difference()).toContain("[-café-]{+cafe+}");
  });

  it("hears which file is gone or was added", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    rmSync(folder.path("2026-12-10/zh.mdx"));
    folder.write("2026-12-10/ru.mdx", folder.read("2026-12-10/en.mdx"));
    const { text } = await folder.policy("check");
    expect(text).toMatch(/2026-12-10\/zh\.mdx:1:1 {2}error {2}locked .*cannot be deleted/);
    expect(text).toMatch(/2026-12-10\/ru\.mdx:1:1 {2}error {2}unlisted-language/);
  });

  it.each([
    ["sequence", '"sequence": 1', '"sequence": 3'],
    ["effectiveAt", "2026-12-09T16:00:00.000Z", "2026-12-10T00:00:00.000Z"],
    ["kind", '"kind": "first"', '"kind": "material"'],
    ["summary", "What changes.", "Nothing changes."],
    ["commitments", '"noticeDays": 30', '"noticeDays": 1'],
    ["publishedOn", '"publishedOn": "2026-12-01"', '"publishedOn": "2026-12-31"'],
  ])("hears that the lock's %s was edited, with the line", async (_, from, to) => {
    const folder = await publishedFolder();
    const lock = folder.read("versions.json");
    expect(lock).toContain(from);
    folder.write("versions.json", lock.replace(from, to));
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text).toMatch(/versions\.json:\d+:\d+ {2}error {2}lock {2}/);
    expect(text).not.toMatch(/versions\.json:1:1 /);
  });

  it("hears that the lock is no lock", async () => {
    const folder = await publishedFolder();
    folder.write("versions.json", '{\n  "versions": [,]\n}');
    expect(await folder.policy("check")).toMatchObject({
      code: 1,
      text: expect.stringMatching(/versions\.json:\d+:\d+ {2}error {2}lock/),
    });
    expect(await folder.policy("status")).toMatchObject({
      code: 1,
      text: expect.stringContaining("cannot be read"),
    });
  });
});
