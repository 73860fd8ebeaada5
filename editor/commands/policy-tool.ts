import { commandLine } from "../../terminal/command-line.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { checkCommand } from "./check.ts";
import { diffCommand } from "./diff.ts";
import { importCommand } from "./import.ts";
import { newCommand } from "./new.ts";
import { pdfCommand } from "./pdf.ts";
import { promisesCommand } from "./promises.ts";
import { publishCommand } from "./publish.ts";
import { statusCommand } from "./status.ts";
import { withdrawCommand } from "./withdraw.ts";

/** The command line of `npm run policy`. */
export function policyTool(terminal: Terminal) {
  const notes =
    "Each command has its own --help. Exit codes: 0 done, 1 refused or problems found, 2 not understood.";
  const tool = commandLine("policy", "Writes, checks and publishes versions of the policy.", notes);
  for (const command of [
    newCommand,
    importCommand,
    promisesCommand,
    checkCommand,
    diffCommand,
    publishCommand,
    withdrawCommand,
    pdfCommand,
    statusCommand,
  ])
    tool.addCommand(command(terminal));
  return tool;
}
