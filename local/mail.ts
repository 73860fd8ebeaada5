import { commandLine, runHere } from "../terminal/command-line.ts";
import { stateFolder } from "./environment.ts";
import { readMailbox, type StoredMail } from "./mailbox.ts";

const examples = `  STATE=/tmp/site npm run mail   of a server with another state`;

const program = commandLine("mail", "Shows the mail that the local site has sent, oldest first.", examples)
  .option("--json", "print one JSON object a line: at, to, subject, text, html, headers")
  .action(({ json = false }) => show(json));

await runHere(program);

function show(json: boolean): void {
  const mails = readMailbox(stateFolder());
  const lines = json ? mails.map((mail) => `${JSON.stringify(mail)}\n`).join("") : undefined;
  process.stdout.write(
    lines ?? (mails.length === 0 ? "No mail has been sent yet.\n" : mails.map(asEntry).join("\n")),
  );
}

function asEntry({ at, to, subject, text }: StoredMail): string {
  const when = at.replace("T", " ").replace(/\.\d+Z$/, " UTC");
  const body = text.trimEnd().replace(/^(?=.)/gm, "  ");
  return readable(`${when}\nTo: ${to}\nSubject: ${subject}\n\n${body}\n`);
}

/** Removes what a terminal would take for a command, because mail contains visitors' words. */
function readable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, "");
}
