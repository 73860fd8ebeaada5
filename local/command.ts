import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** What went wrong, as a sentence for the person at the terminal, who can act on it. */
export class Problem extends Error {}

/** Runs a command: a problem is printed as its sentence, anything else with its stack; both end with 1. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    process.exitCode = 1;
  }
}

/** Makes Ctrl-C, or another signal to stop, a good end: what stops the command runs, and it ends with 0. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let code = 0;
  const end = () => {
    // Miniflare ends the process at a signal too, at once and with the code of a failure.
    process.on("exit", () => {
      process.exitCode = code;
    });
    stop().then(
      () => process.exit(),
      (error) => {
        console.error(error);
        code = 1;
        process.exit();
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
}

/**
 * The options that a command was given, which takes nothing else.
 * @throws Problem for an option or argument that the command does not have
 */
export function readOptions<Options extends ParseArgsOptionsConfig>(name: string, options: Options) {
  return read(name, { options, allowPositionals: false }).values;
}

/**
 * The options and the other words that a command was given.
 * @throws Problem for an option that the command does not have
 */
export function readArguments<Options extends ParseArgsOptionsConfig>(name: string, options: Options) {
  return read(name, { options, allowPositionals: true });
}

function read<Config extends ParseArgsConfig>(name: string, config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    throw new Problem(`${sentence?.replace(/\.$/, "")}: see npm run ${name} -- --help.`, { cause: error });
  }
}

/** What the operating system refused, in words: `permission denied` for EACCES. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    ENOTDIR: "a file is in its place",
    EEXIST: "a file is in its place",
  };
  return words[code ?? ""] ?? code ?? String(error);
}
