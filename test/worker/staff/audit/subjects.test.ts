import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { AuditPage } from "../../../../worker/audit/entry.ts";
import { today } from "../../../fixtures/content.ts";
import { act, sent, shownAt, staff } from "../desk/people.ts";

const log = (cookie: string) => shownAt<AuditPage>("/staff/audit/", "/staff/audit/", cookie);

it("an entry of the log leads to the message that was opened, for as long as it is there", async () => {
  const { cookie } = await staff("owner");
  const reference = await sent("contact");
  const page = `/staff/inbox/${reference}/`;
  await shownAt(page, "/staff/inbox/[reference]/", cookie);
  const { entries, subjects } = await log(cookie);
  expect(entries.map(({ subject }) => subject)).toContain(reference);
  expect(subjects).toEqual({ [reference]: { page } });
  await env.DB.prepare("delete from desk_items where reference = ?1").bind(reference).run();
  expect((await log(cookie)).subjects).toEqual({});
});

it("an entry of the log names an issue by its title and day, also where its failed mail was looked at", async () => {
  const { cookie } = await staff("owner");
  const id = crypto.randomUUID();
  const issue = { id, language: "en", subject: "Spring", text: "The first apricots.", sendOn: "" };
  await act("/staff/newsletter/write/send/", issue, cookie);
  await shownAt(`/staff/newsletter/${id}/failed/`, "/staff/newsletter/failed/", cookie);
  const { entries, subjects } = await log(cookie);
  expect(entries.map(({ subject }) => subject)).toEqual([`issue/${id}`, id]);
  const named = { page: `/staff/newsletter/#${id}`, issue: { title: "Spring", day: today() } };
  expect(subjects).toEqual({ [id]: named });
});
