import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { VersionLock } from "../../worker/policy/versions/version.ts";
import { policyFolder, policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const changed = { scope: "This policy is about lanterns & lamps.", use: "We light them.", oil: "Fish oil." };

describe("an editor who begins a version", () => {
  it("gets a copy of the version in force in every language, with its ids", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    const { code } = await folder.policy(
      "new",
      "2027-02-01",
      "--kind",
      "correction",
      "--summary",
      "Mends: a #word.",
    );
    expect(code).toBe(0);
    for (const language of ["en", "zh"]) {
      const source = folder.read(`2027-02-01/${language}.mdx`);
      expect(source).toContain("kind: correction\n");
      expect(source).toContain('summary: "Mends: a #word."');
      expect(source.split("---\n")[2]).toBe(folder.read(`2026-12-10/${language}.mdx`).split("---\n")[2]);
    }
    expect((await folder.policy("check")).code).toBe(0);
  });

  it("is asked for what no flag gives", async () => {
    const folder = await publishedFolder();
    const { code, text } = await folder.answering(["clarification", "Says it better."], "new", "2027-02-01");
    expect(code).toBe(0);
    expect(text).toContain("Kind of change");
    expect(folder.read("2027-02-01/en.mdx")).toContain("summary: Says it better.\nkind: clarification");
  });

  it("cannot begin on a day that is taken, passed, too early or none", async () => {
    const folder = await publishedFolder();
    const flags = ["--kind", "correction", "--summary", "x"];
    expect(await folder.policy("new", "2026-12-10", ...flags)).toMatchObject({ code: 1 });
    expect(await folder.policy("new", "2026-11-30", ...flags)).toMatchObject({ code: 1 });
    expect(await folder.policy("new", "2026-12-02", ...flags)).toMatchObject({ code: 1 });
    expect(await folder.policy("new", "2027-13-01", ...flags)).toMatchObject({ code: 2 });
    expect(await folder.policy("new", "2027-02-01")).toMatchObject({ code: 2 });
    await folder.policy("new", "2027-02-01", ...flags);
    folder.write("2027-02-01/en.mdx", "my work");
    expect(await folder.policy("new", "2027-02-01", ...flags)).toMatchObject({ code: 1 });
    expect(folder.read("2027-02-01/en.mdx")).toBe("my work");
  });
});

describe("an editor who publishes", () => {
  it("sees what changes, confirms, and finds it all in the lock", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    for (const language of ["en", "zh"]) folder.write(`2027-02-01/${language}.mdx`, policyText(changed));
    const { code, text } = await folder.answering(["yes"], "publish", "2027-02-01");
    expect(text).toContain("lanterns {+& lamps+}.");
    expect(code).toBe(0);
    const [first, second] = VersionLock.parse(JSON.parse(folder.read("versions.json"))).versions;
    expect(first?.sequence).toBe(1);
    expect(second).toMatchObject({
      date: "2027-02-01",
      sequence: 2,
      effectiveAt: "2027-01-31T16:00:00.000Z",
      publishedOn: "2026-12-01",
      kind: "material",
      summary: "What changes.",
      commitments: { noticeDays: 30 },
    });
    const sum = execFileSync("sha256sum", [folder.path("2027-02-01/zh.mdx")], { encoding: "utf8" });
    expect(second?.languages.zh?.sha256).toBe(sum.split(" ")[0]);
    expect((await folder.policy("check")).code).toBe(0);
  });

  it("changes nothing with any answer but yes, and needs --yes where nobody can answer", async () => {
    const folder = await publishedFolder();
    folder.write("2027-02-01/en.mdx", policyText(changed));
    const before = folder.read("versions.json");
    expect(await folder.answering([""], "publish", "2027-02-01")).toMatchObject({ code: 1 });
    expect(await folder.policy("publish", "2027-02-01")).toMatchObject({ code: 1 });
    expect(folder.read("versions.json")).toBe(before);
  });

  it.each([
    ["what is published", "2026-12-10", changed, "kind: material", "is published already"],
    ["a day that has passed", "2026-11-30", changed, "kind: material", "has passed"],
    [
      "a day before the first version",
      "2026-12-05",
      changed,
      "kind: material",
      "is before the first version",
    ],
    ["too little notice", "2026-12-20", changed, "kind: material", "too-little-notice"],
    ["an error", "2027-02-01", { ...changed, scope: "{x}" }, "kind: material", "expression"],
  ])("is refused for %s", async (_, date, clauses, fields, reason) => {
    const folder = await publishedFolder();
    const before = folder.read("versions.json");
    if (date !== "2026-12-10")
      folder.write(`${date}/en.mdx`, policyText(clauses as Record<string, string>, fields));
    const { code, text } = await folder.policy("publish", date, "--yes");
    expect(code).toBe(1);
    expect(text).toContain(reason);
    expect(folder.read("versions.json")).toBe(before);
  });

  it("may give less notice with a reason, which the lock keeps", async () => {
    const folder = await publishedFolder();
    folder.write(
      "2026-12-20/en.mdx",
      policyText(changed, "kind: material\nshortNotice: A court ordered it."),
    );
    expect((await folder.policy("publish", "2026-12-20", "--yes")).code).toBe(0);
    expect(folder.read("versions.json")).toContain('"shortNotice": "A court ordered it."');
    expect((await folder.policy("check")).code).toBe(0);
  });

  it("needs every language, but not that other drafts are finished", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    folder.write("2027-02-01/en.mdx", policyText(changed));
    const refused = await folder.policy("publish", "2027-02-01", "--yes");
    expect(refused).toMatchObject({ code: 1, text: expect.stringMatching(/error {2}missing-language/) });
    folder.write("2027-02-01/zh.mdx", policyText(changed));
    folder.write("2027-05-01/en.mdx", "half a thought");
    expect((await folder.policy("publish", "2027-02-01", "--yes")).code).toBe(0);
  });

  it("cannot publish again after somebody changed published text", async () => {
    const folder = await publishedFolder();
    folder.write("2026-12-10/en.mdx", folder.read("2026-12-10/en.mdx").replace("light", "fight"));
    folder.write("2027-02-01/en.mdx", policyText(changed));
    const { code, text } = await folder.policy("publish", "2027-02-01", "--yes");
    expect(code).toBe(1);
    expect(text).toMatch(/2026-12-10\/en\.mdx:1:1 {2}error {2}locked/);
  });
});

