import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commitmentNames, unreadCommitments } from "./architecture/commitment-rules.ts";
import { readSources } from "./architecture/sources.ts";

const sources = readSources(fileURLToPath(new URL("../", import.meta.url)));

describe("a commitment of a version", () => {
  it("is obeyed by code, and not only printed", () => {
    expect(commitmentNames.length).toBeGreaterThan(14);
    expect(unreadCommitments(sources)).toEqual([]);
  });

  it.each(commitmentNames)("%s is missed once nothing reads it", (name) => {
    const key = name.split(".").at(-1) ?? "";
    const without = [...sources].map(
      ([file, text]) => [file, text.replaceAll(new RegExp(`\\b${key}\\b`, "g"), "other")] as const,
    );
    expect(unreadCommitments(new Map(without))).toContain(name);
  });

  it("is not obeyed by a text that prints it, nor by a word that happens to be its name", () => {
    const only = new Map([
      [
        "worker/policy/commitments/in-words.ts",
        "export const f = ({ noticeDays }: Commitments) => noticeDays;",
      ],
      ["worker/submissions/order/form.ts", `export const id = "order";`],
      [
        "worker/keeping/row.ts",
        "export const f = (row: Row) => { const { noticeDays } = row; return noticeDays; };",
      ],
      ["site/pages/x.astro", "---\nconst { noticeDays } = commitments;\n---\n"],
    ]);
    expect(unreadCommitments(only)).toEqual(commitmentNames);
  });
});
