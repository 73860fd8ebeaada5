import { describe, expect, it } from "vitest";
import { policyFolder, publishedFolder } from "../fixtures/policy-folder.ts";

describe("an editor with no version yet", () => {
  it("begins the first one, and publishes it", async () => {
    const folder = policyFolder();
    const { code, text } = await folder.policy("new", "2027-02-01");
    expect(code).toBe(0);
    expect(text).toContain("2027-02-01/en.mdx: the first version, to be written");
    expect(folder.read("2027-02-01/en.mdx")).toContain("kind: first");
    const why = ["promises", "2027-02-01", "--statement", "It only says who is meant."];
    expect((await folder.policy(...why)).code).toBe(0);
    expect((await folder.policy("check")).text).not.toContain("error");
    const published = await folder.policy("publish", "2027-02-01", "--yes");
    expect(published).toMatchObject({ code: 0 });
    expect(JSON.parse(folder.read("versions.json")).versions).toMatchObject([
      { date: "2027-02-01", kind: "first" },
    ]);
  });

  it("imports the first one, and hears that its commitments are a suggestion", async () => {
    const folder = policyFolder();
    const file = folder.write("../rules.txt", "Rules\n1. Light\nRed.\n2. Oil\nNone.");
    const { code, text } = await folder.policy("import", file, "--effective", "2027-02-01");
    expect(code).toBe(0);
    expect(text).toContain("suggested commitments");
    expect(folder.read("2027-02-01/en.mdx")).toMatch(/kind: first\n[\s\S]*contact: P24M/);
  });
});

it("an editor who begins a version gets a copy of the latest text, draft or published, and hears which", async () => {
  const folder = await publishedFolder();
  const change = ["--kind", "material", "--summary", "More lamps."];
  expect((await folder.policy("new", "2027-02-01", ...change)).text).toContain("a copy of 2026-12-10");
  const draft = folder.read("2027-02-01/en.mdx").replace("lanterns", "lanterns and lamps");
  folder.write("2027-02-01/en.mdx", draft);
  expect((await folder.policy("new", "2027-03-01", ...change)).text).toContain(
    "a copy of the draft 2027-02-01",
  );
  expect(folder.read("2027-03-01/en.mdx")).toBe(draft);
});
