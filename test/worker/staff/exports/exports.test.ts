import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { exports } from "../../../../worker/staff/exports/exports.ts";
import { sections } from "../../../../worker/staff/members/sections.ts";
import { ask } from "../../site.ts";
import { act, confirmed, sent, staff } from "../desk/people.ts";

const lists = Object.keys(exports) as (keyof typeof exports)[];

const take = (list: string, format: string, cookie: string) =>
  ask(`/staff/${list}/export/`, { cookie, fields: { format } });

async function logged(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "select action || ' ' || subject as entry from audit_entries order by sequence",
  ).all<{ entry: string }>();
  return results.map(({ entry }) => entry);
}

/** The rows of a CSV file without line breaks in its cells. */
const rowsIn = (csv: string) => csv.split("\r\n").filter(Boolean);

describe("a list", () => {
  it.each(lists)(
    "%s is taken as CSV and as JSON by those who may open it, each with an entry",
    async (list) => {
      const { cookie } = await staff("owner");
      const columns = exports[list].columns.join(",");
      const csv = await take(list, "csv", cookie);
      expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      expect(csv.headers.get("cache-control")).toBe("no-store");
      expect(csv.headers.get("content-disposition")).toMatch(
        new RegExp(`^attachment; filename="${list}-[\\d-]+\\.csv"$`),
      );
      expect(rowsIn(await csv.text())[0]?.replace("\uFEFF", "")).toBe(columns);
      expect(await (await take(list, "json", cookie)).json()).toBeInstanceOf(Array);
      expect(await logged()).toEqual([`list-exported ${list} csv`, `list-exported ${list} json`]);
      expect((await take(list, "xlsx", cookie)).status).toBe(400);
    },
  );

  it("stays closed to every other role, and leaves no entry", async () => {
    for (const role of ["analyst", "editor", "manager"] as const) {
      const { cookie } = await staff(role);
      for (const list of lists) {
        const isOpen = (sections[list] as readonly string[]).includes(role);
        expect([role, list, (await take(list, "csv", cookie)).status === 403]).toEqual([role, list, !isOpen]);
      }
    }
    expect((await logged()).filter((entry) => entry.includes("audit") || entry.includes("people"))).toEqual(
      [],
    );
  });
});

describe("the file of the inbox", () => {
  it("runs nothing in a spreadsheet, and says in JSON exactly what was typed", async () => {
    const { cookie } = await staff();
    const message = ' =HYPERLINK("https://evil.example")';
    const reference = await sent("contact", { name: "＝1+1", message });
    const csv = await (await take("inbox", "csv", cookie)).text();
    expect(csv).toContain("'＝1+1");
    expect(csv).toContain('"\' =HYPERLINK(""https://evil.example"")"');
    const rows = await (await take("inbox", "json", cookie)).json();
    expect(rows).toMatchObject([{ reference, who: "＝1+1", text: message, state: "waiting" }]);
  });

  it("names who has an item", async () => {
    const { cookie, userId } = await staff();
    const reference = await sent("contact");
    await act(`/staff/inbox/${reference}/assign/`, { assignee: userId }, cookie);
    const rows = await (await take("inbox", "json", cookie)).json();
    expect(rows).toMatchObject([{ reference, assignee: "Li Wei" }]);
  });

  it("has a row, and no words, for what nobody may read", async () => {
    const { cookie } = await staff();
    const request = await confirmed("restrict", "only.stored@example.org");
    const reference = await sent("contact", { email: "only.stored@example.org", message: "Not to be read." });
    await act(`/staff/data-requests/${request}/restrict/`, { ground: "GDPR 18" }, cookie);
    const rows = await (await take("inbox", "json", cookie)).json();
    expect(rows).toMatchObject([{ reference, state: "restricted", who: "", text: "" }]);
  });

  it("is read page by page, and has each of many items once", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact");
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500)
       insert into desk_items (reference, desk, form, language, state, status, received_at, since)
       select 'M-' || printf('%06d', i), desk, form, language, 'withdrawn', status, received_at,
         '2026-01-01T00:00:00.' || printf('%03d', i / 5) || 'Z'
       from n cross join desk_items where reference = ?1`,
    )
      .bind(reference)
      .run();
    const rows = (await (await take("inbox", "json", cookie)).json()) as { reference: string }[];
    expect(rows.length).toBe(1501);
    expect(new Set(rows.map((row) => row.reference)).size).toBe(1501);
  });

  it("breaks off where the database fails, so that half a list never looks whole", async () => {
    const { cookie } = await staff();
    await sent("contact");
    const answer = await take("inbox", "json", cookie);
    await env.DB.exec("alter table desk_items rename to gone");
    await expect(answer.text()).rejects.toThrow("no such table");
    await env.DB.exec("alter table gone rename to desk_items");
  });
});
