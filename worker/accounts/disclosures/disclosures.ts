import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { sealColumns, unsealColumns } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { Language } from "../../web/organization.ts";
import {
  asOwn,
  type DisclosableField,
  type Disclosure,
  type DisclosureKind,
  type DisclosureState,
  type OwnDisclosure,
  type Proposal,
} from "./disclosure.ts";

export const sealedDisclosures = {
  table: "disclosures",
  row: "reference",
  columns: ["sealed_recipient", "sealed_basis", "sealed_paper", "sealed_reason"],
} as const satisfies SealedTable;

type SealedColumn = (typeof sealedDisclosures.columns)[number];

interface DisclosureRow extends Record<SealedColumn, string | null> {
  reference: string;
  kind: DisclosureKind;
  email_index: string | null;
  language: Language;
  fields: string;
  proposed_by: string;
  proposed_at: string;
  state: DisclosureState;
  state_at: string;
  approved_by: string | null;
  handed_over_on: string | null;
  review_on: string | null;
  told_at: string | null;
  records: string;
}

/** Whose data a proposal is about, and the hash of the link with which they are asked, if they are. */
export interface Concerned {
  emailIndex: string;
  answerHash: string | undefined;
}

/** Enters a proposal in the register, with its scope. Add the events of its history after it. */
export async function insertDisclosure(
  db: D1Database,
  ring: KeyRing,
  proposal: Proposal,
  { emailIndex, answerHash }: Concerned,
): Promise<D1PreparedStatement[]> {
  const { reference, kind, language, recipient, basis, paper, reason } = proposal;
  const sealed = await sealColumns(ring, place(reference), {
    sealed_recipient: recipient,
    sealed_basis: basis,
    sealed_paper: paper,
    sealed_reason: reason,
  });
  const at = proposal.proposedAt.toISOString();
  return [
    db
      .prepare(
        `insert into disclosures (reference, kind, email_index, language, sealed_recipient, sealed_basis,
           sealed_paper, sealed_reason, fields, proposed_by, proposed_at, answer_hash, state, state_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'proposed', ?11)`,
      )
      .bind(
        reference,
        kind,
        emailIndex,
        language,
        sealed.sealed_recipient,
        sealed.sealed_basis,
        sealed.sealed_paper,
        sealed.sealed_reason,
        JSON.stringify(proposal.fields),
        proposal.proposedBy,
        at,
        answerHash ?? null,
      ),
    db
      .prepare("insert into disclosure_records (disclosure, record) select ?1, value from json_each(?2)")
      .bind(reference, JSON.stringify(proposal.records)),
  ];
}

/** The disclosure with this reference. Open it with `disclosuresIn`. */
export function selectDisclosure(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from whole_disclosures where reference = ?1").bind(reference);
}

/** Disclosures in the order of their references, after one of them. Open them with `disclosuresIn`. */
export function selectDisclosuresAfter(db: D1Database, reference: string, max: number): D1PreparedStatement {
  return db
    .prepare("select * from whole_disclosures where reference > ?1 order by reference limit ?2")
    .bind(reference, max);
}

/** The disclosure whose link to answer has this hash. Open it with `disclosuresIn`. */
export function selectAsked(db: D1Database, answerHash: string): D1PreparedStatement {
  return db
    .prepare("select * from whole_disclosures where answer_hash = ?1 and email_index is not null")
    .bind(answerHash);
}

/**
 * The disclosures that the client may know of, latest first: those they were told of or are asked about. Open them with
 * `ownDisclosuresIn`.
 */
export function selectOwnDisclosures(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select * from whole_disclosures
       where email_index = ?1 and (told_at is not null or kind = 'agreement')
       order by proposed_at desc, reference`,
    )
    .bind(emailIndex);
}

/** Forgets whose data disclosures are about, when the client is erased. The register keeps its entries. */
export function forgetClientOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare("update disclosures set email_index = null, answer_hash = null where email_index = ?1")
    .bind(emailIndex);
}

/** The result of a selection, opened for staff. */
export function disclosuresIn(result: D1Result | undefined, ring: KeyRing): Promise<Disclosure[]> {
  const rows = (result?.results ?? []) as unknown as DisclosureRow[];
  return Promise.all(rows.map((row) => opened(row, ring)));
}

/** The result of `selectOwnDisclosures`, opened for the client. */
export async function ownDisclosuresIn(
  result: D1Result | undefined,
  ring: KeyRing,
): Promise<OwnDisclosure[]> {
  return (await disclosuresIn(result, ring)).map(asOwn);
}

async function opened(row: DisclosureRow, ring: KeyRing): Promise<Disclosure> {
  const { sealed_recipient, sealed_basis, sealed_paper, sealed_reason } = row;
  const columns = { sealed_recipient, sealed_basis, sealed_paper, sealed_reason };
  const [texts] = await openEach(
    [columns],
    () => unsealColumns(ring, place(row.reference), columns),
    () => row.reference,
  );
  return {
    reference: row.reference,
    kind: row.kind,
    language: row.language,
    recipient: texts?.sealed_recipient ?? "",
    basis: texts?.sealed_basis ?? "",
    paper: texts?.sealed_paper ?? "",
    reason: texts?.sealed_reason ?? "",
    fields: JSON.parse(row.fields) as DisclosableField[],
    records: JSON.parse(row.records) as string[],
    proposedBy: row.proposed_by,
    proposedAt: new Date(row.proposed_at),
    state: row.state,
    stateAt: new Date(row.state_at),
    isForgotten: row.email_index === null,
    ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
    ...(row.handed_over_on === null ? {} : { handedOverOn: row.handed_over_on }),
    ...(row.review_on === null ? {} : { reviewOn: row.review_on }),
    ...(row.told_at === null ? {} : { toldAt: new Date(row.told_at) }),
  };
}

function place(row: string) {
  return { table: sealedDisclosures.table, row };
}
