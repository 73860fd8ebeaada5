import { beforeAll, describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { madeClient } from "../http/accounts.ts";
import { rowsOf, sharedSite } from "../http/site.ts";
import type { Visitor } from "../http/visitor.ts";
import { inForce } from "./outside.ts";

const site = sharedSite();
const { password } = registration;
let client: Visitor;
beforeAll(async () => {
  client = await madeClient(site.server, "signs@promises.example.org");
});

describe("signature", () => {
  test("To sign, the Client enters the password again.", async () => {
    const before = (await rowsOf(site.server, "signatures")).length;
    const page = "/en/account/consents/accept/";
    expect((await client.fillIn(page, { consent: "yes" })).status).toBe(422);
    expect((await client.fillIn(page, { consent: "yes", password: "a wrong password" })).status).toBe(422);
    expect(await rowsOf(site.server, "signatures")).toHaveLength(before);
    expect((await client.fillIn(page, { consent: "yes", password })).status).toBe(303);
    expect(await rowsOf(site.server, "signatures")).toHaveLength(before + 1);
  });

  test("We store the time and the exact version of the document that was signed, and give the Client a receipt.", async () => {
    const page = await (await client.open("/en/account/consents/")).text();
    const id = /\/en\/account\/receipts\/(S-[^/"]+)\//.exec(page)?.[1] ?? "none";
    const row = (await rowsOf(site.server, "signatures")).find((one) => one.id === id);
    expect(row).toMatchObject({ purpose: "policy", policy_version: (await inForce(site)).date });
    const published = await (await fetch(`${site.url}/en/policy/versions.json`)).text();
    expect(published).toContain(`"${String(row?.policy_hash)}"`);
    expect(Date.parse(String(row?.signed_at))).toBeGreaterThan(Date.now() - 600_000);
    expect(await (await client.open(`/en/account/receipts/${id}/`)).text()).toContain(
      String(row?.policy_hash),
    );
  });
});
