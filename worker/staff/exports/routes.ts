import { Hono } from "hono";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { type Exportable, exports } from "./exports.ts";
import { type Format, formats, mediaTypes, streamOf } from "./streaming.ts";

/** Every list of the desk as a file, for whoever may open the list. */
export const exportRoutes = new Hono<AppEnv>();

for (const list of Object.keys(exports) as Exportable[])
  exportRoutes.post(`/staff/${list}/export/`, (c) => take(c, list));

/** Answers with a list, once the audit log says who takes it. */
async function take(c: AppContext, list: Exportable): Promise<Response> {
  const sent = await readForm(c);
  if (sent instanceof Response) return sent;
  const format = formats.find((one) => one === sent.get("format"));
  if (!format) return showProblem(c, 400);
  const at = now(c.env);
  const deed = {
    actor: signedInOf(c).userId,
    action: "list-exported",
    subject: `${list} ${format}`,
    at,
  } as const;
  await recordDeed(c.env, deed);
  return c.body(streamOf(c.env, exports[list], format), 200, headersOf(list, format, at));
}

function headersOf(list: Exportable, format: Format, at: Date): Record<string, string> {
  return {
    "content-type": mediaTypes[format],
    "content-disposition": `attachment; filename="${list}-${dayOf(at, organization.timeZone)}.${format}"`,
  };
}
