import { describe, expect, it } from "vitest";
import { clientOf, linkTo, registration } from "./accounts.ts";
import { eventually, servedSite } from "./site.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = servedSite();

describe("opening an account", () => {
  it("asks for the address to be confirmed, and lets the person in once they did with their password", async () => {
    const li = new Visitor(site.url);
    const sent = await li.fillIn("/en/register/", registration);
    expect(sent.status, await sent.clone().text()).toBe(303);
    expect(sent.headers.get("location")).toBe("/en/register/sent/");
    const early = await li.fillIn("/en/sign-in/", registration);
    expect(early.status).toBe(422);
    expect(await early.text()).toContain("not confirmed yet");

    const link = await linkTo(site.server, registration.email, "verify");
    const stranger = await new Visitor(site.url).fillIn(link, { password: "some other words" });
    expect(stranger.status).toBe(422);
    const confirmed = await li.fillIn(link, { password: registration.password });
    expect(confirmed.headers.get("location")).toBe("/en/account/");
    const account = await li.open("/en/account/");
    expect(account.status).toBe(200);
    expect(await account.text()).toContain("Li Wei");
    expect((await li.open(link)).status).toBe(404);
  });
});
