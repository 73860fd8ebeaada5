import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeClient, ticketFor } from "../../client.ts";
import { ask } from "../../site.ts";

const password = "seven dried apricots";
const minute = 60_000;

/** Tries to sign in on a new device, some minutes from now, where a network may send four forms in ten minutes. */
async function tryTo(email: string, given: string, after = 0): Promise<Response> {
  const fields = { email, password: given, ticket: await ticketFor(env, "sign-in") };
  const bindings = { FORMS_PER_NETWORK: "4", CLOCK_SHIFT_MS: String(after * minute) };
  return ask("/en/sign-in/", { fields, bindings });
}

describe("the wrong passwords of a network", () => {
  it("are two an hour where it may sign in twice in ten minutes; then one is tried every thirty", async () => {
    const wrong = async (after = 0) => (await tryTo("wrong@example.org", "x", after)).status;
    expect([await wrong(), await wrong(), await wrong()]).toEqual([422, 422, 429]);
    // By now it may send forms again, but no wrong password.
    expect(await wrong(11)).toBe(429);
    expect(await wrong(31)).toBe(422);
    const refused = await tryTo("wrong@example.org", "x", 31);
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(20 * 60);
    expect(wait).toBeLessThanOrEqual(30 * 60);
  });

  it("are not used up by right ones", async () => {
    await makeClient(env, "right@example.org", password);
    for (const after of [0, 0, 11, 11, 22])
      expect((await tryTo("right@example.org", password, after)).status).toBe(303);
  });
});
