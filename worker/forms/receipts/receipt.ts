import { z } from "zod";
import { Sha256 } from "../../policy/versions/version.ts";
import { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

/** Which fields a receipt has. Raise it when they change. */
export const receiptSchema = "kept-receipt-1";

/** The type in the header, so that nothing else signed with the key passes for a receipt. */
export const receiptType = "consent-receipt+jwt";

/** One consent event on a receipt: what ISO/IEC TS 27560 requires, without personal data. */
export const ReceiptEvent = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    event: z.enum(["given", "refused", "withdrawn"]),
    purpose: z.string(),
    legalBasis: z.string(),
    processing: z.array(z.string()),
    dataCategories: z.array(z.string()),
    method: z.string(),
    policy: z.strictObject({ version: z.string(), language: Language, sha256: Sha256, url: z.url() }),
    /** The words beside the box, and their SHA-256. */
    words: z.string().optional(),
    labelSha256: Sha256,
    recordedAt: z.iso.datetime(),
    withdrawAt: z.url(),
    keptUntil: z.iso.datetime().optional(),
    jurisdiction: z.string().optional(),
  }),
);

/** What a receipt says; `iss`, `sub` and `iat` as in RFC 7519. */
export const Receipt = z.lazy(() =>
  z.strictObject({
    iss: z.url(),
    /** Reference of the submission. */
    sub: z.string(),
    /** When its latest event was recorded, in seconds since 1970. */
    iat: z.int(),
    schema: z.literal(receiptSchema),
    /** The organization. */
    controller: z.string(),
    events: z.array(ReceiptEvent).min(1),
  }),
);

export type Receipt = z.infer<typeof Receipt>;

/** Which fields a signature's receipt has, and the type in its header. */
export const signatureSchema = "kept-signature-1";

export const signatureType = "signature-receipt+jwt";

/** The receipt of a signature given with the account's password (clause 11 of the policy). */
export const SignatureReceipt = z.lazy(() =>
  z.strictObject({
    iss: z.url(),
    /** Number of the signature. */
    sub: z.string(),
    /** When it was signed, in seconds since 1970. */
    iat: z.int(),
    schema: z.literal(signatureSchema),
    controller: z.string(),
    /** Number of the account whose password signed. */
    signer: z.string(),
    purpose: z.enum(["order", "offer", "policy"]),
    /** The order's reference or the policy's version, and the SHA-256 of its text. */
    document: z.string(),
    documentSha256: Sha256,
    policy: z.strictObject({ version: z.string(), language: Language, sha256: Sha256, url: z.url() }),
    signedAt: z.iso.datetime(),
  }),
);

export type SignatureReceipt = z.infer<typeof SignatureReceipt>;

/** Everything that we sign for somebody to keep. */
export type AnyReceipt = Receipt | SignatureReceipt;

/** A receipt and its signed form, a compact JWS (RFC 7515). */
export interface SignedReceipt<Kind extends AnyReceipt = Receipt> {
  receipt: Kind;
  jws: string;
  /** SHA-256 of the record: the payload of the JWS, decoded. No new key changes it. */
  sha256: string;
}

/** The file that people download: the receipt to read, and its signed form, which alone proves it. */
export const ReceiptFile = z.lazy(() => z.object({ receipt: z.unknown().optional(), jws: z.string() }));

/** A published public key, current or retired (RFC 7517, RFC 8037). */
export interface PublishedKey {
  kty: "OKP";
  crv: "Ed25519";
  x: string;
  /** The key's thumbprint (RFC 7638). */
  kid: string;
  alg: "EdDSA";
  use: "sig";
}

/** The keys of the receipts, opened from the secret `RECEIPT_KEY`. */
export interface ReceiptKeys {
  signing: CryptoKey;
  /** The current key comes first. */
  published: readonly [PublishedKey, ...PublishedKey[]];
  verifying: ReadonlyMap<string, CryptoKey>;
}

/** Why a pasted text is not one of our receipts. */
export type ReceiptProblem =
  | "empty"
  | "too-long"
  | "too-many"
  | "unreadable"
  | "unknown-key"
  | "forged"
  | "edited";

/** What the page for checking shows: the pasted text, and the receipt or the problem. */
export interface CheckedReceipt {
  text: string;
  receipt?: AnyReceipt;
  problem?: ReceiptProblem;
}

/** The most characters that are read. */
export const maxReceiptChars = 40_000;

export const checkReceiptPage = page<CheckedReceipt>("/[lang]/receipt/");
