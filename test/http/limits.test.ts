import { expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { fillIn, ownSite, send, ticketOf } from "./site.ts";

const site = ownSite({ vars: { FORMS_PER_NETWORK: "3" } });
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
