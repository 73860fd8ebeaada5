import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { chrome } from "../fixtures/visit.ts";
import { madeClient } from "../http/accounts.ts";
import { mailTo, rowsOf, sharedSite } from "../http/site.ts";
import { mailsTo, Visitor } from "../http/visitor.ts";
import { WalkedSite } from "../trial/walked-site.ts";
import { inForce, rowCounts, textAt } from "./outside.ts";

const site = sharedSite();
const [email, other] = ["hears@promises.example.org", "hears.too@promises.example.org"];

/** A site on which the draft is published and takes effect. */
let walked: WalkedSite;
beforeAll(async () => {
  walked = await WalkedSite.startedOn("2027-01-10", false);
  const [client] = [await madeClient(walked.server, email), await madeClient(walked.server, other)];
  const agreed = { consent: "yes", password: registration.password };
  await client.fillIn("/en/account/consents/accept/", agreed);
  await walked.server.runCron();
});
afterAll(() => walked.server.stop());

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
    const { versions } = (await (await fetch(`${site.url}/en/policy/versions.json`)).json()) as {
      versions: { languages: Record<string, { sha256: string; md: string }> }[];
    };
    for (const { md, sha256 } of versions.flatMap(({ languages }) => Object.values(languages))) {
      const text = await (await fetch(site.url + new URL(md).pathname)).text();
      expect(createHash("sha256").update(text).digest("hex"), md).toBe(sha256);
    }
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

  test("We announce a material change at least 30 days before it takes effect.", async () => {
    const { text } = await mailTo(walked.server, email, "1 March 2027");
    expect(text).toMatch(/\/en\/policy\/compare\/2026-11-22\/2027-03-01\//);
    expect(await textAt(walked, "/en/policy/")).toMatch(/takes effect on 1 March 2027/);
  });

  test("We do so on this site and by e-mail to every Client who has an account.", async () => {
    await walked.goTo("2027-01-29");
    for (const one of [email, other]) {
      const mails = mailsTo(walked.server.mailbox, one).filter(({ subject }) => /1 March 2027/.test(subject));
      expect(mails, one).toHaveLength(1);
    }
  });

  test("After a material change takes effect, we ask for your agreement again.", async () => {
    await walked.goTo("2027-03-01");
    expect((await inForce(walked)).date).toBe("2027-03-01");
    for (const one of [email, other])
      expect((await signsIn(one)).headers.get("location")).toBe("/en/account/consents/accept/");
  });

  test("Agreement to an earlier version does not count as agreement to the change.", async () => {
    const client = new Visitor(walked.url);
    const { password } = registration;
    const versions = async () =>
      (await rowsOf(walked.server, "signatures")).map(({ policy_version }) => policy_version);
    expect(await versions()).toEqual(["2026-11-22"]);
    await client.fillIn("/en/sign-in/", { email, password });
    const page = "/en/account/consents/accept/";
    expect((await client.fillIn(page, { consent: "yes", password })).status).toBe(303);
    expect(await versions()).toEqual(["2026-11-22", "2027-03-01"]);
    expect((await signsIn(email)).headers.get("location")).toBe("/en/account/");
    expect((await signsIn(other)).headers.get("location")).toBe(page);
  });
});

function signsIn(one: string): Promise<Response> {
  return new Visitor(walked.url).fillIn("/en/sign-in/", { email: one, password: registration.password });
}
