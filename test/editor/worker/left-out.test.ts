import { globSync } from "node:fs";
import { expect, it } from "vitest";
import { parts } from "../../../editor/worker/left-out.ts";

it("leaves out only what the installed packages still have", () => {
  const packages = new Set(parts.map(({ of }) => /^\^((?:@[\w-]+\\\/)?[\w-]+)/.exec(of.source)?.[1]));
  const files = [...packages].flatMap((name) =>
    globSync(`${name?.replace("\\/", "/")}/**/*.{js,mjs}`, { cwd: "node_modules" }),
  );
  const idle = parts.filter(({ of }) => !files.some((file) => of.test(file)));
  expect(idle).toEqual([]);
});
