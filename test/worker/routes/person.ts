import { env } from "cloudflare:workers";
import { type Role, sessionCookie } from "../../../worker/accounts/engine/signed-in.ts";
import {
  insertSession,
  insertUser,
  putCredential,
  putTwoFactor,
} from "../../../worker/accounts/engine/stored-rows.ts";
import { updateRole } from "../../../worker/accounts/engine/users.ts";
import { referenceFrom } from "../../../worker/forms/form/reference.ts";
import { keyRing } from "../../../worker/vault/ring.ts";

export const password = "seven dried apricots";

/** The password, hashed at next to no cost (N = 2, r = 1, p = 1): a hash says itself what checking it costs. */
export const cheapHash = "scrypt$2$1$1$AAAAAAAAAAAAAAAAAAAAAA$rcP8TPDvViw-3OBB-K2m9oJ_XqkFI84JI0rGLnSAPEU";

/** Somebody with a browser: what they have is in its cookies. */
export class Person {
  readonly cookies = new Map<string, string>();

  readonly email: string;

  readonly userId: string;

  constructor(email: string, userId = "") {
    this.email = email;
    this.userId = userId;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Takes the cookies of an answer. */
  take(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** Somebody with an account, signed in without the work of signing in; with a second step if it is given. */
export async function makePerson(name: string, role: Role = "client", secondStep?: string): Promise<Person> {
  const userId = referenceFrom("U", crypto.getRandomValues(new Uint8Array(32)));
  const email = `${name}@example.org`;
  const token = crypto.randomUUID();
  const ring = await keyRing(env);
  const [now, later] = [Date.now(), Date.now() + 3_600_000].map((at) => new Date(at).toISOString()) as [
    string,
    string,
  ];
  const user = { id: userId, email, name: "Li Wei", emailVerified: true };
  const factor = { id: crypto.randomUUID(), userId, secret: secondStep, backupCodes: "[]", verified: true };
  await env.DB.batch([
    ...(await insertUser(env.DB, ring, { ...user, twoFactorEnabled: secondStep !== undefined }, now)),
    putCredential(env.DB, { id: crypto.randomUUID(), userId, password: cheapHash }, now),
    updateRole(env.DB, userId, role),
    ...(secondStep === undefined ? [] : [await putTwoFactor(env.DB, ring, factor, null)]),
    await insertSession(env.DB, { id: crypto.randomUUID(), userId, token }, "", now, later),
  ]);
  const person = new Person(email, userId);
  person.cookies.set(sessionCookie, encodeURIComponent(`${token}.${await signatureOf(token)}`));
  return person;
}

async function signatureOf(token: string): Promise<string> {
  const encoder = new TextEncoder();
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(env.SIGNING_SECRET), how, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(token)));
  return btoa(String.fromCharCode(...signature));
}

/** What an authenticator app shows right now for a second step's secret in the engine's form (RFC 6238). */
export async function codeNow(secret: string): Promise<string> {
  const how = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), how, false, ["sign"]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000)));
  const digest = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const offset = digest.getUint8(19) & 15;
  return String((digest.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
