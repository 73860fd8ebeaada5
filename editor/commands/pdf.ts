import { dayArgument } from "../../terminal/arguments.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addMissingPdfs } from "../pdf/adding.ts";
import { Refusal } from "../refusal.ts";
import { type Context, contextOf, openTree, policyCommand } from "./command.ts";

/** Makes the PDFs that published versions still lack. */
export function pdfCommand(terminal: Terminal) {
  return policyCommand("pdf", "make the PDFs that published versions lack")
    .description(
      "Prints each published text that has no PDF yet, puts the file beside the text and its hash into the lock. A PDF that is there is never made again. Needs a Chromium: the one that CHROMIUM names, an installed one, or that of npm.",
    )
    .argument("[date]", "only the version of this day", dayArgument)
    .action(async (date, options) => {
      const context = contextOf(terminal, options);
      const tree = openTree(context);
      if (date !== undefined && !tree.lock.some((version) => version.date === date))
        throw new Refusal(`${date} is not published, so it has no PDF: see policy status.`);
      try {
        const made = await addMissingPdfs(context.folder, context.organization, date);
        terminal.write(made.length === 0 ? "Every published text has its PDF.\n" : said(made, context));
      } catch (error) {
        throw new Refusal(`No PDF was made: ${reasonOf(error)}`, { cause: error });
      }
    });
}

/** Makes the PDFs of a version that was just published. Without a Chromium the version stands all the same. */
export async function printPublished(date: string, context: Context): Promise<void> {
  try {
    context.terminal.write(said(await addMissingPdfs(context.folder, context.organization, date), context));
  } catch (error) {
    context.terminal.complain(
      `No PDF was made: ${reasonOf(error)}\nMake it later with npm run policy -- pdf ${date}\n`,
    );
  }
}

function said(made: readonly string[], { terminal }: Context): string {
  return made.map((file) => `${terminal.paint("green", "printed")} ${file}\n`).join("");
}

function reasonOf(error: unknown): string {
  const [line = ""] = (error as Error).message.split("\n");
  return line;
}
