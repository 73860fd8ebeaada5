import type { AppContext } from "./app.ts";
import { decodeForm } from "./form-body.ts";
import { showProblem } from "./page.ts";

/** The fields of a posted form, or the answer that refuses it. */
export async function readForm(c: AppContext): Promise<ReadonlyMap<string, string> | Response> {
  const [type = ""] = (c.req.header("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/x-www-form-urlencoded") return showProblem(c, 415);
  return decodeForm(new Uint8Array(await c.req.arrayBuffer())) ?? showProblem(c, 400);
}
