import { expect } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { rowsOf } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { Visitor } from "../http/visitor.ts";
import type { WalkedSite } from "./walked-site.ts";

const { password } = registration;

/** Somebody who signs in; where to they are led then. */
export async function signedIn(site: WalkedSite, email: string, to = "/en/account/"): Promise<Visitor> {
  const visitor = new Visitor(site.url);
  const answer = await visitor.fillIn("/en/sign-in/", { email, password });
  expect(answer.headers.get("location"), email).toBe(to);
  return visitor;
}

/** A new member of staff: nobody stays signed in for years. */
export async function staff(site: WalkedSite, role: "manager" | "owner"): Promise<Visitor> {
  return (await staffMember(site.server, role)).visitor;
}

/** The references in a table. */
export async function references(site: WalkedSite, table: string): Promise<unknown[]> {
  return (await rowsOf(site.server, table)).map(({ reference }) => reference);
}
