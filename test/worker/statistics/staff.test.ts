import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { claimDueMail, openMail } from "../../../worker/mail/store.ts";
import { versions } from "../../../worker/policy/versions.ts";
import { queueWeeklyMail } from "../../../worker/statistics/weekly.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { addBatch } from "../../../worker/visits/store.ts";
import { cell } from "../../fixtures/visit.ts";

/** A Wednesday: the week before began on 30 November. The clock goes on from here while a test runs. */
const at = Date.parse("2026-12-09T04:00:00Z");
const on = (indicator: Parameters<typeof cell>[0], value: string, views: number, day: string) => ({
  ...cell(indicator, value, views, 0),
  day,
});
const policy = () => {
  const [first] = versions;
  if (!first) throw new Error("no version is published");
  return first;
};

describe("staff who ask for last week's figures by mail", () => {
  const letters = async () => {
    const ring = await keyRing(env);
    const claimed = await claimDueMail(env.DB, new Date(at + 60_000), new Date(at + 120_000), 10);
    return Promise.all(claimed.map((one) => openMail(ring, one)));
  };
  const ask = (person: string) =>
    env.DB.prepare("insert into statistics_readers (person, asked_at) values (?1, '2026')")
      .bind(person)
      .run();
  const queue = () =>
    queueWeeklyMail(
      { ...env, CLOCK_SHIFT_MS: String(at - Date.now()) },
      policy().commitments,
      async (person) => (person === "gone" ? undefined : `${person}@example.org`),
    );

  it("get it once a week, in full groups, and who has left gets none", async () => {
    await addBatch(env.DB, 0, 1, [on("total", "all", 23, "2026-12-02")], new Date());
    await ask("anna");
    await ask("gone");
    await queue();
    await queue();
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.to).toBe("anna@example.org");
    expect(letter?.subject).toBe("Visits from 2026-11-30 to 2026-12-06");
    expect(letter?.text).toContain("Views: 20");
  });

  it("cost nothing while nobody asks", async () => {
    await queue();
    expect(await letters()).toEqual([]);
  });
});
