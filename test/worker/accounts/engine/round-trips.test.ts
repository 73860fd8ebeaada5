import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { hashCostIn, hashPassword } from "../../../../worker/accounts/engine/hashing.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { ask, cookiesOf, fillIn, trips } from "../../site.ts";

const [email, password] = ["trips@example.org", "seven dried apricots"];
const pages = ["", "details/", "orders/", "consents/", "newsletter/", "security/", "export/", "delete/"];

it("costs two round trips to D1 to sign in, and at most two to see a page of the account", async () => {
  await makeClient(env, email, password);
  trips.length = 0;
  const answer = await fillIn("sign-in", "/en/sign-in/", { email, password });
  expect(answer.headers.get("location")).toBe("/en/account/");
  await settled();
  // The mail about the new device leaves while the answer is on its way.
  expect(trips.filter((trip) => !trip.startsWith("update outbox"))).toEqual(["batch", "batch"]);
  for (const page of pages) {
    trips.length = 0;
    const shown = await ask(`/en/account/${page}`, { cookie: cookiesOf(answer) });
    expect([page, shown.status]).toEqual([page, 200]);
    expect([page, trips.length <= 2]).toEqual([page, true]);
  }
});

it("hashes one password to sign in", async () => {
  const cost = hashCostIn({});
  await makeClient(env, email, password, await hashPassword(password, cost));
  const [hashing, signingIn]: [number[], number[]] = [[], []];
  const most = () => Math.min(...hashing) * 1.7;
  // In turn, because a busy machine holds one up now and then.
  for (let round = 1; round <= 3 || (round <= 8 && Math.min(...signingIn) >= most()); round += 1) {
    hashing.push(await timed(() => hashPassword(password, cost)));
    signingIn.push(await timed(() => fillIn("sign-in", "/en/sign-in/", { email, password })));
  }
  expect(Math.min(...signingIn)).toBeLessThan(most());
});

/** How long something takes once nothing of what came before goes on, in milliseconds. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  await settled();
  const start = performance.now();
  await act();
  return performance.now() - start;
}
