import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announceChanges } from "../../../../worker/accounts/notices/announcing.ts";
import { signTicket } from "../../../../worker/forms/form/ticket.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import type { PublishedVersion } from "../../../../worker/policy/versions/version.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { answers } from "../../../fixtures/answers.ts";
import { change } from "../../../fixtures/change.ts";
import { version } from "../../../fixtures/versions.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { envAt } from "../../later-versions.ts";
import { tokenOfLink } from "../../new-token.ts";
import { waitingMail } from "../../queued.ts";
import { ask, cookiesOf, fillIn, lastShown } from "../../site.ts";

const db = env.DB;
const published = { ...version(2, "2031-05-01"), publishedOn: "2031-03-01" };
const reason = "The period for orders was wrong.";
const withdrawn: PublishedVersion = { ...published, state: { is: "withdrawn", on: "2031-03-25", reason } };
const before = [...versions];
beforeEach(() => {
  versions.push(published);
});
afterEach(() => {
  versions.splice(0, versions.length, ...before);
});

const files = { fetch: async () => Response.json(change.after) } as unknown as Fetcher;
const bindings = { ...envAt(env, "2031-03-26T10:00:00Z"), ASSETS: files };

/** Runs the job. Gives what it reports. */
async function announce(): Promise<Readonly<Record<string, number>>> {
  const report = new RunReport();
  await announceChanges(bindings, report);
  expect(report.setAside).toBe(0);
  return report.counts;
}

/** Puts the version as it is after its withdrawal into the lock, and what was published after. */
function takeBack(...later: PublishedVersion[]): void {
  versions.splice(versions.length - 1, 1, withdrawn);
  versions.push(...later);
}

async function register(name: string, language = "en"): Promise<string> {
  const id = await makeClient(env, `${name}@example.org`, "seven dried apricots");
  await db.prepare("update users set language = ?2 where id = ?1").bind(id, language).run();
  return id;
}

/** All mail leaves, and the outbox forgets it. */
const mailLeaves = () => db.prepare("delete from outbox").run();

async function watch(name: string): Promise<void> {
  const fields = { ...answers["policy-changes"], email: `${name}@example.org` };
  const answer = await fillIn("policy-changes", "/en/policy-changes/", fields);
  await settled();
  const reference = /sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
  const token = await tokenOfLink(reference);
  expect((await ask(`/en/confirm/${token}/`, { fields: {} })).status).toBe(200);
  await settled();
  await mailLeaves();
}

describe("a version that is withdrawn after it was announced", () => {
  beforeEach(async () => {
    await register("anna");
    await register("boris", "ru");
    await register("chen", "zh");
  });

  it("is recalled by mail, once, from those who were told, in their language, with the reason", async () => {
    await announce();
    await mailLeaves();
    takeBack();
    await register("dora");
    expect(await announce()).toEqual({ "withdrawals of 2031-05-01": 3 });
    await announce();
    const mails = await waitingMail();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ["anna@example.org", "Our privacy policy does not change on 1 May 2031"],
      ["boris@example.org", "Наша политика конфиденциальности не изменится 1\u00A0мая 2031\u00A0года"],
      ["chen@example.org", "我们的隐私政策将不会于 2031年5月1日变更"],
    ]);
    for (const { text } of mails) expect(text).toContain(`> ${reason}`);
    await mailLeaves();
    expect(await announce()).toEqual({});
    expect(await waitingMail()).toEqual([]);
  });

  it("is recalled from nobody whose mail had not left: that is taken back instead", async () => {
    await announce();
    takeBack();
    expect(await announce()).toEqual({});
    const { results } = await db.prepare("select id from outbox where dropped_at is null").all();
    expect(results).toEqual([]);
  });

  it("is recalled where a try may have gone through, and its mail goes out no more", async () => {
    await announce();
    await db.prepare("update outbox set attempts = 1").run();
    takeBack();
    expect(await announce()).toEqual({ "withdrawals of 2031-05-01": 3 });
    const { results } = await db
      .prepare("select id from outbox where dropped_at is null")
      .all<{ id: string }>();
    expect(results).toHaveLength(3);
    for (const { id } of results) expect(id).toMatch(/^policy-withdrawn\//);
  });

  it("leaves the next version to be announced to everybody, after the recall", async () => {
    await announce();
    await mailLeaves();
    takeBack({ ...version(3, "2031-06-01"), publishedOn: "2031-03-25" });
    await register("dora");
    expect(await announce()).toEqual({ "withdrawals of 2031-05-01": 3, "notices of 2031-06-01": 4 });
    await mailLeaves();
    expect(await announce()).toEqual({});
  });

  it("was known to nobody who was told of the next version only", async () => {
    takeBack({ ...version(3, "2031-06-01"), publishedOn: "2031-03-25" });
    await announce();
    await mailLeaves();
    const last = versions.pop() as PublishedVersion;
    versions.push({ ...last, state: { is: "withdrawn", on: "2031-03-26", reason } });
    expect(await announce()).toEqual({ "withdrawals of 2031-06-01": 3 });
    await mailLeaves();
    expect(await announce()).toEqual({});
  });

  it("is recalled from everybody, however many batches and runs that takes, before anything is announced", async () => {
    for (let number = 0; number < 400; number += 1) await register(`person-${number}`);
    await announce();
    await announce();
    await mailLeaves();
    takeBack({ ...version(3, "2031-06-01"), publishedOn: "2031-03-25" });
    expect(await announce()).toEqual({ "withdrawals of 2031-05-01": 400 });
    expect(await announce()).toMatchObject({ "withdrawals of 2031-05-01": 3, "notices of 2031-06-01": 400 });
  });
});

describe("whoever asked to hear of changes", () => {
  it("hears of a withdrawal once, with and without an account, and can still stop it", async () => {
    await watch("anna");
    await watch("boris");
    await announce();
    await mailLeaves();
    await register("boris");
    takeBack();
    expect(await announce()).toEqual({ "withdrawals of 2031-05-01": 2 });
    const mails = await waitingMail();
    expect(mails.map(({ to }) => to)).toEqual(["anna@example.org", "boris@example.org"]);
    expect(mails[0]?.headers["List-Unsubscribe"]).toMatch(/\/en\/unsubscribe\/[\w-]{43}\//);
    expect(await announce()).toEqual({});
  });
});

describe("the account of somebody who was told", () => {
  const signIn = async (instant: string) => {
    const { date, languages } = before[0] as PublishedVersion;
    const policyHash = languages.en?.sha256 ?? "";
    const issuedAt = Date.parse(instant) - 60_000;
    const nonce = crypto.randomUUID();
    const shown = {
      form: "sign-in",
      language: "en" as const,
      policyVersion: date,
      policyHash,
      issuedAt,
      nonce,
    };
    const ticket = await signTicket(shown, env.SIGNING_SECRET);
    const fields = { email: "anna@example.org", password: "seven dried apricots", ticket };
    return ask("/en/sign-in/", { fields, bindings: envAt(env, instant) });
  };

  it("announces the version until it is withdrawn, and never asks about it", async () => {
    await register("anna");
    const cookie = cookiesOf(await signIn("2031-03-20T10:00:00Z"));
    const look = () => ask("/en/account/", { cookie, bindings: envAt(env, "2031-03-20T10:01:00Z") });
    await look();
    expect(lastShown()).toContain('"coming":{"date":"2031-05-01"');
    takeBack();
    await look();
    expect(lastShown()).toContain('"agreement"');
    expect(lastShown()).not.toContain('"coming"');
    const after = await signIn("2031-05-02T10:00:00Z");
    expect(after.headers.get("location")).toBe("/en/account/");
  });
});
