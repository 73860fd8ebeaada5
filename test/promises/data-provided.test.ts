import { describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { madeClient } from "../http/accounts.ts";
import { mailTo, rowsOf, sharedSite } from "../http/site.ts";
import { Visitor } from "../http/visitor.ts";
import { inText } from "./outside.ts";

const site = sharedSite();

describe("data-provided", () => {
  test("The rest is not required, and the form marks it as optional.", async () => {
    const html = await (await fetch(`${site.url}/en/register/`)).text();
    const optional = ["phone", "address"];
    for (const name of optional) {
      expect(html).not.toMatch(new RegExp(`name="${name}"[^>]*required`));
      expect(html).toMatch(new RegExp(`for="${name}"[^>]*>[^<]*(?:<[^>]*>)?[^<]*optional`, "i"));
    }
    const email = "only.required@promises.example.org";
    const { phone: _, address: __, ...required } = registration;
    const sent = await new Visitor(site.url).fillIn("/en/register/", { ...required, email });
    expect(sent.headers.get("location")).toBe("/en/register/sent/");
  });

  test("We need some of it to know whom we are dealing with.", async () => {
    const email = "unconfirmed@promises.example.org";
    const visitor = new Visitor(site.url);
    await visitor.fillIn("/en/register/", { ...registration, email });
    const { password } = registration;
    const early = await visitor.fillIn("/en/sign-in/", { email, password });
    expect(early.status).toBe(422);
    expect((await mailTo(site.server, email, "/verify/")).text).toMatch(/\/en\/verify\/\S+\//);
  });

  test("In your personal account on this site, you can correct your data, bring it up to date or delete it whenever you like.", async () => {
    const client = await madeClient(site.server, "corrects@promises.example.org");
    const page = inText(await (await client.open("/en/account/")).text());
    for (const way of ["details", "export", "delete"]) {
      expect((await client.open(`/en/account/${way}/`)).status, way).toBe(200);
    }
    expect(page).toMatch(/details/i);
    const users = await rowsOf(site.server, "users");
    expect(users.every((row) => !JSON.stringify(row).includes("corrects@"))).toBe(true);
  });
});
