import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { answers } from "../../fixtures/answers.ts";
import { settled } from "../../workerd/afterwards.ts";
import { ask, fillIn } from "../site.ts";
import { growConsents } from "./growing.ts";
import { makePerson } from "./person.ts";
import { watchedBindings } from "./watched.ts";

/** How many consents of others there are: 300,000 in `npm run trial -- long`, otherwise a tenth. */
const consents = Math.max(30_000, Number(env.STRANGERS));

/** How long it may take, in milliseconds, on a machine that has time for it. */
const maxMs = 20;

it("a consent is taken back in the same time, however many others there are", {
  timeout: 600_000,
}, async () => {
  const li = await makePerson("li");
  const { calls, bindings } = watchedBindings();
  /** Takes back what was sent, one after another. Gives the shortest time: what else the machine does adds to it. */
  const takeBack = async () => {
    const references: string[] = [];
    for (let sent = 0; sent < 9; sent += 1) {
      const { headers } = await fillIn("contact", "/en/contact/", { ...answers.contact, email: li.email });
      references.push(/\/sent\/(.+)\/$/.exec(headers.get("location") ?? "")?.[1] ?? "");
    }
    await settled();
    const took: number[] = [];
    for (const reference of references) {
      const began = performance.now();
      const answer = await ask("/en/account/consents/withdraw/", {
        cookie: li.cookie,
        bindings,
        fields: { consent: `${reference}/support` },
      });
      took.push(performance.now() - began);
      expect(answer.headers.get("location")).toBe("/en/account/consents/?done=withdrawn");
      await settled();
    }
    return Math.min(...took);
  };
  const alone = await takeBack();
  await growConsents(consents);
  calls.length = 0;
  const among = await takeBack();
  console.log(`${alone} ms alone, ${among} ms among ${consents} consents`);
  const read = calls.flatMap(({ statements }) => statements.map(({ rowsRead }) => rowsRead));
  expect(Math.max(...read)).toBeLessThan(300);
  expect(among).toBeLessThanOrEqual(Math.max(maxMs, 2 * alone));
});
