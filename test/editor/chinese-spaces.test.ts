import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { versions } from "../../worker/policy/versions/lock.ts";

/** A space between two Chinese characters; a period or an age in words ends in one. */
const stray = /(?:\p{Script=Han}|<Commitment of="(?!smallestGroup)[^"]*" \/>) +\p{Script=Han}/gu;

/** A text that is locked keeps what it has. */
const isLocked = (file: string) =>
  versions.some(({ date, languages }) => languages.zh && file.includes(date));

it("no space parts two Chinese characters in a text that can still change", () => {
  const files = globSync(["content/texts/zh/**/*.json", "content/policy/*/zh.mdx"]);
  const found = files
    .filter((file) => !isLocked(file))
    .flatMap((file) => (readFileSync(file, "utf8").match(stray) ?? []).map((words) => `${file}: ${words}`));
  expect(found).toEqual([]);
});

it("a space after an age is found, and one before a figure is not", () => {
  expect('未满 <Commitment of="minimumAge" /> 的人'.match(stray)).toHaveLength(1);
  expect('每 <Commitment of="smallestGroup" /> 个，未满 14 岁的人'.match(stray)).toBeNull();
});
