import { createHash } from "node:crypto";
import { holds } from "./fault.ts";

/** A text of the policy as a record names it. */
export interface NamedText {
  version: string;
  language: string;
  sha256: string;
}

/** What was signed: the record in a receipt, as far as its proof needs it. */
export type SignedRecord = Readonly<Record<string, unknown>> & {
  iss: string;
  sub: string;
  events?: readonly { policy: NamedText; words?: string; labelSha256: string }[];
  policy?: NamedText;
  documentSha256?: string;
};

/** A receipt as it was kept (docs/receipts.md). Nothing of it has been proved yet. */
export interface KeptReceipt {
  record: SignedRecord;
  /** SHA-256 of the record, which the printed code has. */
  sha256: string;
  kid: string;
  /** What the signature covers, and the signature. */
  input: string;
  signature: Uint8Array<ArrayBuffer>;
  /** The text of an order or offer that was signed. */
  text?: string;
  log: {
    keys: readonly string[];
    witnesses: readonly string[];
    proofs: readonly { entry: string; proof: string }[];
  };
}

const types = ["consent-receipt+jwt", "signature-receipt+jwt"];

/**
 * Reads a receipt's file, and holds its parts against each other: what is readable against what is signed.
 * @throws LogFault where it is no receipt, or was edited
 */
export function readReceipt(file: string): KeptReceipt {
  const read = parsed(file) as
    | { receipt?: unknown; jws?: unknown; text?: unknown; log?: Partial<KeptReceipt["log"]> }
    | undefined;
  const jws = typeof read?.jws === "string" ? read.jws : "";
  const [header = "", payload = "", signature = "", ...more] = jws.split(".");
  const named = parsed(decoded(header)) as { alg?: unknown; typ?: unknown; kid?: unknown } | undefined;
  const isOurs = named?.alg === "EdDSA" && types.includes(String(named.typ)) && more.length === 0;
  holds(isOurs, "this is no receipt: give the whole file, as it was downloaded");
  const written = decoded(payload);
  const record = parsed(written) as SignedRecord | undefined;
  holds(record !== undefined, "its signed record cannot be read");
  holds(sorted(read?.receipt) === sorted(record), "its readable part says otherwise than its signed record");
  const { text, log } = read ?? {};
  return {
    record,
    sha256: hashOf(written),
    kid: String(named.kid),
    input: `${header}.${payload}`,
    signature: new Uint8Array(Buffer.from(signature, "base64url")),
    ...(typeof text === "string" ? { text } : {}),
    log: { keys: log?.keys ?? [], witnesses: log?.witnesses ?? [], proofs: log?.proofs ?? [] },
  };
}

/** SHA-256 of a text or file, in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The texts of the policy that a record names, each once. */
export function textsOf({ events, policy }: SignedRecord): NamedText[] {
  const all = [...(events ?? []).map((event) => event.policy), ...(policy ? [policy] : [])];
  return [...new Map(all.map((text) => [JSON.stringify(text), text])).values()];
}

function decoded(part: string): string {
  return Buffer.from(part, "base64url").toString();
}

/** JSON; undefined where it is none, which the caller says. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the caller, who knows what it should have been.
    return undefined;
  }
}

/** A value as text, whatever the order of its names. */
function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
