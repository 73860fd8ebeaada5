import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { activities } from "../../../../worker/keeping/processing/activities.ts";
import { Commitments } from "../../../../worker/policy/commitments/commitments.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { namesIn } from "../../../../worker/web/names.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, lastShown, makeSignedIn } from "../../site.ts";

const inForce = versions[0] as (typeof versions)[number];
const { commitments } = inForce;

afterEach(() => {
  inForce.commitments = commitments;
});

/** What each of the four says now, as text. */
async function said(cookie: string): Promise<string[]> {
  const texts: string[] = [];
  for (const path of ["/en/policy/record/", "/staff/acts/"]) {
    const answer = await ask(path, { cookie });
    expect([path, answer.status]).toEqual([path, 200]);
    texts.push(lastShown());
  }
  for (const path of ["/en/policy/record.json", "/en/policy/kept.json"])
    texts.push(await (await ask(path)).text());
  return texts;
}

describe("the record of processing", () => {
  it("has a period for every kind of data that the policy names", () => {
    const kinds = new Set(Object.values(activities).flatMap(({ kinds }) => kinds));
    const named = Object.keys(Commitments.shape.retention.shape).filter((kind) => kind !== "statistics");
    named.push("register", "draft");
    expect([...kinds].sort((a, b) => (a < b ? -1 : 1))).toEqual(named.sort((a, b) => (a < b ? -1 : 1)));
  });

  it("is JSON-LD in terms of DPV: who, why, on which basis, what, for how long, protected how", async () => {
    const answer = await ask("/en/policy/record.json");
    expect(answer.headers.get("content-type")).toBe("application/ld+json");
    const data = await answer.json<Record<string, unknown>>();
    expect(data).toMatchObject({
      "@type": "dpv:RecordsOfActivities",
      "dpv:hasDataController": { "dpv:hasName": namesIn(organization, "en").name },
    });
    expect((data["dpv:hasProcess"] as Record<string, unknown>[])[1]).toMatchObject({
      "@id": "#orders",
      "dpv:hasPurpose": { "@id": "dpv:CustomerOrderManagement" },
      "dpv:hasLegalBasis": { "@id": "dpv:Consent" },
      "dpv:hasPersonalData": expect.arrayContaining([{ "@id": "pd:Purchase" }, { "@id": "pd:Name" }]),
    });
  });

  it("says where it is stored in the reader's language, to people and to programs", async () => {
    expect(organization.languages.length).toBeGreaterThan(1);
    for (const language of organization.languages) {
      const where = organization.hostingRegion[language];
      await ask(`/${language}/policy/record/`);
      expect(lastShown()).toContain(`"hostingRegion":"${where}"`);
      const data = await (await ask(`/${language}/policy/record.json`)).json<Record<string, unknown>>();
      expect([language, data["dpv:hasLocation"]]).toEqual([language, where]);
    }
    expect(new Set(Object.values(organization.hostingRegion)).size).toBe(organization.languages.length);
  });

  it("changes with one commitment, as the act of destruction and what is shown as kept do", async () => {
    const { cookie } = await makeSignedIn("owner@example.org", "seven dried apricots");
    await settled();
    await env.DB.prepare("update users set role = 'owner', two_factor_enabled = 1").run();
    const before = await said(cookie);
    inForce.commitments = { ...commitments, retention: { ...commitments.retention, order: "P77M" } };
    const after = await said(cookie);
    expect(before.map((text) => text.includes("P77M"))).toEqual([false, false, false, false]);
    expect(after.map((text) => text.includes("P77M"))).toEqual([true, true, true, true]);
  });

  it("names no activity for a purpose that the version in force does not have", async () => {
    inForce.commitments = { ...commitments, purposes: ["orders"] };
    const data = await (await ask("/en/policy/record.json")).json<Record<string, { "@id": string }[]>>();
    expect(data["dpv:hasProcess"]?.map((one) => one["@id"])).toEqual([
      "#orders",
      "#policy-changes",
      "#rights",
      "#disclosures",
    ]);
  });
});
