import { type Concerning, concerningIn, selectConcerning } from "../../accounts/disclosures/records.ts";
import { detailsIn, selectUser } from "../../accounts/engine/users.ts";
import { selectSignIns, signInsFrom } from "../../accounts/sign-in/sign-ins.ts";
import { keyRing } from "../../vault/ring.ts";
import { unseal } from "../../vault/sealing.ts";
import { submissionUnder } from "../desk/loading.ts";
import { disclosable, type OpenedRecord } from "./scope.ts";

/** Opens records to hand them over, or to see whether that is possible. Those that are gone, or in quarantine, are left out. */
export async function openRecords(env: Env, references: readonly string[]): Promise<OpenedRecord[]> {
  const concerning = concerningIn(await selectConcerning(env.DB, references).run());
  const opened = await Promise.all(
    concerning.map((one) => (one.isAccount ? openAccount(env, one) : openSubmission(env, one))),
  );
  return references.flatMap((reference) => opened.find((one) => one?.record === reference) ?? []);
}

async function openSubmission(
  env: Env,
  { record, emailIndex }: Concerning,
): Promise<OpenedRecord | undefined> {
  const loaded = await submissionUnder(env, record);
  if (!loaded || loaded.submission.item.isQuarantined) return undefined;
  const { item, typed } = loaded.submission;
  const values = disclosable(typed);
  return { record, emailIndex, email: typed.email ?? "", language: item.language, values };
}

/** The details of an account, and its log of sign-ins as one field. */
async function openAccount(env: Env, { record, emailIndex, language }: Concerning): Promise<OpenedRecord> {
  const ring = await keyRing(env);
  const [user, log] = await env.DB.batch([selectUser(env.DB, record), selectSignIns(env.DB, record, -1)]);
  const [row] = (user?.results ?? []) as { sealed_email: string }[];
  const place = { table: "users", column: "sealed_email", row: record };
  const email = await unseal(ring, place, row?.sealed_email ?? "");
  const { details } = await detailsIn(user, ring);
  const signIns = await signInsFrom(log, ring);
  const values = disclosable({ ...details, email, signIns: signIns.length === 0 ? "" : signIns });
  return { record, emailIndex, email, language, values };
}
