import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeClient, ticketFor } from "../../client.ts";
import { ask } from "../../site.ts";

const password = "seven dried apricots";
const minute = 60_000;

/** Tries to sign in on a new device, some minutes from now, where a network may send twenty forms in ten minutes. */
async function tryTo(email: string, given: string, after = 0): Promise<Response> {
  const fields = { email, password: given, ticket: await ticketFor(env, "sign-in") };
  const bindings = { FORMS_PER_NETWORK: "20", CLOCK_SHIFT_MS: String(after * minute) };
  return ask("/en/sign-in/", { fields, bindings });
}

describe("the wrong passwords of a network", () => {
  it("are ten an hour where it may sign in ten times in ten minutes; then one is tried every six", async () => {
    for (let count = 0; count < 10; count += 1)
      expect((await tryTo(`wrong${count}@example.org`, "x")).status).toBe(422);
    expect((await tryTo("wrong@example.org", "x")).status).toBe(429);
    const later: Response[] = [];
    for (let count = 0; count < 3; count += 1) later.push(await tryTo(`late${count}@example.org`, "x", 13));
    expect(later.map(({ status }) => status)).toEqual([422, 422, 429]);
    const wait = Number(later[2]?.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(4 * 60);
    expect(wait).toBeLessThanOrEqual(6 * 60);
  });

  it("are not used up by right ones", async () => {
    await makeClient(env, "right@example.org", password);
    for (let round = 0; round < 3; round += 1)
      for (let count = 0; count < 8; count += 1)
        expect((await tryTo("right@example.org", password, round * 11)).status).toBe(303);
  });
});
