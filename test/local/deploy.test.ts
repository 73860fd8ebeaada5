import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { organization } from "../../editor/organization.ts";
import { reasonsNotToDeploy } from "../../local/deployable.ts";

const real = { ...organization, placeholders: [], site: "https://privacy.juezhijin.cn" };
const config = {
  vars: { ORIGIN: "https://privacy.juezhijin.cn" },
  d1_databases: [{ binding: "DB", database_id: "6b3e1c5e-0d0f-4a53-9a7a-3f6f0e9f6c11" }],
};

describe("a deployment", () => {
  test("can be made when nothing is an example any more", () => {
    expect(reasonsNotToDeploy(real, config)).toEqual([]);
  });

  test("is refused for each example value that is left, by name", () => {
    const reasons = reasonsNotToDeploy(
      { ...real, placeholders: ["email", "phone"] },
      {
        vars: { ORIGIN: "https://www.example.com" },
        d1_databases: [{ binding: "DB", database_id: "0000-0000" }],
      },
    );
    expect(reasons.map((reason) => reason.split(" is ")[0])).toEqual([
      'content/organization.yaml: "email"',
      'content/organization.yaml: "phone"',
      "wrangler.toml: ORIGIN",
      "wrangler.toml: database_id of DB",
    ]);
  });

  test("is refused when pages and mail would name different sites", () => {
    expect(reasonsNotToDeploy({ ...real, site: "https://other.cn" }, config)).toHaveLength(1);
  });

  test("keeps no log of who asked for what: requests name addresses and browsers", () => {
    const built = new URL("../../dist/server/wrangler.json", import.meta.url);
    const { observability } = JSON.parse(readFileSync(built, "utf8"));
    expect(observability.logs.invocation_logs).toBe(false);
    expect(observability.traces.enabled).toBe(false);
  });
});
