import { bytesOf } from "../../web/base64url.ts";
import { sha256 } from "../../web/sha256.ts";
import { isBlank } from "../../web/typed-text.ts";
import { provenIn } from "../consents/giving.ts";
import type { ConsentRecord } from "../consents/record.ts";
import { signAs } from "./jws.ts";
import {
  type AnyReceipt,
  type CheckedReceipt,
  maxReceiptChars,
  Receipt,
  ReceiptFile,
  type ReceiptKeys,
  receiptSchema,
  receiptType,
  SignatureReceipt,
  type SignedReceipt,
  signatureSchema,
  signatureType,
} from "./receipt.ts";

/**
 * The receipt of a submission's consents: the same until an event is added.
 * @param events every event of one subject, in order
 * @param origin scheme and host of the site
 * @returns undefined when nothing was agreed to or refused
 */
export function receiptOf(events: readonly ConsentRecord[], origin: string): Receipt | undefined {
  const proven = provenIn(events);
  const last = proven.at(-1);
  if (!last) return undefined;
  return {
    iss: origin,
    sub: last.subject,
    iat: Math.floor(last.recordedAt.getTime() / 1000),
    schema: receiptSchema,
    controller: last.controller,
    events: proven.map((event) => ({
      id: event.id,
      event: event.event,
      purpose: event.purpose,
      legalBasis: event.legalBasis,
      processing: [...event.processing],
      dataCategories: [...event.dataCategories],
      method: event.method,
      policy: {
        version: event.policyVersion,
        language: event.policyLanguage,
        sha256: event.policyHash,
        url: `${origin}/${event.policyLanguage}/policy/${event.policyVersion}/`,
      },
      ...(event.words ? { words: event.words } : {}),
      labelSha256: event.labelHash,
      recordedAt: event.recordedAt.toISOString(),
      withdrawAt: `${origin}${event.withdrawal}`,
      ...(event.keptUntil ? { keptUntil: event.keptUntil.toISOString() } : {}),
      ...(event.jurisdiction ? { jurisdiction: event.jurisdiction } : {}),
    })),
  };
}

/** Signs a receipt with the current key, as a type of its own. */
export async function signReceipt<Kind extends AnyReceipt>(
  keys: ReceiptKeys,
  receipt: Kind,
): Promise<SignedReceipt<Kind>> {
  const typ = receipt.schema === signatureSchema ? signatureType : receiptType;
  return { receipt, jws: await signAs(keys, typ, receipt), sha256: await sha256(JSON.stringify(receipt)) };
}

/**
 * Checks what somebody pasted: the signed line, wrapped or quoted as mail does, or the downloaded file. Returns only
 * what the signature covers.
 */
export async function checkReceipt(keys: ReceiptKeys, text: string): Promise<CheckedReceipt> {
  if (isBlank(text)) return { text, problem: "empty" };
  if (text.length > maxReceiptChars) return { text, problem: "too-long" };
  const file = asFile(text);
  const jws = (file?.jws ?? text).replace(/[\s>]/g, "");
  const [header = "", payload = "", signature = "", ...more] = jws.split(".");
  const named = readHeader(header);
  if (!named || more.length > 0) return { text, problem: "unreadable" };
  const key = keys.verifying.get(named.kid);
  if (!key) return { text, problem: "unknown-key" };
  const isOurs = await verify(key, header, payload, signature);
  const receipt = isOurs ? named.shape.safeParse(decode(payload)).data : undefined;
  if (!receipt) return { text, problem: "forged" };
  if (file && !isSame(file.receipt, receipt)) return { text, problem: "edited" };
  return { text, receipt };
}

function asFile(text: string): { receipt?: unknown; jws: string } | undefined {
  try {
    return ReceiptFile.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: it may be the signed line itself.
    return undefined;
  }
}

/** The key that a receipt's header names and the schema it promises. */
function readHeader(
  header: string,
): { kid: string; shape: typeof Receipt | typeof SignatureReceipt } | undefined {
  const read = decode(header) as { alg?: unknown; typ?: unknown; kid?: unknown; crit?: unknown } | undefined;
  const shape = shapes.get(read?.typ);
  const isOurs = read?.alg === "EdDSA" && read.crit === undefined;
  return isOurs && shape && typeof read.kid === "string" ? { kid: read.kid, shape } : undefined;
}

/** A type per kind, so that nothing else signed with the key passes for a receipt. */
const shapes = new Map<unknown, typeof Receipt | typeof SignatureReceipt>([
  [receiptType, Receipt],
  [signatureType, SignatureReceipt],
]);

async function verify(key: CryptoKey, header: string, payload: string, signature: string): Promise<boolean> {
  const bytes = signatureOf(signature);
  // workerd throws on a signature of another length, where the specification returns false.
  if (bytes?.length !== 64) return false;
  return crypto.subtle.verify("Ed25519", key, bytes, new TextEncoder().encode(`${header}.${payload}`));
}

function signatureOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return bytesOf(text);
  } catch {
    // Not base64url, so not our signature.
    return undefined;
  }
}

/** Whether two values are equal, ignoring the order of names and white space. */
function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function decode(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(text)));
  } catch {
    // Neither base64url nor JSON: the caller says that it is no receipt.
    return undefined;
  }
}
