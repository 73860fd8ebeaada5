import { describe, expect, it } from "vitest";
import { policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const kept = { scope: "This policy is about lanterns.", use: "We light them." };
const draft = "2027-02-01/en.mdx";

/** What `check` reports for a draft that follows the published version. */
async function checked(source: string): Promise<string[]> {
  const folder = await publishedFolder();
  folder.write(draft, source);
  const { text } = await folder.policy("check");
  return text.split("\n").flatMap((line) => line.split(`${draft}:`).slice(1));
}

describe("an editor who checks a draft", () => {
  it("hears that all is well", async () => {
    const folder = await publishedFolder();
    folder.write(draft, policyText(kept));
    expect(await folder.policy("check")).toEqual({ code: 0, text: "2 versions, 2 texts: no problems\n" });
  });

  it.each<[string, string, RegExp]>([
    ["no front matter", "lamps", /^1:1 {2}error {2}front-matter .*begin the file with ---/],
    [
      "an unknown field",
      policyText(kept, "kind: material\nauthor: Ada"),
      /^5:1 {2}error {2}front-matter {2}author is no field/,
    ],
    [
      "a missing field",
      policyText(kept).replace("  backupDays: 30\n", ""),
      /^5:1 {2}error {2}front-matter {2}commitments.backupDays is missing/,
    ],
    [
      "a wrong value",
      policyText(kept).replace("P90D", "90 days"),
      /^20:5 {2}error {2}front-matter {2}commitments.retention.signIn/,
    ],
    [
      "a title that shows nothing",
      policyText(kept).replace("title: Policy", 'title: "\u200b\u3164"'),
      /^2:1 {2}error {2}front-matter {2}title: write something that shows/,
    ],
    [
      "broken front matter",
      policyText(kept).replace("title: Policy", "title: [Policy"),
      /^\d+:\d+ {2}error {2}front-matter/,
    ],
    ["a field twice", policyText(kept, "kind: material\nkind: correction"), /^5:1 {2}error {2}front-matter/],
    [
      "an id twice",
      policyText(kept) + policyText({ scope: "Again." }).split("---\n\n")[1],
      /^38:1 {2}error {2}duplicate-clause .*line 27/,
    ],
    ["an id with capitals", policyText({ ...kept, Lamps: "x" }), /error {2}clause-id .*small letters/],
    [
      "a clause without a title",
      policyText(kept).replace(' title="use"', ""),
      /^33:1 {2}error {2}clause-form/,
    ],
    [
      "a clause that was dropped",
      policyText({ scope: "Lanterns." }, "kind: correction"),
      /^4:1 {2}error {2}dropped-clause .*"use" \(use\) of 2026-12-10/,
    ],
    ["a material drop", policyText({ scope: "Lanterns." }), /^4:1 {2}warning {2}dropped-clause/],
    [
      "an id for another text",
      policyText({ ...kept, use: "Submarines explore depths." })
        .replace('title="use"', 'title="Submarines"')
        .replace("material", "correction"),
      /^33:1 {2}error {2}reused-clause/,
    ],
    ["a heading of a clause", policyText({ ...kept, scope: "## Lamps" }), /^29:1 {2}error {2}heading-level/],
    [
      "a skipped level",
      policyText({ ...kept, scope: "### Lamps\n\n##### Oil" }),
      /^31:1 {2}error {2}heading-level/,
    ],
    [
      "a dead link",
      policyText({ ...kept, scope: "See [this](/en/nowhere/)." }),
      /^29:5 {2}error {2}dead-link .*\/en\/nowhere\//,
    ],
    [
      "a link without its slash",
      policyText({ ...kept, scope: "See [this](/en/contact)." }),
      /dead-link .*write \/en\/contact\//,
    ],
    [
      "a dead anchor",
      policyText({ ...kept, scope: "See [this](#lamps)." }),
      /^29:5 {2}error {2}dead-link .*id lamps/,
    ],
    ["a dead version", policyText({ ...kept, scope: "See [this](/en/policy/2020-01-01/)." }), /dead-link/],
    ["an address for scripts", policyText({ ...kept, scope: "See [this](javascript:x)." }), /dead-link/],
    [
      "an expression",
      policyText({ ...kept, scope: "There are {1 + 1} lamps." }),
      /^29:11 {2}error {2}expression/,
    ],
    ["an import", policyText({ ...kept, scope: 'import x from "y"' }), /^29:1 {2}error {2}expression/],
    ["a component", policyText({ ...kept, scope: "<Video />" }), /^29:1 {2}error {2}component .*<Video>/],
    ["an element", policyText({ ...kept, scope: "a <b>lamp</b>" }), /^29:3 {2}error {2}component/],
    [
      "an unknown commitment",
      policyText({ ...kept, scope: 'a <Commitment of="lamps" />' }),
      /^29:3 {2}error {2}commitment/,
    ],
    [
      "a picture",
      policyText({ ...kept, scope: "![lamp](https://x.example/l.png)" }),
      /^29:1 {2}error {2}image/,
    ],
    ["a brace alone", policyText({ ...kept, scope: "a { lamp" }), /^29:\d+ {2}error {2}mdx/],
    ["a tag alone", policyText({ ...kept, scope: "a <lamp" }), /^29:3 {2}error {2}mdx/],
    ["no clause", policyText({}), /^1:1 {2}error {2}no-clause/],
    ["a clause that says nothing", policyText({ ...kept, lamps: "" }), /warning {2}empty-clause/],
  ])("hears of %s, with its place", async (_, source, message) => {
    expect(await checked(source)).toContainEqual(expect.stringMatching(message));
  });

  it("hears of every mistake at once, each with what to write instead", async () => {
    const scope = `A line<br>break. Write to <a@b.example> or <https://x.example/a>.

x <!-- note --> y, alone { here, see [x][y].

export your data

<b>lamps</b> and <lamp`;
    expect(await checked(policyText({ ...kept, scope }))).toEqual([
      expect.stringMatching(/^29:7 {2}error {2}mdx {2}<br> .*end the line with a backslash/),
      expect.stringMatching(/^29:27 {2}error {2}mdx .*\[a@b\.example\]\(mailto:a@b\.example\)/),
      expect.stringMatching(/^29:44 {2}error {2}mdx .*\[words\]\(https:\/\/x\.example\/a\)/),
      expect.stringMatching(/^31:3 {2}error {2}mdx .*\{\/\* like this \*\/\}/),
      expect.stringMatching(/^31:\d+ {2}error {2}mdx .*backslash before < or \{/),
      expect.stringMatching(/^31:38 {2}error {2}dead-link {2}\[x\]\[y\] leads nowhere/),
      expect.stringMatching(/^33:1 {2}error {2}expression .*begin it with another word/),
      expect.stringMatching(/^35:1 {2}error {2}component .*write \*\*words\*\*/),
      expect.stringMatching(/^35:18 {2}error {2}mdx .*backslash before </),
    ]);
  });

  it("hears that links, anchors, comments and commitments are fine", async () => {
    const scope = `[a](#use) [b](#lamps) [c](/en/contact/) [d](/en/policy/2026-12-10/#use) [e](mailto:a@b.example)
{/* for later */} <Commitment of="retention.contact" />

### Lamps

Oil.`;
    expect(await checked(policyText({ ...kept, scope }))).toEqual([]);
  });
});
