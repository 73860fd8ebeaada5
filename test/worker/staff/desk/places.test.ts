import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { AuditPage } from "../../../../worker/audit/entry.ts";
import type { DisclosureList } from "../../../../worker/staff/disclosures/pages.ts";
import { growAudit, growTable } from "../../routes/growing.ts";
import { own, ref } from "../../routes/strangers.ts";
import { propose } from "../disclosures/desk.ts";
import { sent, shownAt, staff } from "./people.ts";

it("the register of disclosures counts what each of its parts has, on every page", async () => {
  const { cookie } = await staff();
  await propose(cookie, { records: await sent("contact"), hold: "yes", reviewOn: "2027-03-01" });
  const like = { rows: { reference: ref("R"), answer_hash: own, email_index: own } };
  await growTable("disclosures", like, 29);
  const list = (asked: string) =>
    shownAt<DisclosureList>(`/staff/disclosures/?${asked}`, "/staff/disclosures/", cookie);
  for (const [show, total] of [
    ["open", 30],
    ["all", 30],
    ["ended", 0],
    ["review", 1],
  ] as const)
    expect([show, (await list(`show=${show}`)).total]).toEqual([show, total]);
  await env.DB.prepare("update disclosures set review_on = null").run();
  await env.DB.prepare("update legal_holds set released_at = placed_at").run();
  expect((await list("show=review")).total).toBe(0);
  const { beside } = await list("show=open");
  expect(beside.places).toEqual({ first: 1, last: 25 });
  const second = await list(`show=open&after=${encodeURIComponent(beside.next ?? "")}&place=25`);
  expect([second.total, second.beside.places]).toEqual([30, { first: 26, last: 30 }]);
});

it("a page of the audit log says which of its entries it shows, as far as its address tells", async () => {
  const { cookie } = await staff("owner");
  await shownAt(`/staff/inbox/${await sent("contact")}/`, "/staff/inbox/[reference]/", cookie);
  await growAudit(60);
  const list = (asked: string) => shownAt<AuditPage>(`/staff/audit/?${asked}`, "/staff/audit/", cookie);
  const first = await list("");
  expect([first.entries.length, first.hasMore]).toEqual([50, true]);
  const before = first.entries.at(-1)?.sequence;
  expect((await list(`before=${before}&place=50`)).query).toMatchObject({ before, place: 50 });
  expect((await list(`before=${before}&place=x`)).query.place).toBeUndefined();
});
