import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { pageAt } from "../worker/visits/counting/pages.ts";

const files = readdirSync("site/pages/[lang]", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".astro"),
);

test.each(files)("%s is a page that the counter knows", (file) => {
  const path = `/en/${file}`.replace(/(?:\/index)?\.astro$/, "/").replace(/\[\w+\]/g, "2026-11-22");
  expect(pageAt(path, { languages: ["en"], versions: ["2026-11-22"] })).not.toBe("other");
});
