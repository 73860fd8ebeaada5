import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readPartner } from "../../editor/partners.ts";
import { partnersOn } from "../../worker/policy/partners/partner.ts";

const good = {
  name: "Silk Road Mills",
  logo: "mills.svg",
  site: "https://mills.example.com/",
  for: { en: "Woollen blankets", zh: "羊毛毯", ru: "Шерстяные одеяла" },
  since: "2026-12-01",
  until: "2027-12-31",
};

/** A partner's file in a folder with its logo. */
function fileOf(fields: object): string {
  const folder = mkdtempSync(join(tmpdir(), "partners-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "mills.svg"), "<svg/>");
  writeFileSync(join(folder, "mills.yaml"), JSON.stringify({ ...good, ...fields }));
  return join(folder, "mills.yaml");
}

describe("a partner's file", () => {
  it("is read with everything the page shows", () => {
    expect(readPartner(fileOf({ sections: ["order"] }))).toEqual({ ...good, sections: ["order"] });
    expect(readPartner(fileOf({})).sections).toEqual([]);
  });

  it.each([
    [{ logo: "../other.svg" }, /logo/],
    [{ logo: "gone.svg" }, /logo: there is no gone\.svg beside it/],
    [{ site: "javascript:alert(1)" }, /site/],
    [{ site: "http://mills.example.com/" }, /site/],
    [{ for: { en: "Blankets", ru: "Одеяла" } }, /for: write it in every language of the site; zh is missing/],
    [{ until: "2026-11-30" }, /until: is before since/],
    [{ since: "soon" }, /since/],
    [{ sections: ["newsletter"] }, /sections/],
    [{ email: "x@example.org" }, /email/],
  ])("is refused with what is wrong: %j", (fields, said) => {
    expect(() => readPartner(fileOf(fields))).toThrow(said);
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
