import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { makeClient } from "../../client.ts";
import { ask, cookiesOf, fillIn } from "../../site.ts";

const [email, password] = ["copies@example.org", "seven dried apricots"];

it("somebody gets ten copies of what is held about them at once, then one a minute", async () => {
  await makeClient(env, email, password);
  const cookie = cookiesOf(await fillIn("sign-in", "/en/sign-in/", { email, password }));
  const copy = (afterMs = 0) =>
    ask("/en/account/export/", { cookie, fields: {}, bindings: { CLOCK_SHIFT_MS: String(afterMs) } });
  for (let count = 0; count < 10; count += 1) expect((await copy()).status).toBe(200);
  const refused = await copy();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await copy(61_000)).status).toBe(200);
});
