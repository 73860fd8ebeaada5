import { describe, expect, it } from "vitest";
import type { VersionLock } from "../../worker/policy/versions/version.ts";
import { type PolicyFolder, policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const clauses = { scope: "This policy is about lanterns.", use: "We light them." };

/** A version in force since 10 December, and a material one to come on 1 February, published on 15 December. */
async function withUpcoming(): Promise<PolicyFolder> {
  const folder = (await publishedFolder()).at(new Date("2026-12-15T04:00:00Z"));
  folder.write("2027-02-01/en.mdx", policyText({ ...clauses, use: "We light and mend them." }));
  expect((await folder.policy("publish", "2027-02-01", "--yes")).code).toBe(0);
  return folder;
}

const locked = (folder: PolicyFolder) =>
  (JSON.parse(folder.read("versions.json")) as VersionLock).versions.map(({ date, sequence, state }) => [
    date,
    sequence,
    state.is,
  ]);

const correct = (folder: PolicyFolder, date: string) =>
  folder.write(
    `${date}/en.mdx`,
    policyText({ ...clauses, scope: "This policy is about lamps." }, "kind: correction"),
  );

describe("while a version is to come, an editor", () => {
  it("corrects the text in force today, compared with that text, and hears what does not know of it", async () => {
    const folder = await withUpcoming();
    correct(folder, "2026-12-15");
    const { code, text } = await folder.policy("publish", "2026-12-15", "--yes");
    expect(text).toContain("[-lanterns-]{+lamps+}");
    expect(text).not.toContain("mend");
    expect(text).toContain("2027-02-01 takes effect later, and does not know of this change");
    expect(code).toBe(0);
    expect(locked(folder)).toEqual([
      ["2026-12-10", 1, "published"],
      ["2026-12-15", 3, "published"],
      ["2027-02-01", 2, "published"],
    ]);
    expect((await folder.policy("check")).text).toContain("no problems");
  });

  it("begins it with the text that binds until that day, by its command", async () => {
    const folder = await withUpcoming();
    const change = ["--kind", "correction", "--summary", "Lamps."];
    expect((await folder.policy("new", "2026-12-20", ...change)).text).toContain("a copy of 2026-12-10");
  });

  it("imports a text that keeps the periods and ids of the text that binds until its day, not of what is to come", async () => {
    const folder = await publishedFolder();
    const later = policyText({ ...clauses, oil: "We buy oil." }).replace("backupDays: 30", "backupDays: 7");
    folder.write("2027-02-01/en.mdx", later.replaceAll('title="scope"', 'title="Lanterns"'));
    await folder.policy("publish", "2027-02-01", "--yes");
    const file = folder.write(
      "../rules.txt",
      "1. Lanterns\nThis policy is about lamps.\n2. Use\nWe light them.\n",
    );
    const { code } = await folder.policy("import", file, "--effective", "2027-01-10");
    expect(code).toBe(0);
    const draft = folder.read("2027-01-10/en.mdx");
    expect(draft).toContain("backupDays: 30");
    expect(draft).toContain('id="lanterns"');
  });

  it("withdraws it, which keeps its number, and publishes another that takes effect before its day", async () => {
    const folder = await withUpcoming();
    correct(folder, "2026-12-20");
    expect((await folder.policy("publish", "2026-12-20", "--yes")).code).toBe(0);
    const why = ["--reason", "Nobody mends them after all."];
    expect((await folder.policy("withdraw", "2027-02-01", ...why)).code).toBe(0);
    correct(folder, "2027-01-10");
    expect((await folder.policy("publish", "2027-01-10", "--yes")).code).toBe(0);
    expect(locked(folder)).toEqual([
      ["2026-12-10", 1, "published"],
      ["2026-12-20", 3, "published"],
      ["2027-01-10", 4, "published"],
      ["2027-02-01", 2, "withdrawn"],
    ]);
    expect((await folder.policy("check")).text).not.toContain("error");
  });

  it("is refused a lock whose numbers do not follow the days of publishing", async () => {
    const folder = await withUpcoming();
    correct(folder, "2026-12-20");
    expect((await folder.policy("publish", "2026-12-20", "--yes")).code).toBe(0);
    const whole = folder.read("versions.json");
    folder.write("versions.json", whole.replace('"sequence": 3', '"sequence": 2'));
    expect((await folder.policy("check")).text).toContain("2 is there twice");
    folder.write("versions.json", whole.replace('"sequence": 3', '"sequence": 4'));
    expect((await folder.policy("check")).text).toContain("is 4 without 3");
  });
});
