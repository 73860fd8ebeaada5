import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readPartners } from "../../editor/partners.ts";
import { partnersOn } from "../../worker/policy/partners/partner.ts";
import { publishedFolder } from "../fixtures/policy-folder.ts";

const good = {
  name: "Silk Road Mills",
  logo: "mills.svg",
  site: "https://mills.example.com/",
  for: { en: "Woollen blankets", zh: "羊毛毯", ru: "Шерстяные одеяла" },
  since: "2026-12-01",
  until: "2027-12-31",
};

/** What is read from a partner's file in a folder with its logo. */
function read(fields: object) {
  const folder = mkdtempSync(join(tmpdir(), "partners-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "mills.svg"), "<svg/>");
  writeFileSync(join(folder, "mills.yaml"), JSON.stringify({ ...good, ...fields }));
  return readPartners(folder, { languages: ["en", "zh", "ru"] });
}

describe("a partner's file", () => {
  it("is read with everything the page shows", () => {
    expect(read({ sections: ["order"] })).toEqual([{ ...good, sections: ["order"] }]);
    expect(read({})[0]?.sections).toEqual([]);
  });

  it.each([
    [{ logo: "../other.svg" }, /logo: name a picture beside the file/],
    [{ logo: "gone.svg" }, /logo: there is no gone\.svg beside it/],
    [{ site: "javascript:alert(1)" }, /site: write a whole address/],
    [{ site: "http://mills.example.com/" }, /site/],
    [{ for: { en: "Blankets", ru: "Одеяла" } }, /for: write it in every language of the site; zh is missing/],
    [{ until: "2026-11-30" }, /until: is before since/],
    [{ since: "soon" }, /since: write the date as YYYY-MM-DD/],
    [{ sections: ["newsletter"] }, /sections/],
    [{ email: "x@example.org" }, /email is no field of a partner/],
  ])("is refused with what is wrong: %j", (fields, said) => {
    expect(() => read(fields)).toThrow(said);
  });
});

describe("an editor who checks the policy", () => {
  it("hears of each mistake in a partner’s file at its line", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    const lines = [
      "name: Silk Road Mills",
      "logo: mills.png",
      "site: https://mills.example.com/",
      "for: { en: Woollen blankets }",
      "since: 2026-12-01",
      "until: 2026-11-30",
    ];
    folder.write("../partners/mills.yaml", lines.join("\n"));
    folder.write("../partners/other.yml", lines.join("\n"));
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text).toMatch(/partners\/mills\.yaml:2:1 {2}error {2}partner {2}logo: there is no mills\.png/);
    expect(text).toMatch(/partners\/mills\.yaml:4:1 {2}error {2}partner {2}for: .* zh is missing/);
    expect(text).toMatch(/partners\/mills\.yaml:6:1 {2}error {2}partner {2}until: is before since/);
    expect(text).toMatch(/partners\/other\.yml:1:1 {2}error {2}partner {2}is not read/);
  });

  it("hears nothing of partners whose files are right", async () => {
    const folder = await publishedFolder();
    folder.write("../partners/mills.yaml", JSON.stringify(good));
    folder.write("../partners/mills.svg", "<svg/>");
    expect(await folder.policy("check")).toMatchObject({
      code: 0,
      text: expect.stringContaining("no problems"),
    });
  });
});

describe("a partnership", () => {
  it("is named from its first day to its last", () => {
    const named = (day: string) => partnersOn([good], day).length;
    expect([named("2026-11-30"), named("2026-12-01"), named("2027-12-31"), named("2028-01-01")]).toEqual([
      0, 1, 1, 0,
    ]);
    expect(partnersOn([{ since: "2026-12-01" }], "2099-01-01")).toHaveLength(1);
  });
});
