import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { eraseClient } from "../../../../worker/accounts/erasure/erasing.ts";
import { finishErasures } from "../../../../worker/accounts/erasure/held.ts";
import { releaseHold } from "../../../../worker/lifetimes/holds.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { allRows, ask, fillIn, makeSignedIn } from "../../site.ts";
import { email, held, stored } from "../../submissions/ending/kept.ts";

const receivedAt = "2026-12-01T10:00:00Z";
const password = "seven dried apricots";
const index = async () => emailIndex(await keyRing(env), email);
const column = async (query: string) => (await env.DB.prepare(query).raw()).map(([value]) => value);

/** An account with two orders, of which the first is held. */
async function withHeldOrder(isSilent = false): Promise<string> {
  for (const reference of ["O-1", "O-2"]) await stored({ reference, form: "order", receivedAt });
  await held("O-1", isSilent);
  return makeClient(env, email, password);
}

async function finished(): Promise<number | undefined> {
  const report = new RunReport();
  await finishErasures(env, report);
  return report.counts.erasures;
}

describe("an erasure that meets a hold", () => {
  it("erases the rest, and keeps what is held where the address no longer finds it", async () => {
    const userId = await withHeldOrder();
    await eraseClient(env, { userId, emailIndex: await index() });
    expect(await column("select reference from orders")).toEqual(["O-1"]);
    expect(await column("select reference from submissions")).toEqual(["O-1"]);
    expect(await column("select id from users")).toEqual([]);
    expect(await column("select id from outbox")).toEqual([]);
    expect(
      await column("select 1 from submissions_by_email where email_index in (select email_index from users)"),
    ).toEqual([]);
    expect((await allRows()).join("\n")).not.toContain(await index());
  });

  it("shows nothing of it to whoever has the address later", async () => {
    const userId = await withHeldOrder(true);
    await eraseClient(env, { userId, emailIndex: await index() });
    const { cookie } = await makeSignedIn(email, password);
    await settled();
    expect(await (await ask("/en/account/orders/", { cookie })).text()).not.toContain('"O-1"');
    expect((await ask("/en/sent/O-1/")).status).toBe(404);
    expect((await ask("/en/sent/O-2/")).status).toBe(404);
  });

  it("is finished once the hold is released, and not before", async () => {
    const userId = await withHeldOrder();
    await eraseClient(env, { userId, emailIndex: await index() });
    expect(await finished()).toBeUndefined();
    await releaseHold(env.DB, "H-O-1", "U-9", new Date()).run();
    expect(await finished()).toBe(1);
    expect(await column("select reference from orders")).toEqual([]);
    expect(await column("select 1 from held_erasures")).toEqual([]);
    expect(await finished()).toBeUndefined();
  });

  it("goes on, hold by hold, with what each of them kept", async () => {
    const userId = await withHeldOrder();
    await held("O-2");
    await eraseClient(env, { userId, emailIndex: await index() });
    await releaseHold(env.DB, "H-O-1", "U-9", new Date()).run();
    expect(await finished()).toBe(1);
    expect(await column("select reference from orders")).toEqual(["O-2"]);
    expect(await finished()).toBeUndefined();
    await releaseHold(env.DB, "H-O-2", "U-9", new Date()).run();
    await finished();
    expect(await column("select reference from orders")).toEqual([]);
  });
});

describe.each(["account", "address"])("a hold on the %s", (on) => {
  it("keeps account and orders, and nobody can sign in to it; the address is free again", async () => {
    const { userId } = await makeSignedIn(email, password);
    await settled();
    await stored({ reference: "O-1", form: "order", receivedAt });
    await held(on === "account" ? userId : await index(), true);
    await eraseClient(env, { userId, emailIndex: await index() });
    expect(await column("select id from users")).toEqual([userId]);
    expect(await column("select reference from orders")).toEqual(["O-1"]);
    expect(await column("select user_id from credentials union all select user_id from sessions")).toEqual(
      [],
    );
    expect(await column("select user_id from sign_ins")).toEqual([userId]);
    const again = await makeSignedIn(email, "nine dried apricots");
    await settled();
    expect(again.userId).not.toBe(userId);
    await env.DB.prepare("update legal_holds set released_at = '2026-12-02'").run();
    expect(await finished()).toBe(1);
    expect(await column("select id from users")).toEqual([again.userId]);
    expect(await column("select reference from orders")).toEqual([]);
  });
});

describe("whoever is erased", () => {
  it.each([
    ["is told that the law keeps something", false, "/en/erased/?kept=law"],
    ["is told nothing where the hold is silent", true, "/en/erased/"],
  ])("%s", async (_, isSilent, page) => {
    const { cookie } = await makeSignedIn(email, password);
    await settled();
    await stored({ reference: "O-1", form: "order", receivedAt });
    await held("O-1", isSilent);
    const erased = await fillIn("delete", "/en/account/delete/", { when: "now", password }, cookie);
    expect(erased.headers.get("location")).toBe(page);
  });
});
