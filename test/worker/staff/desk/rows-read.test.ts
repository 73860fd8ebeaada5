import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { ask } from "../../site.ts";
import { staff } from "./people.ts";

/** Things that wait or are done at each desk: numbers from `first` to `last`, every second one done. */
async function arrived(first: number, last: number): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select ?1 union all select i + 1 from n where i < ?2),
       desks(desk, form) as (values ('inbox', 'contact'), ('orders', 'order'), ('data-requests', 'data-request'))
     insert into desk_items (reference, desk, form, language, state, status, topic, received_at, asked_at, since)
     select substr(upper(form), 1, 1) || '-' || printf('%06d', i), desk, form, 'en', iif(i % 2, 'waiting', 'done'),
       'received', 'goods', '2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.000Z',
       strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || i || ' minutes')
     from n, desks`,
  )
    .bind(first, last)
    .run();
}

const lists = [
  "/staff/",
  "/staff/inbox/",
  "/staff/inbox/?show=answered",
  "/staff/inbox/?show=all",
  "/staff/inbox/?sort=newest",
  "/staff/inbox/?topic=order",
  "/staff/inbox/?with=me&late=yes&language=ru",
  "/staff/inbox/?after=2026-01-01T05:00:00.000Z_C-000300",
  "/staff/orders/",
  "/staff/orders/?show=all&sort=oldest",
  "/staff/data-requests/",
  "/staff/data-requests/?late=yes",
];
/** A page and its count look at 500 items each, and at each desk 500 are counted; sorting reads them again. */
const maxRows = 7_000;

const searches = ["nobody@example.org", "+86 991 555 0777", "no such words", "C-000001x"];

/** Rows that D1 reads for each list, its counts, and what is written about it in the audit log. */
async function rowsRead(cookie: string): Promise<Record<string, number>> {
  const costs: Record<string, number> = {};
  const batch = vi.spyOn(env.DB, "batch");
  const note = (name: string) => {
    const results = batch.mock.settledResults.flatMap(({ value }) => value as D1Result[]);
    costs[name] = results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    batch.mockClear();
  };
  for (const path of lists) {
    expect([path, (await ask(path, { cookie })).status]).toEqual([path, 200]);
    note(path);
  }
  for (const q of searches) {
    expect((await ask("/staff/inbox/search/", { cookie, fields: { q } })).status).toBe(200);
    note(q);
  }
  batch.mockRestore();
  return costs;
}

it("the desk, its lists and its searches read as many rows however many thousand things wait", async () => {
  const { cookie } = await staff();
  await arrived(1, 3_000);
  const few = await rowsRead(cookie);
  await arrived(3_001, 6_000);
  const many = await rowsRead(cookie);
  // Heights of indices grow a little.
  const grown = Object.entries(many).filter(([name, rows]) => rows > (few[name] ?? 0) + 20);
  expect(grown).toEqual([]);
  expect(Object.entries(many).filter(([, rows]) => rows > maxRows)).toEqual([]);
});
