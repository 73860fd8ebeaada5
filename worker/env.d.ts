/** What wrangler.toml, the secrets and the local server bind to the Worker. */
interface Env {
  /** Prerendered pages and fingerprinted files. */
  ASSETS: Fetcher;
  DB: D1Database;
  VISITS: DurableObjectNamespace<import("./visits/counting/visit-counter.ts").VisitCounter>;
  ERASURES: DurableObjectNamespace<import("./lifetimes/erasure-ledger.ts").ErasureLedger>;
  LIMITS: DurableObjectNamespace<import("./web/limiter.ts").Limiter>;
  HEADS: DurableObjectNamespace<import("./audit/record-heads.ts").RecordHeads>;
  LOG_COPY: DurableObjectNamespace<import("./log/log-copy.ts").LogCopy>;
  MAIL: SendEmail;
  SENT: DurableObjectNamespace<import("./mail/sent-ledger.ts").SentLedger>;
  /** Scheme and host of the site, without a trailing slash. */
  ORIGIN: string;
  /** Other hosts that are answered too, separated by spaces (the local server's loopback names). */
  OTHER_HOSTS?: string;
  /** At least 32 random characters, from which the keys for tickets and references are derived. */
  SIGNING_SECRET: string;
  /** The vault's keys, `id:base64url` separated by spaces. The first seals; `index` makes blind indexes. */
  VAULT_KEYS: string;
  /** The keys that authenticate consents, signatures and the audit log, like `VAULT_KEYS`. The first is used. */
  RECORD_KEYS: string;
  /** An Ed25519 private key as JWK, or a JWK set whose first key signs receipts and whose others are retired. */
  RECEIPT_KEY: string;
  /** The same for the key that signs the log of public facts. */
  LOG_KEY: string;
  /** How many forms one network may send in ten minutes. */
  FORMS_PER_NETWORK: string;
  /** How long to wait for the database and the mail service, in milliseconds. */
  PATIENCE_MS: string;
  /** How long what follows an answer (mail, the note of the last records) waits for more, in milliseconds. */
  GATHERING_MS: string;
  VISIT_SHARDS: string;
  VISIT_DELAY_SECONDS: string;
  /** Milliseconds added to the clock, so that the local server can show the site at another date. */
  CLOCK_SHIFT_MS?: string;
  /**
   * The N of scrypt for tests, which register and sign in hundreds of times: a password then costs them next to
   * nothing. `npm run deploy` refuses it.
   */
  SCRYPT_N?: string;
}

/** The same, for the module `cloudflare:workers`. */
declare namespace Cloudflare {
  interface Env extends globalThis.Env {}
}
