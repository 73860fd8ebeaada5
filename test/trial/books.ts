import { expect } from "vitest";
import { rowsOf, type Site } from "../http/site.ts";
import { onDisk } from "../promises/outside.ts";
import type { WalkedSite } from "./walked-site.ts";

/** What `kept.json` says, as far as it is compared here. */
export interface Kept {
  policy: { date: string };
  promises: { failing: number; unread: number };
  smallestGroup: number;
  evidence: { id: string; state: string; problem?: string; years?: unknown[] }[];
}

/** What `kept.json` says now. */
export async function keptNow(site: Site): Promise<Kept & { disclosures: unknown[] | undefined }> {
  const kept = (await (await fetch(`${site.url}/en/policy/kept.json`)).json()) as Kept;
  return { ...kept, disclosures: kept.evidence.find(({ id }) => id === "disclosures")?.years };
}

/**
 * Compares what the site has written down in several places: tables among each other, the records that are checked, the
 * evidence that it publishes, and its list of erasures.
 * @param gone addresses of people who were erased, and words that must be nowhere
 */
export async function booksAgree(
  site: WalkedSite,
  gone: { erased: readonly string[]; silent: readonly string[] },
): Promise<void> {
  await tablesAgree(site);
  await recordsAreWhole(site);
  await evidenceAgrees(site);
  await ledgerAgrees(site);
  expect(onDisk(site, [...gone.erased, ...gone.silent])).toEqual([]);
}

/** Every record has its submission and every submission its record; nothing speaks of what is gone. */
async function tablesAgree(site: Site): Promise<void> {
  const of = async (table: string, column = "reference") =>
    (await rowsOf(site.server, table)).map((row) => String(row[column])).toSorted();
  const forms = ["contact_messages", "orders", "feedback", "data_requests", "newsletter_subscriptions"];
  const records = (await Promise.all(forms.map((table) => of(table)))).flat().toSorted();
  const submissions = await of("submissions");
  expect(records).toEqual(submissions);
  const known = new Set([...submissions, ...(await of("users", "id"))]);
  for (const table of ["status_events", "links"]) {
    const column = table === "links" ? "subject" : "reference";
    expect(
      (await of(table, column)).filter((one) => !known.has(one)),
      table,
    ).toEqual([]);
  }
  const last = new Map<string, Record<string, unknown>>();
  for (const row of await rowsOf(site.server, "consents where event <> 'refused' order by sequence"))
    last.set([row.subject, row.purpose].join("/"), row);
  const standing = [...last.values()].filter(({ event }) => event === "given");
  expect(standing.filter(({ subject }) => !known.has(String(subject)))).toEqual([]);
  const ended = [...last.values()].filter(({ event }) => event !== "given");
  expect(ended.filter(({ kept_until }) => kept_until === null)).toEqual([]);
  expect(await rowsOf(site.server, "unsent_mail where state = 'failed'")).toEqual([]);
}

/** Each entry of the audit log that is still kept follows the one before it, and the operator's command finds all records as written. */
async function recordsAreWhole(site: WalkedSite): Promise<void> {
  const entries = await rowsOf(site.server, "audit_entries order by sequence");
  // Earlier ones may be over: they end with the proof of consents.
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["disclosure-told", "hold-released"]),
  );
  expect(entries.map(({ previous }) => previous).slice(1)).toEqual(
    entries.map(({ hash }) => hash).slice(0, -1),
  );
  const last = String(entries.at(-1)?.sequence);
  expect(await site.inspect("audit", "verify")).toContain(`Audit log: intact, ${last} entries`);
}

/** Every promise holds, and what is published is what the tables say. */
async function evidenceAgrees(site: Site): Promise<void> {
  const kept = await keptNow(site);
  expect(kept.evidence.filter(({ state }) => state !== "holds")).toEqual([]);
  expect(kept.promises).toMatchObject({ failing: 0, unread: 0 });
  const handedOver = await rowsOf(site.server, "disclosures where handed_over_on is not null");
  expect(kept.disclosures).toEqual(
    handedOver.map(({ handed_over_on: day, kind }) => ({ year: String(day).slice(0, 4), kind, count: 1 })),
  );
  const minors = await rowsOf(site.server, "minor_counts order by year, outcome");
  expect(minors.map(({ year, outcome, count }) => [year, outcome, count].join(" "))).toEqual([
    "2026 agreed 1",
    "2026 asked 1",
    "2026 too-young 1",
    "2027 erased 1",
  ]);
  expect(kept.evidence.find(({ id }) => id === "minors")?.years).toEqual([]);
}

/** The list of erasures outside of the database knows nothing that the database does not. */
async function ledgerAgrees(site: Site): Promise<void> {
  const repeated = async () => {
    const rows = await rowsOf(
      site.server,
      "job_runs where name = 'accounts: repeat erasures after a restore'",
    );
    return rows.reduce((sum, { counts }) => sum + (JSON.parse(String(counts)).erasures ?? 0), 0);
  };
  expect(await repeated()).toBe(1);
  await site.server.runCron();
  expect(await repeated()).toBe(1);
}
