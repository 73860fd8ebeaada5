import { describe, expect, test } from "vitest";
import { answers, formIds } from "../fixtures/answers.ts";
import { fillIn, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { inForce } from "./outside.ts";

const site = sharedSite();

describe("scope", () => {
  test("The section of this site that carries this text describes the methods by which this site protects personal information while you use it.", async () => {
    const inForce = /href="(\/en\/policy\/\d{4}-\d{2}-\d{2}\/)"/;
    for (const form of [...formIds, "register"]) {
      const html = await (await fetch(`${site.url}/en/${form}/`)).text();
      const [, link = "none"] = inForce.exec(html) ?? [];
      expect((await fetch(site.url + link)).status, form).toBe(200);
    }
  });

  test("This policy covers private and personal data that we obtain through this site.", async () => {
    const reference = referenceOf(await fillIn(`${site.url}/en/order/`, answers.order));
    const [consent] = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(consent).toMatchObject({ method: "order", policy_version: (await inForce(site)).date });
    const published = (await (await fetch(`${site.url}/en/policy/versions.json`)).json()) as object;
    expect(JSON.stringify(published)).toContain(String(consent?.policy_hash));
  });
});
