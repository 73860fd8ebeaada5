import { memoryAdapter } from "better-auth/adapters/memory";
import { isAPIError } from "better-auth/api";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { type HashCost, hashPassword, verifyPassword } from "./hashing.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import type { Snapshot } from "./rows.ts";
import { sessionCookie } from "./signed-in.ts";
import { lifetimesOf } from "./tokens.ts";

/** What the engine needs from outside. */
export interface EngineSettings {
  origin: string;
  /** Signs cookies; at least 32 characters. */
  secret: string;
  /** Name of the organization, for authenticator apps. */
  issuer: string;
  hashCost: HashCost;
  /** Receives the secret of a link for a new password. */
  onResetToken?: (token: string) => void;
}

/** Cookies travel over HTTPS (or to localhost) only, belong to this host only, and no script can read them. */
const cookieAttributes = { secure: true, httpOnly: true, sameSite: "lax", path: "/" } as const;

/**
 * better-auth over one person's rows in memory. We store what it changes there, in one batch with everything else the
 * request does; its own HTTP endpoints are not reachable. Load this module with `import()`, so that no page or form
 * waits for it.
 */
export function openEngine(rows: Snapshot, settings: EngineSettings) {
  return betterAuth({
    appName: settings.issuer,
    baseURL: settings.origin,
    secret: settings.secret,
    database: memoryAdapter(rows as unknown as Record<string, Record<string, unknown>[]>),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      requireEmailVerification: true,
      minPasswordLength: 8,
      // Counted in UTF-16 units; our own check counts characters.
      maxPasswordLength: 256,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * 60,
      password: {
        hash: (password) => hashPassword(password, settings.hashCost),
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
      sendResetPassword: async ({ token }) => settings.onResetToken?.(token),
    },
    emailVerification: { sendOnSignUp: false },
    session: {
      expiresIn: lifetimesOf("client").absolute / 1000,
      disableSessionRefresh: true,
      freshAge: 0,
    },
    verification: { storeIdentifier: "hashed", disableCleanup: true },
    advanced: {
      ipAddress: { disableIpTracking: true, ipAddressHeaders: ["cf-connecting-ip"] },
      useSecureCookies: false,
      disableOriginCheck: false,
      cookies: {
        session_token: { name: sessionCookie, attributes: cookieAttributes },
        two_factor: { name: "__Host-second-step", attributes: { ...cookieAttributes, sameSite: "strict" } },
        trust_device: { name: "__Host-trusted", attributes: cookieAttributes },
        dont_remember: { name: "__Host-short", attributes: cookieAttributes },
      },
    },
    // The vault seals them, so they need no second lock in memory.
    plugins: [
      twoFactor({
        issuer: settings.issuer,
        backupCodeOptions: { storeBackupCodes: "plain", customBackupCodesGenerate: newRecoveryCodes },
      }),
    ],
  });
}

/** A second factor's secret in the engine's form. */
export function encryptSecret(secret: string, key: string): Promise<string> {
  return symmetricEncrypt({ key, data: secret });
}

/** The same in the clear, to be sealed. */
export function decryptSecret(encrypted: string, key: string): Promise<string> {
  return symmetricDecrypt({ key, data: encrypted });
}

export type Engine = ReturnType<typeof openEngine>;

/** Why the engine refuses something, as its own code. */
export type RefusalCode = keyof Engine["$ERROR_CODES"];

/** The code of a refusal. Rethrows any other error. */
export function refusalOf(error: unknown): RefusalCode {
  const code = isAPIError(error) ? error.body?.code : undefined;
  if (code === undefined) throw error;
  return code as RefusalCode;
}
