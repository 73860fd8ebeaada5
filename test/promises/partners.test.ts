import { describe, expect, test } from "vitest";
import { sharedSite } from "../http/site.ts";
import { textAt } from "./outside.ts";

const site = sharedSite();

describe("partners", () => {
  test("One such section is Partners.", async () => {
    const text = await textAt(site, "/en/partners/");
    expect(text).toContain("No partner is listed yet.");
    expect(text).toContain("We pass no data about you to partners.");
    expect(await (await fetch(`${site.url}/en/policy/`)).text()).toContain('href="/en/partners/"');
  });
});
