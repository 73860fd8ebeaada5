import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { purposes } from "../../../../worker/lifetimes/purposes.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { keeping } from "../../../fixtures/versions.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, lastShown, makeSignedIn } from "../../site.ts";
import { email, held, stored, sweep } from "./kept.ts";

const receivedAt = "2026-12-01T10:00:00Z";
const answered = ["answered", "2026-12-10T10:00:00Z"] as const;

async function shownAt(path: string, cookie = ""): Promise<string> {
  await ask(path, { cookie });
  return lastShown();
}

it("a message says until when it is kept, in the account and on the page after the form", async () => {
  await stored({ reference: "M-1", form: "contact", receivedAt });
  const { cookie } = await makeSignedIn(email, "seven dried apricots");
  await settled();
  const open = `{"kind":"contact","after":"${purposes.contact.wait}"}`;
  expect(await shownAt("/en/sent/M-1/")).toContain(open);
  expect(await shownAt("/en/account/orders/", cookie)).toContain(`"M-1":${open}`);
  await env.DB.prepare("update submissions set status = 'answered', status_at = ?1").bind(answered[1]).run();
  const closed = '{"kind":"contact","until":"2027-12-10T10:00:00.000Z"}';
  expect(await shownAt("/en/sent/M-1/")).toContain(closed);
  expect(await shownAt("/en/account/orders/", cookie)).toContain(`"M-1":${closed}`);
  await held("M-1", true);
  expect(await shownAt("/en/sent/M-1/")).toContain(closed);
  await env.DB.prepare("update legal_holds set silent = 0").run();
  expect(await shownAt("/en/sent/M-1/")).toContain('{"kind":"contact","law":true}');
});

it.each(["message", "address"])(
  "a silent hold on the %s shows itself not even when its time is over",
  async (on) => {
    await stored({ reference: "M-1", form: "contact", receivedAt, became: [...answered] });
    const { cookie } = await makeSignedIn(email, "seven dried apricots");
    await settled();
    await held(on === "message" ? "M-1" : await emailIndex(await keyRing(env), email), true);
    const policy = [keeping(1, "2026-11-22", { contact: "P1M" })];
    expect(await sweep("2027-01-09T10:00:00Z", "contact", policy)).toEqual([0, 0]);
    expect(await shownAt("/en/account/orders/", cookie)).toContain('"M-1"');
    expect(await sweep("2027-01-10T10:00:00Z", "contact", policy)).toEqual([0, 1]);
    expect(await shownAt("/en/account/orders/", cookie)).not.toContain('"M-1"');
    expect((await ask("/en/sent/M-1/")).status).toBe(404);
    expect(await env.DB.prepare("select reference from contact_messages").first()).toEqual({
      reference: "M-1",
    });
  },
);
