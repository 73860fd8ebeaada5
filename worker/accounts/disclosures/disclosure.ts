import type { Language } from "../../web/organization.ts";

/**
 * The grounds on which the policy lets data go to others: an order of a court or an authority, an investigation, a
 * contract, the protection of rights (clause 12), and the buyer's own agreement (clause 7).
 */
export const disclosureKinds = ["order", "investigation", "contract", "rights", "agreement"] as const;

export type DisclosureKind = (typeof disclosureKinds)[number];

/** Where a disclosure stands. `asked` waits for the client's agreement, `proposed` for a second person. */
export const disclosureStates = [
  "asked",
  "proposed",
  "approved",
  "handed-over",
  "refused",
  "withdrawn",
  "declined",
] as const;

export type DisclosureState = (typeof disclosureStates)[number];

/** What happens to a disclosure. */
export type Step =
  | DisclosureState
  | "agreed"
  /** The client is not told for now; the note says why, the day when staff look at it again. */
  | "withheld"
  | "told"
  /** Nothing is left of the client, so nobody can be told. */
  | "nobody-to-tell";

/** Fields that can be handed over, by the names that records have for them. `signIns` is the log of sign-ins. */
export const disclosableFields = [
  "name",
  "email",
  "phone",
  "address",
  "company",
  "goods",
  "quantity",
  "delivery",
  "topic",
  "message",
  "rating",
  "feedback",
  "kind",
  "details",
  "signIns",
] as const;

export type DisclosableField = (typeof disclosableFields)[number];

/** Who gets what of whom, and why, as it was proposed. None of it is changed later. */
export interface Proposal {
  reference: string;
  kind: DisclosureKind;
  /** Language for writing to the client. */
  language: Language;
  recipient: string;
  /** The law, order or contract, in words. */
  basis: string;
  /** What names the document: its number and date. */
  paper: string;
  reason: string;
  fields: readonly DisclosableField[];
  /** References of submissions and ids of accounts. */
  records: readonly string[];
  proposedBy: string;
  proposedAt: Date;
}

/** An entry of the register. */
export interface Disclosure extends Proposal {
  state: DisclosureState;
  stateAt: Date;
  approvedBy?: string;
  /** A day of the organization. */
  handedOverOn?: string;
  /** While the client is not told: when staff look at it again, `YYYY-MM-DD`. */
  reviewOn?: string;
  toldAt?: Date;
  /** Whether the client was erased, so that the entry leads to nobody any more. */
  isForgotten: boolean;
}

/** A step of a disclosure's history. */
export interface DisclosureEvent {
  disclosure: string;
  position: number;
  step: Step;
  at: Date;
  /** User id of staff; empty for the client. */
  by: string;
  note: string;
  day?: string;
}

/** A disclosure as its client sees it, with which ground it has. */
export interface OwnDisclosure {
  reference: string;
  ground: DisclosureKind;
  standing: DisclosureState;
  recipient: string;
  basis: string;
  paper: string;
  reason: string;
  fields: readonly DisclosableField[];
  records: readonly string[];
  handedOverOn?: string;
}

/** Whether the client is still asked. */
export function waitsForClient({ state }: Pick<Disclosure, "state">): boolean {
  return state === "asked";
}

/** Whether somebody may approve a disclosure: never who proposed it. */
export function mayApprove(
  { state, proposedBy }: Pick<Disclosure, "state" | "proposedBy">,
  userId: string,
): boolean {
  return state === "proposed" && proposedBy !== userId;
}

/** Whether a disclosure is over before anything was handed over. */
export function isStopped({ state }: Pick<Disclosure, "state">): boolean {
  return state === "refused" || state === "withdrawn" || state === "declined";
}

/** Whether data may be handed over now, for the first time or again. */
export function mayHandOver({ state }: Pick<Disclosure, "state">): boolean {
  return state === "approved" || state === "handed-over";
}

/** Whether staff have to look at it again on a day: tell the client, or say anew why not. */
export function isDueForReview({ reviewOn }: Pick<Disclosure, "reviewOn">, today: string): boolean {
  return reviewOn !== undefined && reviewOn <= today;
}

/** A disclosure as its client sees it. */
export function asOwn(disclosure: Disclosure): OwnDisclosure {
  const { reference, kind, state, recipient, basis, paper, reason, fields, records, handedOverOn } =
    disclosure;
  return {
    reference,
    ground: kind,
    standing: state,
    recipient,
    basis,
    paper,
    reason,
    fields,
    records,
    ...(handedOverOn === undefined ? {} : { handedOverOn }),
  };
}
