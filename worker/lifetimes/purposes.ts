import type { Commitments, DataKind } from "../policy/commitments/commitments.ts";
import type { FixedPeriod } from "./periods.ts";

/** What a period counts from, fixed or as long as the purpose needs: when nothing has to be done with it any more. */
export type Ending =
  | "answered"
  | "closed"
  | "received"
  | "left"
  | "deleted"
  | "recorded"
  | "counted"
  | "withdrawn"
  | "failed";

/** What "as long as the purpose needs" means for a kind of data, so that a person can check it. */
export interface Purpose {
  /** What ends the purpose. A fixed period counts from it too. */
  endsWhen: Ending;
  /** Whose act that is; `time` where nobody has to do anything. */
  endedBy: "client" | "staff" | "time";
  /** How long it is kept after that; absent where it goes at once. */
  wait?: FixedPeriod;
}

/**
 * What ends the purpose of each kind of data, who says so, and what happens then
 * (docs/decisions/0040-retention-by-kind.md). Its words are in `content/texts/en/lifetimes.json`.
 */
export const purposes = {
  // An answer raises questions, and they come within a year.
  contact: { endsWhen: "answered", endedBy: "staff", wait: "P12M" },
  // Claims from a sale expire after three years (Civil Code of the PRC, article 188; of Russia, article 196).
  order: { endsWhen: "closed", endedBy: "staff", wait: "P3Y" },
  // What it says about goods is compared with that of the year before.
  feedback: { endsWhen: "received", endedBy: "time", wait: "P12M" },
  // Whether a request was answered can be disputed for as long as other claims.
  dataRequest: { endsWhen: "answered", endedBy: "staff", wait: "P3Y" },
  // Until then the link in an old issue says that its reader has left.
  newsletter: { endsWhen: "left", endedBy: "client", wait: "P3Y" },
  account: { endsWhen: "deleted", endedBy: "client" },
  // A stolen password is noticed by then.
  signIn: { endsWhen: "recorded", endedBy: "time", wait: "P90D" },
  // A month is compared with the same month of the two years before.
  statistics: { endsWhen: "counted", endedBy: "time", wait: "P25M" },
  // Proof is needed while a claim can be made.
  consent: { endsWhen: "withdrawn", endedBy: "client", wait: "P3Y" },
  // Staff have looked by then at what seems to come from no person.
  refused: { endsWhen: "received", endedBy: "time", wait: "P30D" },
  // Staff have reached its recipient some other way by then.
  failedMail: { endsWhen: "failed", endedBy: "time", wait: "P30D" },
} as const satisfies Record<DataKind, Purpose>;

/** Kinds that end by themselves whatever a version says. */
export type EndingKind = {
  [Kind in DataKind]: (typeof purposes)[Kind] extends { wait: string } ? Kind : never;
}[DataKind];

/**
 * How long a kind of data is kept after what ends its purpose: as a version promises, or as long as the purpose needs.
 * @returns undefined for an account that is kept until its owner deletes it
 */
export function periodKept(kind: EndingKind, commitments: Commitments | undefined): FixedPeriod;
export function periodKept(kind: DataKind, commitments: Commitments | undefined): FixedPeriod | undefined;
export function periodKept(kind: DataKind, commitments: Commitments | undefined): FixedPeriod | undefined {
  const promised = commitments?.retention[kind] ?? "purpose";
  const { wait }: Purpose = purposes[kind];
  return promised === "purpose" ? wait : promised;
}