describe("an editor who compares", () => {
  it("can have words, a list, numbers or a page", async () => {
    const folder = await publishedFolder();
    folder.write("2027-02-01/en.mdx", policyText(changed));
    const diff = (...args: string[]) => folder.policy("diff", "2026-12-10", "2027-02-01", ...args);
    expect((await diff()).text).toContain("This policy is about lanterns {+& lamps+}.");
    expect((await diff("--list")).text).toMatch(
      /1\. scope {2}\(scope\) {2}changed\n3\. \{\+oil\+\} {2}\(oil\) {2}added/,
    );
    expect((await diff("--stat")).text).toMatch(/-0 +\+1 {2}scope/);
    expect((await diff("--html")).text).toContain("<ins>&amp; lamps</ins>");
    expect((await diff("--html", "--stat")).code).toBe(2);
    expect((await folder.policy("diff", "2026-12-10", "2026-12-10")).text).toBe("No word differs.\n");
    expect((await folder.policy("diff", "2026-12-10", "2020-01-01")).code).toBe(1);
  });

  it("can compare with a file that is not imported yet", async () => {
    const folder = await publishedFolder();
    const file = folder.write("../next.txt", "Rules\n1. scope\nThis policy is about oil lanterns.");
    const { text } = await folder.policy("diff", "2026-12-10", file);
    expect(text).toContain("about {+oil+} lanterns");
    expect((await folder.policy("diff", "2026-12-10", "/nowhere.txt")).code).toBe(1);
  });
});

describe("an editor who asks for the status", () => {
  it("sees what is in force, upcoming and a draft, what is missing and what is due", async () => {
    const folder = await publishedFolder(["en", "zh"]);
    folder.write("2027-02-01/en.mdx", policyText(changed));
    const now = (await folder.policy("status")).text;
    expect(now).toMatch(/2026-12-10 {2}upcoming +first version +version 1 +en zh\n +takes effect in 9 days/);
    expect(now).toMatch(
      /2027-02-01 {2}draft +material +en\n +missing: zh\n +publish by 2027-01-02 \(30 days of notice\): 32 days left/,
    );
    const later = (await folder.policy("status", "--today", "2027-01-10")).text;
    expect(later).toMatch(/2026-12-10 {2}in force/);
    expect(later).toContain("too late for 30 days of notice");
  });

  it("hears that there is nothing yet", async () => {
    expect((await policyFolder().policy("status")).text).toContain("There is no version yet");
  });
});
