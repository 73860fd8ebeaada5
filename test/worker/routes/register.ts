import { addDays } from "../../../worker/web/days.ts";
import { today } from "../../fixtures/content.ts";
import { ask } from "../site.ts";
import type { Person } from "./person.ts";

/** Entries of the register, each in the state that some route of it needs. */
export async function makeDisclosures(peer: Person, record: string) {
  const later = addDays(today(), 30);
  const withheld = { tell: "withhold", silence: "It would warn them.", reviewOn: later, hold: "yes" };
  return {
    refused: await propose(peer, record, "R-AAAA-BBBB-0001"),
    linked: await propose(peer, record, "R-AAAA-BBBB-0002", { kind: "agreement" }),
    asked: await propose(peer, record, "R-AAAA-BBBB-0003", { kind: "agreement" }),
    handedOver: await propose(peer, record, "R-AAAA-BBBB-0004", withheld),
    withheld: await propose(peer, record, "R-AAAA-BBBB-0005", withheld),
    later,
  };
}

async function propose(by: Person, record: string, reference: string, more = {}): Promise<string> {
  const fields = { ...proposal(record, reference), ...more };
  const answer = await ask("/staff/disclosures/propose/", { cookie: by.cookie, fields });
  if (answer.status !== 303) throw new Error(`${reference} was refused`);
  return reference;
}

/** What every proposal says, but for what a test adds. */
export function proposal(record: string, reference: string): Record<string, string> {
  return {
    kind: "order",
    recipient: "District court",
    basis: "Code of procedure, article 57",
    paper: "Order 17",
    reason: "The court ordered it.",
    "field-name": "yes",
    tell: "tell",
    records: record,
    reference,
  };
}
