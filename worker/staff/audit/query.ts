import { z } from "zod";
import { type AuditQuery, actions } from "../../audit/entry.ts";

const word = z
  .string()
  .trim()
  .max(100)
  .transform((text) => (text === "" ? undefined : text))
  .optional()
  .catch(undefined);

const day = z.iso.date().optional().catch(undefined);

/** What the address of the log asks for. What is not understood is left out, and the form shows so. */
const Asked = z.lazy(() =>
  z.object({
    actor: word,
    action: z.enum(actions).optional().catch(undefined),
    subject: word,
    from: day,
    to: day,
    place: z.coerce.number().int().positive().max(9_999_999).optional().catch(undefined),
    before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
  }),
);

export function readAuditQuery(query: Readonly<Record<string, string>>): AuditQuery {
  return Asked.parse(query);
}
