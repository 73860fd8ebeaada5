import { parseSync } from "vite";
import { expect, it } from "vitest";
import { withShapesIfUsed } from "../../../editor/worker/unused-shapes.ts";

const written = (code: string) => withShapesIfUsed(code, parseSync("shape.js", code).program);

it("makes a shape only where something uses it, and leaves everything else as it is", () => {
  expect(written("const Name = z.string().min(1);\nexport const Day = z.iso.date();")).toBe(
    "const Name = /* @__PURE__ */ (() => z.string().min(1))();\nexport const Day = /* @__PURE__ */ (() => z.iso.date())();",
  );
  const others = `import { z } from "zod";
export const read = Name.parse("x"), form = withGuardian(z.strictObject({})), two = [z.string()];
let later = z.string();
register(z.string());`;
  expect(written(others)).toBe(others);
});
