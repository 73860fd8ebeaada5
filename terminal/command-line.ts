import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { Problem, WrongUsage } from "./problem.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/**
 * Starts the command line of `npm run NAME`.
 * @param summary what it does, in one line
 * @param more what its help says below the options: examples and exit codes
 */
export function commandLine(name: string, summary: string, more = ""): Command {
  const program = new Command(`npm run ${name} --`).description(summary);
  return more === "" ? program : program.addHelpText("after", `\n${more.trimEnd()}`);
}

/** Runs a command line with this process's arguments, and sets the exit code. */
export async function runHere(program: CommandUnknownOpts, terminal = processTerminal()): Promise<void> {
  const code = await runCommandLine(program, process.argv.slice(2), terminal);
  terminal.close();
  // A command may have set a failure code itself.
  if (code !== 0) process.exitCode = code;
}

/**
 * Runs a command line. Something not understood becomes one sentence, with the nearest existing name and where to find
 * help.
 * @returns the exit code: 0 done, 1 not done, 2 not understood
 */
export async function runCommandLine(
  program: CommandUnknownOpts,
  args: readonly string[],
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  let running = program;
  prepare(program, terminal);
  program.hook("preAction", (_, action) => {
    running = action;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Somebody asked for help.
    if (error instanceof CommanderError) return 0;
    return explain(error, running, terminal);
  }
}

function prepare(command: CommandUnknownOpts, terminal: Terminal): void {
  command
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: terminal.write,
      writeErr: terminal.complain,
      outputError: () => undefined,
    })
    .exitOverride((error) => {
      if (error.exitCode === 0) throw error;
      throw new NotUnderstood(sentenceOf(error, command), command);
    });
  for (const sub of command.commands) prepare(sub, terminal);
}

/** A command line that its parser refused. Help shown in place of a missing command says everything. */
class NotUnderstood extends WrongUsage {
  readonly command: CommandUnknownOpts;

  constructor(message: string, command: CommandUnknownOpts) {
    super(message);
    this.command = command;
  }
}

function sentenceOf({ code, message }: CommanderError, command: CommandUnknownOpts): string {
  if (code === "commander.help") return "";
  const [said = "", ...suggestion] = message.replace(/^error: /, "").split("\n");
  return [wordsFor(code, said, command), ...suggestion].join(" ");
}

function wordsFor(
  code: string,
  said: string,
  { args, commands, registeredArguments }: CommandUnknownOpts,
): string {
  switch (code) {
    case "commander.unknownCommand":
      return `There is no "${args[0]}"`;
    case "commander.excessArguments":
      return commands.length > 0
        ? `There is no "${args[0]}"`
        : `Unexpected argument '${args[registeredArguments.length]}'`;
    case "commander.missingArgument":
      return `Name ${registeredArguments[args.length]?.description}`;
    default:
      return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, "")}`;
  }
}

function explain(error: unknown, running: CommandUnknownOpts, terminal: Terminal): 1 | 2 {
  if (error instanceof WrongUsage) {
    const command = error instanceof NotUnderstood ? error.command : running;
    if (error.message !== "") terminal.complain(`${error.message}: see ${pathOf(command)} --help.\n`);
    return 2;
  }
  if (error instanceof Problem) {
    terminal.write(error.details(terminal));
    if (error.message !== "") terminal.complain(`${error.message}\n`);
    return 1;
  }
  // A failure of the disk is reported in its own words. Anything else is a fault of the tool, and says where.
  const { syscall, message, stack = message } = error as NodeJS.ErrnoException;
  terminal.complain(`${syscall === undefined ? stack : message}\n`);
  return 1;
}

function pathOf(command: CommandUnknownOpts): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
