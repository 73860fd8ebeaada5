import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { VersionLock } from "../../worker/policy/versions/version.ts";
import { type PolicyFolder, publishedFolder } from "../fixtures/policy-folder.ts";

const file = "2026-12-10/en.pdf";
const lockOf = (folder: PolicyFolder) =>
  VersionLock.parse(JSON.parse(folder.read("versions.json"))).versions[0];

const { CHROMIUM } = process.env;
afterEach(() => {
  if (CHROMIUM === undefined) delete process.env.CHROMIUM;
  else process.env.CHROMIUM = CHROMIUM;
});

describe("an editor who prints what is published", () => {
  it("gets a tagged PDF beside the text, with its hash in the lock and nothing else changed there", async () => {
    const folder = await publishedFolder();
    const before = lockOf(folder);
    expect(await folder.policy("pdf")).toMatchObject({ code: 0, text: `printed ${file}\n` });
    const pdf = readFileSync(folder.path(file));
    for (const sign of ["%PDF-", "/Marked true", "/StructTreeRoot", "/Outlines", "/Lang (en)"])
      expect(pdf.toString("latin1")).toContain(sign);
    const english = before?.languages.en;
    const hash = createHash("sha256").update(pdf).digest("hex");
    expect(lockOf(folder)).toEqual({ ...before, languages: { en: { ...english, pdf: hash } } });
    expect(await folder.policy("check")).toMatchObject({ code: 0 });
    expect(await folder.policy("pdf")).toMatchObject({ text: "Every published text has its PDF.\n" });
    writeFileSync(folder.path(file), "%PDF-1.4 another");
    expect((await folder.policy("check")).text).toMatch(/en\.pdf:1:1 {2}error {2}locked .*cannot change/);
    rmSync(folder.path(file));
    expect((await folder.policy("check")).text).toMatch(/en\.pdf:1:1 {2}error {2}locked .*cannot be deleted/);
  });

  it("hears why none was made where no browser starts, and the version stands without", async () => {
    const folder = await publishedFolder();
    process.env.CHROMIUM = "/nowhere/chromium";
    const { code, text } = await folder.policy("pdf", "2026-12-10");
    expect(code).toBe(1);
    expect(text).toContain("No PDF was made");
    expect(lockOf(folder)?.languages.en?.pdf).toBeNull();
    expect((await folder.policy("pdf", "2027-01-01")).text).toContain("is not published, so it has no PDF");
  });
});
