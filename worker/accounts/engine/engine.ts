import { memoryAdapter } from "better-auth/adapters/memory";
import { isAPIError } from "better-auth/api";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { hashPassword, verifyPassword } from "./hashing.ts";
import type { Snapshot } from "./rows.ts";
import { sessionCookie } from "./signed-in.ts";
import { lifetimesOf } from "./tokens.ts";

/** What the engine is told from outside. */
export interface EngineSettings {
  origin: string;
  /** At least 32 characters: signs cookies. */
  secret: string;
  /** Name of the organization, for authenticator apps. */
  issuer: string;
  /** Takes the secret of a link for a new password. */
  onResetToken?: (token: string) => void;
}

/** Cookies go over HTTPS (or to localhost) only, belong to this host only and are out of reach of scripts. */
const cookieAttributes = { secure: true, httpOnly: true, sameSite: "lax", path: "/" } as const;

/**
 * better-auth over one person's rows in memory. What it changes there is stored by us, in one batch with what else
 * the request does; its own HTTP endpoints are not reachable.
 * Load this module with `import()`: no page or form may wait for it.
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
      // Counted in UTF-16 units here; our own check counts characters.
      maxPasswordLength: 256,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * 60,
      password: {
        hash: hashPassword,
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
    // Kept sealed by the vault, so they need no second lock in memory.
    plugins: [twoFactor({ issuer: settings.issuer, backupCodeOptions: { storeBackupCodes: "plain" } })],
  });
}

/** A second factor's secret as the engine wants to find it. */
export function encryptSecret(secret: string, key: string): Promise<string> {
  return symmetricEncrypt({ key, data: secret });
}

/** The same in the clear, to be sealed. */
export function decryptSecret(encrypted: string, key: string): Promise<string> {
  return symmetricDecrypt({ key, data: encrypted });
}

export type Engine = ReturnType<typeof openEngine>;

/** Why the engine refuses something, in its own codes. */
export type RefusalCode = keyof Engine["$ERROR_CODES"];

/** The code of a refusal; what is not one is thrown on. */
export function refusalOf(error: unknown): RefusalCode {
  const code = isAPIError(error) ? error.body?.code : undefined;
  if (code === undefined) throw error;
  return code as RefusalCode;
}
