import { expect, test } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { madeClient } from "./accounts.ts";
import { fillIn, ownSite, send, ticketOf } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite({ vars: { FORMS_PER_NETWORK: "3" } });
const generous = ownSite({ vars: { FORMS_PER_NETWORK: "12" } });
const contact = () => `${site.url}/en/contact/`;

test("a network that sends too much is told when to go on, with everything typed kept", async () => {
  const from = (address: string) => ({ "cf-connecting-ip": address });
  const ticket = await ticketOf(contact());
  for (const message of ["One", "Two", "Three", "Three"]) {
    const answer = await send(contact(), { ticket, ...answers.contact, message }, from("203.0.113.7"));
    expect(answer.status).toBe(303);
  }
  const refused = await send(
    contact(),
    { ticket, ...answers.contact, message: "Four" },
    from("203.0.113.200"),
  );
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const html = await refused.text();
  expect(html).toContain("Four</textarea>");
  expect(html).toContain(ticket);
  const other = await send(contact(), { ticket, ...answers.contact, message: "Four" }, from("198.51.100.7"));
  expect(other.status).toBe(303);
});

test("a header that the sender writes does not say where a form comes from", async () => {
  for (let count = 0; count < 3; count += 1) {
    await fillIn(contact(), { ...answers.contact, message: `Here ${count}` });
  }
  const ticket = await ticketOf(contact());
  const elsewhere = { "x-forwarded-for": "192.0.2.9", "x-real-ip": "192.0.2.9" };
  expect((await send(contact(), { ticket, ...answers.contact }, elsewhere)).status).toBe(429);
});

test("a network that checks too many receipts is told so, with what was pasted kept", async () => {
  const checker = `${site.url}/en/receipt/`;
  const from = { "cf-connecting-ip": "203.0.113.7" };
  for (const receipt of ["One", "Two", "Three", "Three"])
    expect((await send(checker, { receipt }, from)).status).toBe(422);
  const refused = await send(checker, { receipt: "Four" }, from);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.text()).toMatch(/Too many receipts.*Four<\/textarea>/s);
});

test("a ticket takes five different answers, then comes back new with everything typed kept", async () => {
  const from = { "cf-connecting-ip": "192.0.2.1" };
  const statuses: number[] = [];
  const ticket = await ticketOf(`${generous.url}/en/contact/`);
  const post = (message: string, with_ = ticket) =>
    send(`${generous.url}/en/contact/`, { ticket: with_, ...answers.contact, message }, from);
  for (let count = 0; count < 20; count += 1) statuses.push((await post(`Number ${count}`)).status);
  expect(statuses).toEqual([303, 303, 303, 303, 303, ...Array.from({ length: 15 }, () => 422)]);
  expect((await post("Number 0")).status).toBe(303);
  const html = await (await post("One more")).text();
  expect(html).toContain("One more</textarea>");
  const [, another = ""] = /name="ticket" value="([^"]+)"/.exec(html) ?? [];
  expect(another).not.toBe(ticket);
  expect((await post("One more", another)).status).toBe(303);
  const { db } = generous.server;
  const kept = await db.prepare("select count(*) as count from contact_messages").first<{ count: number }>();
  expect(kept?.count).toBe(6);
});

test("passwords are hashed for half as many forms of a network as it may send, and soon again", async () => {
  const strict = new Visitor(generous.url, { "cf-connecting-ip": "192.0.6.77" });
  const register = (email: string, who = strict) =>
    who.fillIn("/en/register/", { ...registration, email, password: `${email} apricots` });
  for (let count = 0; count < 6; count += 1)
    expect((await register(`new${count}@example.org`)).headers.get("location")).toBe("/en/register/sent/");
  const refused = await register("honest@example.org");
  expect(refused.status).toBe(429);
  const wait = Number(refused.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(100);
  expect(await refused.text()).toContain('value="honest@example.org"');
  const signIn = await strict.fillIn("/en/sign-in/", { email: "honest@example.org", password: "x" });
  expect(signIn.status).toBe(429);
  expect(await signIn.text()).toContain('value="honest@example.org"');
  const elsewhere = new Visitor(generous.url, { "cf-connecting-ip": "192.0.3.1" });
  expect((await register("honest@example.org", elsewhere)).status).toBe(303);
});

test("whoever has signed in before has a share of their own, whatever their network does", async () => {
  const network = { "cf-connecting-ip": "192.0.4.1" };
  const owner = await madeClient(generous.server, "owner@example.org", network);
  const { password } = registration;
  expect((await owner.fillIn("/en/sign-in/", { email: "owner@example.org", password })).status).toBe(303);
  const stranger = new Visitor(generous.url, network);
  let last = 0;
  for (let count = 0; count < 8 && last !== 429; count += 1)
    last = (await stranger.fillIn("/en/sign-in/", { email: `x${count}@example.org`, password })).status;
  expect(last).toBe(429);
  expect((await owner.fillIn("/en/sign-in/", { email: "owner@example.org", password })).status).toBe(303);
});
