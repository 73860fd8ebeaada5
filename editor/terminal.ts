import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

/** Colours and weights that the tool uses; each also has a sign or a word, so none is needed. */
export type Style = "red" | "green" | "yellow" | "bold" | "dim";

/** What a command talks to. Tests bring their own. */
export interface Terminal {
  /** Where results go. */
  write(text: string): void;
  /** Where refusals go. */
  complain(text: string): void;
  /** Whether somebody can answer a question. */
  isInteractive: boolean;
  ask(question: string): Promise<string>;
  paint(style: Style, text: string): string;
  now: Date;
}

/** The terminal of this process: colour only on a screen, and never with `NO_COLOR`. */
export function processTerminal(): Terminal {
  // A reader that closes early (`| head`) is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  return {
    write: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    ask,
    paint: (style, text) => styleText(style, text, { stream: process.stdout }),
    now: new Date(),
  };
}

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    // Without the second, closing the input (Ctrl+D) would leave the question open for ever.
    const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
    return (await Promise.race([reader.question(question), closed])).trim();
  } finally {
    reader.close();
  }
}
