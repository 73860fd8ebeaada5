import type { AppContext } from "../../web/app.ts";
import type { Language } from "../../web/organization.ts";
import { showProblem } from "../../web/page.ts";
import { qrPicture } from "../../web/qr-code.ts";
import { codeOf } from "./addresses.ts";
import { type GivenReceipt, receiptFile } from "./file.ts";
import { broken } from "./issuing.ts";

/** A receipt that was looked for: undefined where there is none, `broken` where its record does not hold. */
export type Found = GivenReceipt | typeof broken | undefined;

/**
 * Answers with a receipt as the file to keep.
 * @param page where receipts are read, without the reference
 */
export async function answerFile(c: AppContext, found: Found, page: string): Promise<Response> {
  if (!isThere(found)) return showMissing(c, found);
  const language = c.req.param("lang") as Language;
  const { filename, content } = await receiptFile(c.env, found, `${page}${found.receipt.sub}/`, language);
  return c.body(content, 200, {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": `attachment; filename="${filename}"`,
  });
}

/** Answers with the code that a printed receipt has, as a picture. */
export async function answerCode(c: AppContext, found: Found, page: string): Promise<Response> {
  if (!isThere(found)) return showMissing(c, found);
  return c.body(qrPicture(codeOf(found, `${page}${found.receipt.sub}/`)), 200, {
    "content-type": "image/svg+xml",
  });
}

function isThere(found: Found): found is GivenReceipt {
  return found !== undefined && found !== broken;
}

function showMissing(c: AppContext, found: Found): Response | Promise<Response> {
  return showProblem(c, found === broken ? 410 : 404);
}
