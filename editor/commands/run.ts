import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { readOrganization } from "../organization-file.ts";
import { Refusal, WrongUsage } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { checkCommand } from "./check.ts";
import type { Command, Context } from "./command.ts";
import { diffCommand } from "./diff.ts";
import { importCommand } from "./import.ts";
import { newCommand } from "./new.ts";
import { printDiagnostics } from "./print.ts";
import { publishCommand } from "./publish.ts";
import { statusCommand } from "./status.ts";

const commands: Record<string, Command> = {
  new: newCommand,
  import: importCommand,
  check: checkCommand,
  diff: diffCommand,
  publish: publishCommand,
  status: statusCommand,
};

const general = {
  folder: { type: "string" },
  organization: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Runs one command of the tool. @returns the exit code: 0 done, 1 refused or problems found, 2 not understood */
export async function run(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.write(overview());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) throw new WrongUsage(`There is no command “${name}”`);
    const { values, positionals } = parse(rest, command);
    if (values.help === true) {
      terminal.write(`npm run policy -- ${command.usage}\n\n${command.help}\n\n${generalHelp}`);
      return 0;
    }
    return await command.run(contextOf(values, positionals, terminal));
  } catch (error) {
    return explain(error, name, terminal);
  }
}

function parse(args: string[], { options }: Command): Pick<Context, "values" | "positionals"> {
  try {
    const parsed = parseArgs({ args, options: { ...options, ...general }, allowPositionals: true });
    return { positionals: parsed.positionals, values: parsed.values as Context["values"] };
  } catch (error) {
    throw new WrongUsage((error as Error).message.split(". ")[0], { cause: error });
  }
}

function contextOf(values: Context["values"], positionals: readonly string[], terminal: Terminal): Context {
  const { folder = process.env.POLICY_FOLDER ?? "content/policy", organization: file } = values;
  if (!existsSync(String(folder)))
    throw new Refusal(`There is no folder ${folder}: name the folder of versions.`);
  try {
    const organization = readOrganization(typeof file === "string" ? file : undefined);
    return { terminal, organization, folder: String(folder), positionals, values };
  } catch (error) {
    throw new Refusal(`The organization cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function explain(error: unknown, name: string, terminal: Terminal): 1 | 2 {
  if (error instanceof WrongUsage) {
    terminal.complain(
      `policy: ${error.message}. See npm run policy -- ${Object.hasOwn(commands, name) ? `${name} ` : ""}--help\n`,
    );
    return 2;
  }
  if (error instanceof Refusal) {
    terminal.write(printDiagnostics(error.diagnostics, terminal));
    terminal.complain(`policy: ${error.message}\n`);
    return 1;
  }
  // What the disk refuses is said in its own words; anything else is a fault of this tool, and says where.
  const { code, message, stack } = error as NodeJS.ErrnoException;
  terminal.complain(
    `policy: ${code ? message : `a fault in the tool, please report it: ${process.env.DEBUG ? stack : message}`}\n`,
  );
  return 1;
}

function overview(): string {
  const lines = Object.values(commands).map(
    ({ usage, summary }) => `  ${(usage.split(" ")[0] ?? "").padEnd(9)}${summary}\n`,
  );
  return `npm run policy -- COMMAND

Writes, checks and publishes versions of the policy.

${lines.join("")}
Each has its own --help. ${generalHelp}`;
}

const generalHelp = `Exit codes: 0 done, 1 refused or problems found, 2 not understood.
Everywhere: --folder DIR (content/policy), --organization FILE (content/organization.yaml).
`;
