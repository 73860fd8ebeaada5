import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { type ItemKey, keyText } from "../../../../worker/staff/desk/list-query.ts";
import { act, sent, shown, shownAt, staff } from "./people.ts";

interface Shown {
  rows: { item: { reference: string } }[];
  total: number;
  next?: ItemKey;
  previous?: ItemKey;
}

/** Messages that wait, the oldest first: `count` about goods, then one about an order. */
async function waiting(count: number): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ?1)
     insert into desk_items (reference, desk, form, language, state, status, topic, received_at, since)
     select 'M-' || printf('%05d', i), 'inbox', 'contact', 'en', 'waiting', 'received', iif(i < ?1, 'goods', 'order'),
       '2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.000Z' from n`,
  )
    .bind(count)
    .run();
}

it("a list with a filter looks at five hundred items a page, and goes on from there", async () => {
  const { cookie } = await staff();
  await waiting(700);
  const list = (asked: string) => shownAt<Shown>(`/staff/inbox/?${asked}`, "/staff/inbox/", cookie);
  const first = await list("topic=order");
  expect([first.rows.length, first.total]).toEqual([0, 0]);
  if (!first.next) throw new Error("the list ends");
  expect(first.next.reference).toBe("M-00499");
  const second = await list(`topic=order&after=${encodeURIComponent(keyText(first.next))}`);
  expect(second.rows.map(({ item }) => item.reference)).toEqual(["M-00700"]);
  expect(second.next).toBeUndefined();
});

it("pages of a list follow each other there and back, and leave nothing out", async () => {
  const { cookie } = await staff();
  await waiting(60);
  const list = (asked: string) => shownAt<Shown>(`/staff/inbox/?${asked}`, "/staff/inbox/", cookie);
  const seen: string[] = [];
  let page = await list("");
  for (;;) {
    seen.push(...page.rows.map(({ item }) => item.reference));
    if (!page.next) break;
    page = await list(`after=${encodeURIComponent(keyText(page.next))}`);
  }
  expect(new Set(seen).size).toBe(61);
  expect(seen).toEqual(seen.toSorted());
  if (!page.previous) throw new Error("there is no way back");
  const back = await list(`before=${encodeURIComponent(keyText(page.previous))}`);
  expect(back.rows.map(({ item }) => item.reference)).toEqual(seen.slice(25, 50));
});

it("a search finds what a phone number has sent however it is written, by one entry of the log", async () => {
  const { cookie } = await staff();
  const [first, other] = [
    await sent("contact", { phone: "+86 991 555 0188" }),
    await sent("contact", { phone: "", message: "Ask for 5550188, please" }),
  ];
  const found = async (q: string) => {
    await act("/staff/inbox/search/", { q }, cookie);
    return shown<Shown>("/staff/inbox/search/").rows.map(({ item }) => item.reference);
  };
  expect((await found("+86 (991) 555-0188")).toSorted()).toEqual([first, other].toSorted());
  expect(await found("5550188")).toEqual([other]);
  const log = env.DB.prepare("select subject from audit_entries where action = 'searched'");
  expect((await log.all()).results.length).toBe(2);
});
