import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

/** Colours and weights that the tool uses. Each comes with a sign or a word, so none is needed. */
export type Style = "red" | "green" | "yellow" | "bold" | "dim";

/** What a command talks to. Tests supply their own. */
export interface Terminal {
  /** Where results go. */
  write: (text: string) => void;
  /** Where refusals go. */
  complain: (text: string) => void;
  /** Whether somebody can answer a question. */
  isInteractive: boolean;
  ask: (question: string) => Promise<string>;
  paint: (style: Style, text: string) => string;
  now: Date;
}

/** The terminal of this process: colour only on a screen, and never with `NO_COLOR`. Close it at the end. */
export function processTerminal(): Terminal & { close(): void } {
  // A reader that closes early (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  let questions: Questions | undefined;
  return {
    write: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    ask(question) {
      questions ??= openQuestions();
      return questions.ask(question);
    },
    paint: (style, text) => styleText(style, text, { stream: process.stdout }),
    now: new Date(),
    close: () => questions?.close(),
  };
}

interface Questions {
  ask(question: string): Promise<string>;
  close(): void;
}

/** One reader for all questions, so that lines pasted together answer one after the other. */
function openQuestions(): Questions {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  reader.on("SIGINT", () => process.exit(130));
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stdout.write(question);
      // Closing the input (Ctrl+D) is an empty answer.
      const { value } = await lines.next();
      return String(value ?? "").trim();
    },
    close: () => reader.close(),
  };
}
