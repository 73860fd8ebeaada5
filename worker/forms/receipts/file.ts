import type { Attachment } from "../../mail/mail.ts";
import type { Language } from "../../web/organization.ts";
import { codeOf } from "./addresses.ts";
import { receiptKeys } from "./keys.ts";
import { proofsOf } from "./proofs.ts";
import type { AnyReceipt, SignedReceipt } from "./receipt.ts";

/** A receipt that is given to somebody. */
export interface GivenReceipt extends SignedReceipt<AnyReceipt> {
  /** What was signed, where it is not the policy: the text of an order or offer. */
  text?: string;
}

/**
 * The file that a person keeps for as long as they like. It needs neither this site nor its keys later: the log of public
 * facts proves the text and the key in it.
 * @param path of the page that shows the receipt
 */
export async function receiptFile(
  env: Pick<Env, "DB" | "ORIGIN" | "RECEIPT_KEY">,
  given: GivenReceipt,
  path: string,
  language: Language,
): Promise<Attachment> {
  const { receipt, jws, sha256, text } = given;
  const { published } = await receiptKeys(env);
  const content = {
    receipt,
    jws,
    sha256,
    ...(text === undefined ? {} : { text }),
    code: codeOf(given, path),
    log: await proofsOf(env.DB, receipt, published[0].kid),
    keys: `${env.ORIGIN}/.well-known/receipt-keys.json`,
    check: `${env.ORIGIN}/${language}/receipt/`,
    program: `${env.ORIGIN}/check-log.mjs`,
  };
  return {
    filename: `receipt-${receipt.sub}.json`,
    type: "application/json",
    content: `${JSON.stringify(content, undefined, 2)}\n`,
  };
}
