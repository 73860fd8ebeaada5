import { dayArgument } from "../../terminal/arguments.ts";
import { WrongUsage } from "../../terminal/problem.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { stateOf } from "../../worker/policy/versions/history.ts";
import { type PublishedVersion, ReasonToWithdraw } from "../../worker/policy/versions/version.ts";
import { Refusal } from "../refusal.ts";
import type { Tree } from "../versions/tree.ts";
import { writeLock } from "../versions/write-lock.ts";
import { contextOf, openTree, policyCommand, todayOf } from "./command.ts";

/** Takes back a published version that is still to come. */
export function withdrawCommand(terminal: Terminal) {
  return policyCommand("withdraw", "take back a published version before it takes effect")
    .description(
      "Writes the day and the reason into the lock. The version then never takes effect. It keeps its number, its text and its place in the timeline, shown as withdrawn with the reason, and whoever was told of it by mail is told so. There is no way back: what shall hold is published anew.",
    )
    .argument("<date>", "the day on which the version would take effect", dayArgument)
    .option("--reason <text>", "one sentence that people read on the site and in mail, 10 to 300 characters")
    .action(async (date, options) => {
      const context = contextOf(terminal, options);
      const tree = openTree(context);
      const version = withdrawable(date, tree, terminal.now);
      const given = options.reason ?? (terminal.isInteractive ? await terminal.ask("Reason: ") : "");
      const reason = ReasonToWithdraw.safeParse(given.replace(/\s+/g, " "));
      if (!reason.success)
        throw new WrongUsage("--reason is one sentence on why it is withdrawn, 10 to 300 characters");
      const state = { is: "withdrawn" as const, on: todayOf(context), reason: reason.data };
      writeLock(
        tree.folder,
        tree.lock.map((one) => (one === version ? { ...one, state } : one)),
      );
      terminal.write(`${terminal.paint("green", "withdrew")} version ${version.sequence}, ${date}\n`);
      terminal.write(`Commit ${tree.lockFile}, then deploy before ${version.effectiveAt}.\n`);
    });
}

/** The version of a day, if it can be withdrawn. */
function withdrawable(date: string, tree: Tree, at: Date): PublishedVersion {
  const version = tree.lock.find((one) => one.date === date);
  if (!version) {
    const isDraft = tree.versions.some((one) => one.date === date);
    throw new Refusal(
      isDraft
        ? `${date} is a draft, which nobody was promised: delete its folder instead.`
        : `There is no version for ${date}: see policy status.`,
    );
  }
  if (version.state.is === "withdrawn")
    throw new Refusal(`${date} was withdrawn on ${version.state.on}: ${version.state.reason}`);
  const state = stateOf(tree.lock, version, at);
  if (state !== "upcoming") {
    const stands = state === "in-force" ? "is in force" : "was in force";
    throw new Refusal(
      `${date} ${stands}, so people rely on it: begin the version that replaces it with policy new DATE.`,
    );
  }
  if (version.kind === "first")
    throw new Refusal(
      `${date} is the first version, without which no policy would hold: publish another after it.`,
    );
  const built = tree.lock.findLast(
    (one) => one.date > version.date && one.sequence > version.sequence && one.state.is === "published",
  );
  if (built) throw new Refusal(`${built.date} was published after it and changes it: withdraw that first.`);
  return version;
}
