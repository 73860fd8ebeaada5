import { dayArgument } from "../../terminal/arguments.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { stateOf, versionInForce } from "../../worker/policy/versions/history.ts";
import { lastDayOfNotice } from "../../worker/policy/versions/notice.ts";
import { daysBetween } from "../../worker/web/days.ts";
import { legalName } from "../../worker/web/names.ts";
import type { Version } from "../versions/tree.ts";
import { type Context, contextOf, openTree, policyCommand, todayOf } from "./command.ts";
import { plural } from "./print.ts";

/** Prints the timeline. */
export function statusCommand(terminal: Terminal) {
  return policyCommand("status", "print the timeline: in force, upcoming, drafts, what is missing and due")
    .description("Prints every version with its state, newest last. A day is the organization's day.")
    .option("--today <date>", "the timeline as it is on that day", dayArgument)
    .action((options) => {
      const context = contextOf(terminal, options);
      const { organization } = context;
      const tree = openTree(context);
      const today = options.today ?? todayOf(context);
      const at = options.today ? new Date(`${today}T23:59:59Z`) : terminal.now;
      terminal.write(`${legalName(organization)}, ${today} in ${organization.timeZone}\n\n`);
      if (tree.versions.length === 0)
        terminal.write("There is no version yet: begin with new, or import a text.\n");
      const inForce = versionInForce(tree.lock, at);
      const promised = (inForce ?? tree.lock.at(-1))?.commitments.noticeDays ?? 0;
      for (const version of tree.versions) {
        const state = version.locked ? stateOf(tree.lock, version.locked, at) : "draft";
        terminal.write(lineOf(version, state, context));
        for (const detail of detailsOf(version, state, today, promised, context))
          terminal.write(`            ${detail}\n`);
      }
    });
}

function lineOf({ date, locked, sources }: Version, state: string, { terminal }: Context): string {
  const frontMatter = sources.find((source) => source.frontMatter)?.frontMatter;
  const colour = ({ "in-force": "green", draft: "yellow", upcoming: "bold" } as const)[state] ?? "dim";
  const written = locked?.kind ?? frontMatter?.kind ?? "unreadable";
  const kind = written === "first" ? "first version" : written;
  const number = locked ? `version ${locked.sequence}` : "";
  const languages = sources.map(({ language }) => language).join(" ");
  const name = state.replace("-", " ");
  const words = [kind.padEnd(13), number.padEnd(11), languages].join("  ").trimEnd();
  return `${date}  ${terminal.paint(colour, name.padEnd(10))}  ${words}\n`;
}

function detailsOf(
  { date, locked, sources }: Version,
  state: string,
  today: string,
  promised: number,
  { organization }: Context,
): string[] {
  const missing = organization.languages.filter((one) => !sources.some(({ language }) => language === one));
  const details = missing.length > 0 ? [`missing: ${missing.join(" ")}`] : [];
  if (locked?.state.is === "withdrawn")
    details.push(`withdrawn on ${locked.state.on}: ${locked.state.reason}`);
  if (state === "upcoming") details.push(`takes effect in ${plural(daysBetween(today, date), "day")}`);
  const draft = locked ? undefined : sources.find(({ frontMatter }) => frontMatter)?.frontMatter;
  if (draft?.kind === "material") details.push(noticeOf(date, today, promised, draft.shortNotice));
  return details;
}

function noticeOf(date: string, today: string, promised: number, reason: string | undefined): string {
  const last = lastDayOfNotice(date, promised);
  const days = daysBetween(today, last);
  if (days >= 0)
    return `publish by ${last} (${plural(promised, "day")} of notice): ${plural(days, "day")} left`;
  if (reason && date >= today) return `less than ${plural(promised, "day")} of notice, because: ${reason}`;
  return `too late for ${plural(promised, "day")} of notice: it was due on ${last}`;
}
