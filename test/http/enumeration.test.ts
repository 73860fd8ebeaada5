import { expect, it } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { madeClient } from "./accounts.ts";
import { sharedSite } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = sharedSite();
const { password } = registration;

/** Everything that the sender of a form sees: status, redirect, and the words of both pages without what was typed. */
async function seenAfter(who: Visitor, path: string, typed: Readonly<Record<string, string>>) {
  const answer = await who.fillIn(path, typed);
  const location = answer.headers.get("location");
  const next = location === null ? "" : await (await who.open(location)).text();
  const words = `${await answer.text()}${next}`
    .replace(/name="ticket" value="[^"]+"/g, "")
    .replaceAll(typed.email ?? "", "");
  return { status: answer.status, location, retryAfter: answer.headers.get("retry-after"), words };
}

it.each([
  ["/en/register/", { ...registration }],
  ["/en/forgot-password/", {}],
  ["/en/sign-in/", { password: "not the password" }],
])("%s tells a stranger nothing about whether an address has an account", async (path, typed) => {
  const email = `known.${path.split("/")[2]}@enumeration.example.org`;
  await madeClient(site.server, email);
  const known = await seenAfter(new Visitor(site.url), path, { ...typed, email });
  const unknown = await seenAfter(new Visitor(site.url), path, { ...typed, email: `un${email}` });
  expect(known).toEqual(unknown);
  expect(known.words).toContain("<h1");
});

it("tells a client who asks for another address nothing about whether that has an account", async () => {
  const client = await madeClient(site.server, "asks@enumeration.example.org");
  await madeClient(site.server, "taken@enumeration.example.org");
  const path = "/en/account/security/email/";
  const taken = await seenAfter(client, path, { email: "taken@enumeration.example.org", password });
  const free = await seenAfter(client, path, { email: "untaken@enumeration.example.org", password });
  expect(taken).toEqual(free);
  expect(taken.location).toBe("/en/account/security/?done=email");
});
