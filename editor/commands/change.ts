import { ChangeKind } from "../../worker/policy/text/front-matter.ts";
import { WrongUsage } from "../refusal.ts";
import { type Context, option } from "./command.ts";

/** Flags that describe a change. */
export const changeOptions = {
  kind: { type: "string" },
  summary: { type: "string" },
} as const;

/** The kind of change, from the flag or by asking. */
export async function askKind(context: Context, otherwise?: ChangeKind): Promise<ChangeKind> {
  const given =
    option(context, "kind") ?? (await ask(context, `Kind of change (${ChangeKind.options.join(", ")}): `));
  const read = ChangeKind.safeParse(given || otherwise);
  if (read.success) return read.data;
  throw new WrongUsage(`--kind is one of ${ChangeKind.options.join(", ")}`);
}

/** One sentence on the change, from the flag or by asking. */
export async function askSummary(context: Context, otherwise?: string): Promise<string> {
  const given = option(context, "summary") ?? (await ask(context, "Summary of the change, one sentence: "));
  const summary = (given || otherwise || "").trim();
  if (summary === "") throw new WrongUsage("--summary is one sentence on what changes");
  if (summary.length > 200)
    throw new WrongUsage(`--summary has ${summary.length} characters, at most 200 are shown`);
  return summary;
}

async function ask({ terminal }: Context, question: string): Promise<string | undefined> {
  return terminal.isInteractive ? terminal.ask(question) : undefined;
}
