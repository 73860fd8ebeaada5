import organization from "../../../content/organization.yaml";
import type { AuditSubjects } from "../../audit/entry.ts";
import type { FormId } from "../../forms/form/form.ts";
import { dayOf } from "../../web/days.ts";
import { isOffered } from "../../web/offers.ts";
import { pageOfItem } from "../desk/item.ts";

const issueOf = /^(?:issue\/)?(.+)$/;

/** What entries of the log are about, as far as it still stands: its page, and an issue's title and day. Read it with `subjectsIn`. */
export function selectSubjects(db: D1Database, subjects: readonly string[]): D1PreparedStatement[] {
  const numbers = JSON.stringify([...new Set(subjects.map((subject) => issueOf.exec(subject)?.[1]))]);
  return [
    "select reference, form from desk_items where reference in (select value from json_each(?1))",
    "select reference from disclosures where reference in (select value from json_each(?1))",
    "select id from users where role = 'client' and id in (select value from json_each(?1))",
    "select id, subject, created_at from newsletter_issues where id in (select value from json_each(?1))",
  ].map((sql) => db.prepare(sql).bind(numbers));
}

/** The results of `selectSubjects`, by number. */
export function subjectsIn([items, disclosures, clients, issues]: readonly D1Result[]): AuditSubjects {
  const found = [
    ...rows<{ reference: string; form: FormId }>(items).map(
      (item) => [item.reference, { page: pageOfItem(item) }] as const,
    ),
    ...rows<{ reference: string }>(disclosures).map(
      ({ reference }) => [reference, { page: `/staff/disclosures/${reference}/` }] as const,
    ),
    ...rows<{ id: string }>(clients).map(({ id }) => [id, { page: `/staff/clients/${id}/` }] as const),
    ...rows<{ id: string; subject: string; created_at: string }>(issues).map(
      ({ id, subject, created_at }) =>
        [
          id,
          {
            page: `/staff/newsletter/#${id}`,
            issue: { title: subject, day: dayOf(new Date(created_at), organization.timeZone) },
          },
        ] as const,
    ),
  ];
  return Object.fromEntries(found.filter(([, { page }]) => isOffered(page)));
}

function rows<Row>(result: D1Result | undefined): Row[] {
  return (result?.results ?? []) as Row[];
}
