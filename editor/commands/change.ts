import { Option } from "@commander-js/extra-typings";
import { WrongUsage } from "../../terminal/problem.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { ChangeKind } from "../../worker/policy/text/front-matter.ts";
import { isBlank } from "../../worker/web/typed-text.ts";

/** What a version after the first may be. */
const kindsOfChange = ChangeKind.exclude(["first"]);

/** The options that describe a change. */
export const kindOption = () =>
  new Option("--kind <kind>", "material asks for agreement anew").choices(kindsOfChange.options);

export const summaryOption = () =>
  new Option("--summary <text>", "one sentence for the timeline and the feeds, at most 200 characters");

/** The kind of change, as given or by asking. */
export async function askKind(
  terminal: Terminal,
  given: ChangeKind | undefined,
  otherwise?: string,
): Promise<ChangeKind> {
  const answer = given ?? (await ask(terminal, `Kind of change (${kindsOfChange.options.join(", ")}): `));
  const read = kindsOfChange.safeParse(answer || otherwise);
  if (read.success) return read.data;
  throw new WrongUsage(`--kind is one of ${kindsOfChange.options.join(", ")}`);
}

/** One sentence about the change, as given or by asking. */
export async function askSummary(
  terminal: Terminal,
  given: string | undefined,
  otherwise = "",
): Promise<string> {
  const answer = given ?? (await ask(terminal, "Summary of the change, one sentence: "));
  const summary = (answer || otherwise).trim();
  if (isBlank(summary)) throw new WrongUsage("--summary is one sentence on what changes");
  if (summary.length > 200)
    throw new WrongUsage(`--summary has ${summary.length} characters, at most 200 are shown`);
  return summary;
}

async function ask(terminal: Terminal, question: string): Promise<string | undefined> {
  return terminal.isInteractive ? terminal.ask(question) : undefined;
}
