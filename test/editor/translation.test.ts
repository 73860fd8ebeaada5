import { describe, expect, it } from "vitest";
import { VersionLock } from "../../worker/policy/versions/version.ts";
import { type PolicyFolder, policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const date = "2026-12-10";
const clauses = { scope: "本政策只涉及灯笼。", use: "我们点亮它们。" };

/** A version that is published in English, of an organization that has Chinese readers since. */
async function publishedInEnglish(promises?: Record<string, string>): Promise<PolicyFolder> {
  const folder = await publishedFolder(["en"], promises);
  const organization = folder.read("../organization.yaml");
  folder.write("../organization.yaml", organization.replace("languages: [en]", "languages: [en, zh]"));
  return folder.at(new Date("2027-01-15T04:00:00Z"));
}

function add(folder: PolicyFolder, ...more: string[]) {
  return folder.policy("publish", date, "--language", "zh", ...more);
}

describe("an editor who translates what is published", () => {
  it("adds it with a day and a hash of its own, and touches nothing that is locked", async () => {
    const folder = await publishedInEnglish();
    const before = VersionLock.parse(JSON.parse(folder.read("versions.json"))).versions[0];
    folder.write(`${date}/zh.mdx`, policyText(clauses, "kind: first"));
    const unpublished = await folder.policy("check");
    expect(unpublished.code).toBe(0);
    expect(unpublished.text).toMatch(
      /zh\.mdx:1:1 {2}warning {2}translation .*publish 2026-12-10 --language zh/,
    );
    expect(await add(folder, "--yes")).toMatchObject({ code: 0 });
    const after = VersionLock.parse(JSON.parse(folder.read("versions.json"))).versions[0];
    const { zh, ...others } = after?.languages ?? {};
    expect({ ...after, languages: others }).toEqual(before);
    expect(zh).toMatchObject({ addedOn: "2027-01-15", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await folder.policy("check")).toMatchObject({
      code: 0,
      text: expect.stringContaining("no problems"),
    });
  });

  it("can never change it after that", async () => {
    const folder = await publishedInEnglish();
    folder.write(`${date}/zh.mdx`, policyText(clauses, "kind: first"));
    await add(folder, "--yes");
    folder.write(`${date}/zh.mdx`, policyText({ ...clauses, use: "我们不点亮。" }, "kind: first"));
    expect(await folder.policy("check")).toMatchObject({
      code: 1,
      text: expect.stringMatching(/zh\.mdx:1:1 {2}error {2}locked {2}is published/),
    });
    expect(await add(folder, "--yes")).toMatchObject({
      code: 1,
      text: expect.stringContaining("has been published in zh since 2027-01-15"),
    });
  });

  it.each([
    ["no text", undefined, "no 2026-12-10/zh.mdx"],
    ["other clauses", policyText({ use: "我们点亮它们。" }, "kind: first"), "language-differs"],
    ["another commitment", policyText(clauses, "kind: first", 60), "language-differs"],
    ["a text that runs code", policyText({ ...clauses, use: "{1}" }, "kind: first"), "expression"],
  ])("is refused for %s, and the lock stays as it was", async (_, text, reason) => {
    const folder = await publishedInEnglish();
    const before = folder.read("versions.json");
    if (text) folder.write(`${date}/zh.mdx`, text);
    expect(await add(folder, "--yes")).toMatchObject({ code: 1, text: expect.stringContaining(reason) });
    expect(folder.read("versions.json")).toBe(before);
  });

  it("has to say its promises too, and confirm them for the words of the translation", async () => {
    const folder = (await publishedInEnglish({ use: "lit" })).withoutPromises();
    folder.write(`${date}/zh.mdx`, policyText(clauses, "kind: first"));
    expect((await add(folder, "--yes")).text).toMatch(/promise-language[^\n]*lit is not said in zh/);
    const promises = folder.read(`${date}/promises.yaml`);
    folder.write(`${date}/promises.yaml`, promises.replace("en: We do.", "en: We do., zh: 我们点亮。"));
    expect((await add(folder, "--yes")).text).toContain("unconfirmed");
    expect((await folder.policy("promises", date, "--confirm")).code).toBe(0);
    expect(await add(folder, "--yes")).toMatchObject({ code: 0 });
    expect(folder.read("versions.json")).toContain('"zh"');
  });

  it("adds nothing to a draft, whose languages are published together, nor unless somebody says yes", async () => {
    const folder = await publishedInEnglish();
    expect(await folder.policy("publish", "2027-05-01", "--language", "zh", "--yes")).toMatchObject({
      code: 1,
      text: expect.stringContaining("is not published"),
    });
    folder.write(`${date}/zh.mdx`, policyText(clauses, "kind: first"));
    expect(await add(folder)).toMatchObject({ code: 1 });
    expect(folder.read("versions.json")).not.toContain('"zh"');
  });
});
