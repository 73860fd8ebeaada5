import { describe, expect, it } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { firstVersion } from "../fixtures/content.ts";
import { clientOf, linkTo, ticketIn } from "./accounts.ts";
import { eventually, rowsOf, sharedSite } from "./site.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = sharedSite();

describe("opening an account", () => {
  it("asks for the address to be confirmed, and lets the person in once they did with their password", async () => {
    const li = new Visitor(site.url);
    const sent = await li.fillIn("/en/register/", registration);
    expect(sent.headers.get("location")).toBe("/en/register/sent/");
    const early = await li.fillIn("/en/sign-in/", registration);
    expect(early.status).toBe(422);
    expect(await early.text()).toContain("not confirmed yet");

    const link = await linkTo(site.server, registration.email, "verify");
    const stranger = await new Visitor(site.url).fillIn(link, { password: "some other words" });
    expect(stranger.status).toBe(422);
    const confirmed = await li.fillIn(link, { password: registration.password });
    expect(confirmed.headers.get("location")).toBe("/en/account/");
    expect(await (await li.open("/en/account/")).text()).toContain("Li Wei");
  });

  it("uses a link once, also when it is sent twice at the same time", async () => {
    const email = "twice@registration.example.org";
    const visitor = new Visitor(site.url);
    await visitor.fillIn("/en/register/", { ...registration, email });
    const link = await linkTo(site.server, email, "verify");
    const page = await (await visitor.open(link)).text();
    const ticket = ticketIn(page);
    const password = registration.password;
    const answers = await Promise.all([1, 2].map(() => visitor.send(link, { password, ticket })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 404]);
    expect((await visitor.open(link)).status).toBe(404);
  });

  it("answers a known address as an unknown one, and tells only its owner", async () => {
    const email = "known@registration.example.org";
    await clientOf(site.server, email);
    const stranger = new Visitor(site.url);
    const known = await stranger.fillIn("/en/register/", { ...registration, email });
    const unknown = await stranger.fillIn("/en/register/", {
      ...registration,
      email: "new@registration.example.org",
    });
    expect([known.status, known.headers.get("location")]).toEqual([
      unknown.status,
      unknown.headers.get("location"),
    ]);
    const told = await eventually(async () =>
      mailsTo(site.server.mailbox, email).find(({ subject }) => subject === "You already have an account"),
    );
    expect(told.text).not.toContain("/verify/");
    const { results } = await site.server.db
      .prepare("select count(*) as accounts from users")
      .all<{ accounts: number }>();
    expect(results[0]?.accounts).toBeGreaterThan(0);
  });

  it("lets the owner of an address have it when a stranger registered first", async () => {
    const email = "taken@registration.example.org";
    await new Visitor(site.url).fillIn("/en/register/", {
      ...registration,
      email,
      password: "strangers own words",
    });
    const before = mailsTo(site.server.mailbox, email).length;
    const strangersLink = await linkTo(site.server, email, "verify");
    const owner = new Visitor(site.url);
    await owner.fillIn("/en/register/", { ...registration, email });
    const link = await eventually(async () => {
      const found = await linkTo(site.server, email, "verify", before);
      return found === strangersLink ? undefined : found;
    });
    expect((await owner.open(strangersLink)).status).toBe(404);
    const answer = await owner.fillIn(link, { password: registration.password });
    expect(answer.headers.get("location")).toBe("/en/account/");
  });

  it.each([
    ["password", "password1", "lists that attackers try"],
    ["password", "short", "8 characters or more"],
    ["password", "refused li wei", "close to your own name"],
    ["email", "li@registration.example.org\r\nBcc: all@registration.example.org", "Enter one email address"],
    ["email", "li@registration.example.org,all@registration.example.org", "Enter one email address"],
    ["name", "Li\r\nBcc: all@registration.example.org", "Use one line"],
    ["consent", "", "Tick the box"],
  ])("refuses %s “%s” with a sentence, and stores nothing", async (field, value, sentence) => {
    const email = "refused.person@registration.example.org";
    const answer = await new Visitor(site.url).fillIn("/en/register/", {
      ...registration,
      name: "Refused Li Wei",
      email,
      [field]: value,
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(sentence);
    expect(page).not.toContain(registration.password);
    expect(mailsTo(site.server.mailbox, email)).toEqual([]);
  });

  it("explains to a child why there is no account, stores nothing and shows nothing again", async () => {
    const counts = async () =>
      Promise.all(["users", "consents", "outbox"].map((table) => rowsOf(site.server, table)));
    const before = await counts();
    const answer = await new Visitor(site.url).fillIn("/en/register/", {
      ...registration,
      email: "mei@registration.example.org",
      age: "too-young",
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("We can’t take this from you");
    expect(page).toContain(`under ${firstVersion.commitments.minimumAge}`);
    expect(page).not.toContain("mei@registration.example.org");
    expect(page).not.toContain('name="ticket"');
    expect(await counts()).toEqual(before);
  });
});
