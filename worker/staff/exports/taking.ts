import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import type { ListExport } from "./export.ts";
import { type Format, formats, mediaTypes, streamOf } from "./streaming.ts";

/** Answers with a list, in the format that the form asks for, once the audit log says who takes it. */
export async function takeList(c: AppContext, name: string, list: ListExport): Promise<Response> {
  const sent = await readForm(c);
  if (sent instanceof Response) return sent;
  const format = formats.find((one) => one === sent.get("format"));
  if (!format) return showProblem(c, 400);
  const at = await recordExport(c, name, format);
  return c.body(streamOf(c.env, list, format), 200, headersOf(name, format, at));
}

/** Says in the audit log who takes what in which format. Gives the instant that it says. */
export async function recordExport(c: AppContext, name: string, format: Format): Promise<Date> {
  const at = now(c.env);
  const { userId: actor } = signedInOf(c);
  await recordDeed(c.env, { actor, action: "list-exported", subject: `${name} ${format}`, at });
  return at;
}

function headersOf(name: string, format: Format, at: Date): Record<string, string> {
  return {
    "content-type": mediaTypes[format],
    "content-disposition": `attachment; filename="${name}-${dayOf(at, organization.timeZone)}.${format}"`,
  };
}
