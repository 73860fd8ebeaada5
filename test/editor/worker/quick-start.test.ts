import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { haste } from "../../../editor/worker/quick-start.ts";

it.for(haste)("$of still does at once what is put off", ({ of, does }) => {
  expect(readFileSync(of, "utf8").split(does)).toHaveLength(2);
});
