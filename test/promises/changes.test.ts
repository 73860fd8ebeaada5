import { describe, expect, test } from "vitest";
import { chrome } from "../fixtures/visit.ts";
import { madeClient } from "../http/accounts.ts";
import { rowsOf, sharedSite } from "../http/site.ts";
import { rowCounts, textAt } from "./outside.ts";

const site = sharedSite();

describe("changes", () => {
  test("A visit alone does not mean that you agree.", async () => {
    const before = await rowCounts(site);
    for (const path of ["/en/", "/en/policy/", "/en/policy/2026-11-22/", "/en/register/"])
      await fetch(site.url + path, { headers: { "user-agent": chrome(), "sec-fetch-dest": "document" } });
    expect(await rowCounts(site)).toEqual(before);
  });

  test("Every change and every addition will appear in this document.", async () => {
    const { versions } = (await (await fetch(`${site.url}/en/policy/versions.json`)).json()) as {
      versions: { date: string; languages: Record<string, { sha256?: string }> }[];
    };
    expect(versions.map(({ date }) => date)).toContain("2026-11-22");
    const text = await textAt(site, "/en/policy/versions/");
    expect(text).toMatch(/First version/);
  });

  test("Earlier versions stay available on this site, where you can compare them.", async () => {
    for (const path of [
      "policy/2026-11-22/",
      "policy/2026-11-22/policy.md",
      "policy/2026-11-22/policy.txt",
      "policy/at/2026-11-30/",
    ])
      expect((await fetch(`${site.url}/en/${path}`)).status, path).toBe(200);
    expect(await textAt(site, "/en/policy/compare/2026-11-22/2026-11-22/")).toMatch(
      /clauses stayed as they were|Nothing changed|same/i,
    );
  });

  test("You agree by ticking a box or by signing, as “Main provisions” says.", async () => {
    const client = await madeClient(site.server, "agrees@promises.example.org");
    const page = "/en/account/consents/accept/";
    const agreements = async () => (await rowsOf(site.server, "signatures")).length;
    const before = await agreements();
    await client.open(page);
    expect(await agreements()).toBe(before);
    const password = "seven dried apricots";
    expect((await client.fillIn(page, { password })).status).toBe(422);
    expect((await client.fillIn(page, { consent: "yes", password })).status).toBe(303);
    expect(await agreements()).toBe(before + 1);
  });
});
