import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "../../../../worker/accounts/engine/hashing.ts";
import { registration } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { hashedForReal } from "../../../workerd/hashing.ts";
import { makeClient } from "../../client.ts";
import { fillIn, makeSignedIn, trips } from "../../site.ts";

const { password } = registration;
const [known, unknown] = ["known@example.org", "unknown@example.org"];
hashedForReal();
let hash: string | undefined;
beforeEach(async () => {
  hash ??= await hashPassword(password);
  await makeClient(env, known, password, hash);
});

/** The round trips to D1 before the answer, and its status. */
async function workOf(asked: () => Promise<Response>): Promise<{ status: number; trips: string[] }> {
  await settled();
  trips.length = 0;
  const { status } = await asked();
  const made = trips.filter((trip) => !trip.startsWith("update outbox"));
  await settled();
  return { status, trips: made };
}

const forms: [string, string, Record<string, string>][] = [
  ["sign-in", "/en/sign-in/", { password: "not the password" }],
  ["register", "/en/register/", { ...registration }],
  ["forgot-password", "/en/forgot-password/", {}],
];

describe("an address that has an account and one that has none", () => {
  it.each(forms)("make as many round trips to the database: %s", async (form, path, fields) => {
    const [one, other] = [known, unknown].map((email) => () => fillIn(form, path, { ...fields, email }));
    if (!one || !other) throw new Error("two addresses are compared");
    expect(await workOf(one)).toEqual(await workOf(other));
  });

  it("make as many for a client who wants it", async () => {
    const { cookie } = await makeSignedIn("client@example.org", password);
    const ask = (email: string) => () =>
      fillIn("new-address", "/en/account/security/email/", { email, password }, cookie);
    expect(await workOf(ask(known))).toEqual(await workOf(ask(unknown)));
  });

  it.each(forms.slice(0, 2))(
    "take as long, for a password is hashed for each: %s",
    async (form, path, fields) => {
      const took: Record<string, number[]> = { [known]: [], [unknown]: [] };
      for (const round of [1, 2, 3])
        for (const email of [known, unknown]) {
          await settled();
          const start = performance.now();
          await fillIn(form, path, { ...fields, email: email === known ? known : `${round}.${email}` });
          took[email]?.push(performance.now() - start);
        }
      const [shorter = 0, longer = 0] = Object.values(took)
        .map((times) => Math.min(...times))
        .toSorted((one, other) => one - other);
      // Without the hash it would be a tenth.
      expect(shorter).toBeGreaterThan(longer * 0.4);
    },
  );
});
