import { selectTip } from "../worker/audit/log.ts";
import type { Desk } from "../worker/staff/desk/item.ts";
import type { ListFilter, ListQuery } from "../worker/staff/desk/list-query.ts";
import { selectWords } from "../worker/staff/desk/list-rows.ts";
import { pageIn, selectCount, selectPage } from "../worker/staff/desk/listing.ts";
import { selectMine, selectQuarantined, selectWaiting } from "../worker/staff/desk/working.ts";
import { selectFailing } from "../worker/staff/home/failing.ts";
import {
  itemsIn,
  selectByEmail,
  selectByPhone,
  selectByReference,
  selectOpenBefore,
} from "../worker/staff/inbox/search.ts";
import { countUnsent } from "../worker/staff/mail/unsent.ts";
import { selectNames } from "../worker/staff/members/names.ts";
import { memoryOfChildren } from "./memory.ts";
import { medianOf, type Result } from "./result.ts";
import { benchDatabase } from "./visits/database.ts";

const messages = 100_000;
const perStatement = 10_000;
/** How often each page is read. */
const times = 15;
const cutoffs = {
  overdueBefore: new Date("2026-11-20T00:00:00Z"),
  requestsOverdueBefore: new Date("2026-10-26T00:00:00Z"),
  today: "2026-11-26",
};

/** What staff open, with 100,000 messages of which 50,000 wait: the time that D1 says its statements took, and the rows they read. */
export default async function* desk(): AsyncGenerator<Result> {
  await using database = await benchDatabase();
  const db = database.db as D1Database;
  for (let first = 1; first <= messages; first += perStatement) await fill(db, first);
  const pages = Object.entries(readings(db));
  for (const [name, read] of pages) {
    const trips: D1Result[][] = [];
    for (let time = 0; time < times; time += 1) trips.push((await read()).flat());
    const of = (figure: "duration" | "rows_read") =>
      medianOf(trips.map((results) => results.reduce((sum, { meta }) => sum + meta[figure], 0)));
    yield { name: `desk: ${name}`, value: of("duration"), unit: "ms" };
    yield { name: `desk: ${name}: rows read`, value: of("rows_read"), unit: "rows" };
  }
  const before = memoryOfChildren();
  for (const [, read] of pages) for (let time = 0; time < times; time += 1) await read();
  const growth = memoryOfChildren() / before;
  yield { name: "memory of the desk after all of it again, before = 1", value: growth, unit: "times" };
}

/** Messages that came a minute apart, every second one answered, four from each address. */
async function fill(db: D1Database, first: number): Promise<void> {
  const numbers = `with recursive n(i) as (select ?1 union all select i + 1 from n where i < ?2)`;
  const at = `strftime('%Y-%m-%dT%H:%M:%fZ', '2026-09-01', '+' || i || ' minutes')`;
  const sealed = "v1.a.b.c";
  await db.batch([
    db
      .prepare(
        `${numbers} insert into submissions (reference, form, language, received_at, suspicions, newsletter)
         select printf('M-%08d', i), 'contact', 'en', ${at}, '[]', 0 from n`,
      )
      .bind(first, first + perStatement - 1),
    db
      .prepare(
        `${numbers} insert into contact_messages (reference, received_at, language, topic, email_index, sealed_name,
           sealed_email, sealed_message)
         select printf('M-%08d', i), ${at}, 'en', iif(i % 3, 'question', 'order'), 'address ' || (i / 4), ?3, ?3,
           ?3 || hex(zeroblob(200)) from n`,
      )
      .bind(first, first + perStatement - 1, sealed),
    db
      .prepare(
        `update submissions set status = 'answered', status_at = received_at
         where reference between printf('M-%08d', ?1) and printf('M-%08d', ?2) and substr(reference, -1) % 2 = 0`,
      )
      .bind(first, first + perStatement - 1),
  ]);
}

/** The results of each page's statements, trip by trip, by what staff open. */
function readings(db: D1Database): Record<string, () => Promise<D1Result[][]>> {
  const page =
    (filter: ListFilter, query: Partial<ListQuery> = {}, of: Desk = "inbox") =>
    async () => {
      const sort = filter.oldestFirst ? ("oldest" as const) : ("newest" as const);
      const asked = { desk: of, filter, query: { show: "", sort, ...query }, me: "me", cutoffs };
      const listed = await db.batch([
        selectPage(db, asked),
        selectCount(db, asked),
        selectWaiting(db, cutoffs),
        selectNames(db),
        selectTip(db),
      ]);
      return [listed, await db.batch(selectWords(db, pageIn(listed[0], {}).items))];
    };
  const search = (select: () => D1PreparedStatement) => async () => {
    const found = await db.batch([
      selectByReference(db, "NOTHING"),
      select(),
      selectByPhone(db, "", 100),
      selectNames(db),
      selectTip(db),
    ]);
    return [found, await db.batch(selectWords(db, itemsIn(found[1])))];
  };
  const waiting: ListFilter = { state: "waiting", oldestFirst: true };
  return {
    home: async () => [
      await db.batch([
        selectWaiting(db, cutoffs),
        selectMine(db, "me"),
        selectQuarantined(db),
        countUnsent(db),
        selectFailing(db, "2026-11-24"),
      ]),
    ],
    "inbox: what waits": page(waiting),
    "inbox: what waits, latest first": page(waiting, { sort: "newest" }),
    "inbox: what waits about orders": page(waiting, { topic: "order" }),
    "inbox: a language that nothing has": page(waiting, { language: "ru" }),
    "inbox: mine and overdue": page(waiting, { with: "me", late: true }),
    "inbox: in the middle": page(waiting, {
      after: { since: "2026-10-01T00:00:00.000Z", reference: "M-00043200" },
    }),
    "inbox: what is answered": page({ state: "done", oldestFirst: false }),
    "inbox: all": page({ oldestFirst: false }),
    "inbox: in quarantine": page({ isQuarantine: true, oldestFirst: true }),
    "orders: what waits": page(waiting, {}, "orders"),
    "data requests: what waits": page(waiting, {}, "data-requests"),
    "search by e-mail": search(() => selectByEmail(db, "address 7000", 100)),
    "search by words among 500": search(() => selectOpenBefore(db, "", 500)),
  };
}
