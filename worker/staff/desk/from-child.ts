import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { findAccount } from "../../accounts/engine/users.ts";
import { type ErasureOfSomebody, erasureOf, rememberErasures } from "../../accounts/erasure/erasing.ts";
import { recordDeed } from "../../audit/recording.ts";
import { countMinors } from "../../forms/minors/counts.ts";
import { insertErasure } from "../../lifetimes/erasures.ts";
import { heldAccount, heldSubmission } from "../../lifetimes/holds.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { recordMark, submissionErasure } from "./erasing.ts";
import type { Loaded } from "./loading.ts";

/**
 * Erases a record that came from a child, with its traces, at once. What stays names nobody: an entry of the audit log, a
 * count, and the consents, withdrawn. No mail tells of it.
 * @param everything whether all goes that was sent from its address, and its account; a parent's own may be among it
 * @returns why not, where that account belongs to a member of staff or a legal hold keeps it
 */
export async function eraseFromChild(
  c: AppContext,
  { submission: { item, typed }, tip }: Loaded,
  everything: boolean,
): Promise<true | "is-staff" | "held"> {
  const at = now(c.env);
  const { reference: subject } = item;
  const all = everything && typed.email ? await allOf(c.env, typed.email) : nobody;
  if (typeof all === "string") return all;
  const erased = await submissionErasure(c.env, item, at, "from-child");
  const mark = await recordMark(c.env, subject, at);
  const marks = [...all.marks, mark];
  const deed = { actor: signedInOf(c).userId, action: "erased-child" as const, subject, at };
  const counted = countMinors(c.env.DB, "erased", at);
  await recordDeed(c.env, deed, [...erased, ...all.statements, insertErasure(c.env.DB, mark), counted], tip);
  await rememberErasures(c.env, marks);
  return true;
}

/** Whether a legal hold keeps a record from being erased. */
export async function isKept(c: AppContext, { submission: { item } }: Loaded): Promise<boolean> {
  return (await heldSubmission(c.env.DB, item.reference)) !== undefined;
}

const nobody: ErasureOfSomebody = { statements: [], marks: [] };

/** What erases all that an address has here; why not for a member of staff, and where a legal hold keeps the account. */
async function allOf(env: Env, email: string): Promise<ErasureOfSomebody | "is-staff" | "held"> {
  const index = await emailIndex(await keyRing(env), email);
  const account = await findAccount(env.DB, index);
  if (account && account.role !== "client") return "is-staff";
  if (account && (await heldAccount(env.DB, account.userId))) return "held";
  return erasureOf(env, { userId: account?.userId ?? "", emailIndex: index }, "from-child");
}
