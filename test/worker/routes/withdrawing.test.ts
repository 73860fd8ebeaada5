import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { answers } from "../../fixtures/answers.ts";
import { settled } from "../../workerd/afterwards.ts";
import { ask, fillIn } from "../site.ts";
import { growConsents } from "./growing.ts";
import { makePerson } from "./person.ts";
import { watchedBindings } from "./watched.ts";

/** As many consents as the issue names in `npm run trial -- long`, otherwise a tenth. */
const consents = Math.max(30_000, Number(env.STRANGERS));

it("a consent is taken back in the same time, however many others there are", {
  timeout: 600_000,
}, async () => {
  const li = await makePerson("li");
  const references: string[] = [];
  for (let sent = 0; sent < 9; sent += 1) {
    const { headers } = await fillIn("contact", "/en/contact/", { ...answers.contact, email: li.email });
    references.push(/\/sent\/(.+)\/$/.exec(headers.get("location") ?? "")?.[1] ?? "");
  }
  await growConsents(consents);
  await settled();
  const { calls, bindings } = watchedBindings();
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
  }
  const read = calls.flatMap(({ statements }) => statements.map(({ rowsRead }) => rowsRead));
  expect(Math.max(...read)).toBeLessThan(200);
  // The shortest: whatever else the machine does makes the others longer.
  expect(Math.min(...took)).toBeLessThanOrEqual(consents >= 300_000 ? 20 : 1000);
});
