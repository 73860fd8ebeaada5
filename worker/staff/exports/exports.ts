import type { Section } from "../members/sections.ts";
import { itemsOf } from "./desk-items.ts";
import type { ListExport } from "./export.ts";
import { audit, clients, disclosures, mail, newsletter, people } from "./registers.ts";

/** The lists that leave the desk, by the part of `/staff/` whose roles may take them. */
export const exports = {
  inbox: itemsOf("inbox"),
  orders: itemsOf("orders"),
  "data-requests": itemsOf("data-requests"),
  clients,
  disclosures,
  mail,
  newsletter,
  people,
  audit,
} as const satisfies Partial<Record<Section, ListExport>>;

/** A list that can be exported. */
export type Exportable = keyof typeof exports;
