import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { literalsOf } from "../architecture/sources.ts";

const files = globSync("test/promises/*.test.ts").filter((file) => !file.endsWith("sentences.test.ts"));

/** Every version and draft, as a reader sees its words. */
const texts = globSync("content/policy/*/en.mdx")
  .toSorted()
  .map((file) => readFileSync(file, "utf8"));

/** The words of a clause in any version, with what it commits to as a number. */
function wordsOf(clause: string): string {
  const parts = texts.map(
    (text) => new RegExp(`<Clause id="${clause}"[^>]*>(.*?)</Clause>`, "s").exec(text)?.[1] ?? "",
  );
  return parts
    .join(" ")
    .replace(/<Commitment of="smallestGroup" \/>/g, "5")
    .replace(/<Commitment of="minimumAge" \/>/g, "14")
    .replace(/<Commitment of="noticeDays" \/>/g, "30 days")
    .replace(/<Commitment of="backupDays" \/>/g, "30 days")
    .replace(/<Commitment of="retention\.[a-zA-Z]+" \/>/g, "…")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replaceAll("**", "")
    .replace(/\s+/g, " ");
}

test.each(files)("each test in %s is a sentence of its clause", (file) => {
  const clause = basename(file, ".test.ts");
  const words = wordsOf(clause);
  const source = readFileSync(file, "utf8");
  const names = literalsOf(file, source)
    .map(({ text }) => text)
    .filter((text) =>
      new RegExp(`\\btest(?:\\.each\\([^]*?\\))?\\(\\s*["\`']${escaped(text)}["\`']`).test(source),
    );
  expect(names.length).toBeGreaterThan(0);
  expect(names.map((name) => name.replace(/ \(%s\)$/, "")).filter((name) => !words.includes(name))).toEqual(
    [],
  );
});

test("every clause of the latest text has a file", () => {
  const latest = texts.at(-1) ?? "";
  const clauses = [...latest.matchAll(/<Clause id="([^"]+)"/g)].map(([, id]) => id ?? "");
  expect(files.map((file) => basename(file, ".test.ts")).toSorted()).toEqual(clauses.toSorted());
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
