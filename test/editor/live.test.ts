import { describe, expect, it } from "vitest";
import { brokenPage, livePage } from "../../editor/live/page.ts";
import { newest, readLive } from "../../editor/live/reading.ts";
import { organization } from "../../editor/organization.ts";
import { readTree } from "../../editor/versions/tree.ts";
import { policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const kept = { scope: "This policy is about lanterns.", use: "We light them." };
const draft = "2027-02-01/en.mdx";

/** What the live page reads after an editor has saved a draft with this text. */
async function saved(text: string) {
  const folder = await publishedFolder();
  folder.write(draft, text);
  const live = await readLive(folder.path(""), organization, "2027-02-01", "en");
  if (!live) throw new Error("the draft is not there");
  return { folder, live };
}

describe("the page on which a text is written", () => {
  it("begins with the newest draft", async () => {
    const { folder } = await saved(policyText(kept));
    expect(newest(readTree(folder.path("")))).toEqual({ date: "2027-02-01", language: "en" });
  });

  it("shows the text beside what changes", async () => {
    const { live } = await saved(policyText(kept));
    const page = livePage(live);
    expect(live.unreadable).toEqual([]);
    expect(page).toContain(`src="/en/policy/2027-02-01/"`);
    expect(page).toContain(`src="/en/policy/compare/${live.before}/2027-02-01/"`);
  });

  it("puts what check says at its clause", async () => {
    const { live } = await saved(policyText({ ...kept, use: "See [Nowhere](#nowhere)." }));
    expect(live.unreadable).toEqual([]);
    expect(live.notes).toContainEqual(expect.objectContaining({ clause: "use", severity: "error" }));
    expect(livePage(live)).toMatch(/2027-02-01\/en\.mdx:\d+:\d+<\/code> [^<]*nowhere.*<small>in use</);
  });

  it("shows the line of a mistake where a text cannot be read, and escapes it", async () => {
    const { live } = await saved(policyText({ ...kept, use: "Light <br> <script>alert(1)</script>." }));
    for (const page of [brokenPage(live), livePage(live)]) {
      expect(page).toMatch(/<mark><b>\d+<\/b> Light &lt;br&gt; &lt;script&gt;alert/);
      expect(page).toContain("end the line with a backslash");
      expect(page).not.toMatch(/<script>alert|<iframe/);
    }
  });

  it("is there for no text that is not", async () => {
    const folder = await publishedFolder();
    for (const [date, language] of [
      ["2027-02-01", "en"],
      ["2026-11-22", "../.."],
      ["..", "en"],
    ] as const)
      expect(await readLive(folder.path(""), organization, date, language)).toBeUndefined();
  });
});
