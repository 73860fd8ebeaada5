import { describe, expect, it } from "vitest";
import { VersionLock } from "../../worker/policy/versions/version.ts";
import { type PolicyFolder, policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const kept = { scope: "This policy is about lanterns.", use: "We light them." };
const reason = ["--reason", "The period for oil was wrong."];
const date = "2027-02-01";

/** A folder with a second version, published for 1 February 2027. Its first takes effect on 10 December 2026. */
async function folderToCome(): Promise<PolicyFolder> {
  const folder = await publishedFolder();
  folder.write(`${date}/en.mdx`, policyText({ ...kept, oil: "Fish oil." }));
  await folder.policy("publish", date, "--yes");
  return folder;
}

function lockOf(folder: PolicyFolder) {
  return VersionLock.parse(JSON.parse(folder.read("versions.json"))).versions;
}

/** Writes something into the lock by hand. */
function edit(folder: PolicyFolder, from: string, to: string): void {
  folder.write("versions.json", folder.read("versions.json").replace(from, to));
}

const withdrawnOn = (day: string) =>
  `"state": { "is": "withdrawn", "on": "${day}", "reason": "The period was wrong." }`;

const published = /"state": \{\s*"is": "published"\s*\}/g;

/** Writes the withdrawal of one version into the lock by hand. */
function withdrawByHand(folder: PolicyFolder, index: number, day: string): void {
  let seen = -1;
  const text = folder.read("versions.json").replace(published, (found) => {
    seen += 1;
    return seen === index ? withdrawnOn(day) : found;
  });
  folder.write("versions.json", text);
}

describe("an editor who withdraws a version to come", () => {
  it("finds day and reason in the lock, and its text, number and date as they were", async () => {
    const folder = await folderToCome();
    const before = lockOf(folder);
    expect(await folder.policy("withdraw", date, ...reason)).toMatchObject({ code: 0 });
    const [first, second] = lockOf(folder);
    expect(first).toEqual(before[0]);
    expect(second).toEqual({
      ...before[1],
      state: { is: "withdrawn", on: "2026-12-01", reason: "The period for oil was wrong." },
    });
    expect(await folder.policy("check")).toMatchObject({ code: 0 });
    const { text } = await folder.policy("status");
    expect(text).toContain("2027-02-01  withdrawn   material       version 2");
    expect(text).toContain("withdrawn on 2026-12-01: The period for oil was wrong.");
  });

  it("is asked for the reason that no option gives", async () => {
    const folder = await folderToCome();
    expect((await folder.answering(["The law\nchanged again."], "withdraw", date)).code).toBe(0);
    expect(lockOf(folder)[1]?.state).toMatchObject({ reason: "The law changed again." });
  });

  it.each([[[]], [["--reason", ""]], [["--reason", "wrong"]], [["--reason", "x".repeat(301)]]])(
    "is told to give a reason that people can read: %j",
    async (options) => {
      const folder = await folderToCome();
      const before = folder.read("versions.json");
      const { code, text } = await folder.policy("withdraw", date, ...options);
      expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining("10 to 300 characters") });
      expect(folder.read("versions.json")).toBe(before);
    },
  );

  it("goes on from the version before it: its clauses, its notice and its kinds of change", async () => {
    const folder = await publishedFolder();
    folder.write(`${date}/en.mdx`, policyText({ ...kept, oil: "Fish oil." }, "kind: material", 90));
    await folder.policy("publish", date, "--yes");
    await folder.policy("withdraw", date, ...reason);
    await folder.policy("new", "2027-02-10", "--kind", "correction", "--summary", "Mends a word.");
    expect(folder.read("2027-02-10/en.mdx")).not.toContain("Fish oil");
    expect(await folder.policy("check")).toMatchObject({ code: 0 });
    folder.write("2027-02-10/en.mdx", policyText({ ...kept, oil: "Olive oil." }, "kind: material", 30));
    expect((await folder.policy("publish", "2027-02-10", "--yes")).code).toBe(0);
    expect(lockOf(folder).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });
});

describe("an editor cannot withdraw", () => {
  it("a version that is in force or was, and hears what to do", async () => {
    const folder = await folderToCome();
    const later = new Date("2027-02-01T00:00:00Z");
    for (const [day, words] of [
      ["2026-12-10", "was in force, so people rely on it: begin the version that replaces it"],
      [date, "is in force, so people rely on it: begin the version that replaces it"],
    ] as const) {
      const { code, text } = await folder.at(later).policy("withdraw", day, ...reason);
      expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(words) });
    }
    expect(lockOf(folder).every(({ state }) => state.is === "published")).toBe(true);
  });

  it("a draft, a day without a version, the first version, or one a second time", async () => {
    const folder = await folderToCome();
    folder.write("2027-03-01/en.mdx", policyText(kept));
    const withdraw = async (day: string) => (await folder.policy("withdraw", day, ...reason)).text;
    expect(await withdraw("2027-03-01")).toContain("is a draft");
    expect(await withdraw("2027-04-01")).toContain("There is no version");
    expect(await withdraw("2026-12-10")).toContain("is the first version");
    await withdraw(date);
    const { code, text } = await folder.policy("withdraw", date, "--reason", "Another reason altogether.");
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining("was withdrawn on 2026-12-01") });
  });

  it("a version on which a later one builds, until that is withdrawn", async () => {
    const folder = await folderToCome();
    folder.write("2027-03-10/en.mdx", policyText({ ...kept, oil: "No oil." }));
    await folder.policy("publish", "2027-03-10", "--yes");
    const { code, text } = await folder.policy("withdraw", date, ...reason);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringContaining("2027-03-10 was published after"),
    });
    expect((await folder.policy("withdraw", "2027-03-10", ...reason)).code).toBe(0);
    expect((await folder.policy("withdraw", date, ...reason)).code).toBe(0);
    expect((await folder.policy("check")).code).toBe(0);
  });
});

describe("a withdrawal that was written by hand is refused", () => {
  it.each([
    ["on the day it takes effect", 1, date, "took effect on 2027-02-01 and cannot be withdrawn any more"],
    ["before it was published", 1, "2026-11-30", "was published later, on 2026-12-01"],
    ["of the first version", 0, "2026-12-02", "the first version cannot be withdrawn"],
    ["on a day to come", 1, "2026-12-24", "which is to come"],
  ])("%s", async (_, index, day, words) => {
    const folder = await folderToCome();
    withdrawByHand(folder, index, day);
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text).toMatch(/versions\.json:\d+:\d+ {2}error {2}lock /);
    expect(text).toContain(words);
  });

  it("while a version that changes it stands", async () => {
    const folder = await folderToCome();
    folder.write("2027-03-10/en.mdx", policyText({ ...kept, oil: "No oil." }));
    await folder.policy("publish", "2027-03-10", "--yes");
    withdrawByHand(folder, 1, "2026-12-05");
    const { text } = await folder.policy("check", "--today", "2026-12-06");
    expect(text).toContain("2027-03-10 was published while 2027-02-01 stood");
  });

  it("without a reason, and with any word but published or withdrawn", async () => {
    for (const state of ['"is": "withdrawn", "on": "2026-12-01"', '"is": "gone"']) {
      const folder = await folderToCome();
      edit(folder, '"is": "published"', state);
      expect((await folder.policy("check")).text).toMatch(/error {2}lock {2}versions\.0\.state/);
    }
  });

  it("and accepted where the command would have written the same", async () => {
    const folder = await folderToCome();
    withdrawByHand(folder, 1, "2026-12-01");
    expect(await folder.policy("check")).toMatchObject({ code: 0 });
  });
});
