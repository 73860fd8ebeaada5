import { readOptions, run } from "./command.ts";
import { stateFolder } from "./environment.ts";
import { readMailbox, type StoredMail } from "./mailbox.ts";

const help = `npm run mail — shows the mail that the local site has sent, oldest first

  npm run mail                   as a list to read
  npm run mail -- --json         one JSON object a line: at, to, subject, text, html, headers
  STATE=/tmp/site npm run mail   of a server with another state`;

await run(async () => {
  const { help: asked, json } = readOptions("mail", { help: { type: "boolean" }, json: { type: "boolean" } });
  if (asked) return console.log(help);
  const mails = readMailbox(stateFolder());
  if (json) return print(mails.map((mail) => `${JSON.stringify(mail)}\n`).join(""));
  print(mails.length === 0 ? "No mail has been sent yet.\n" : mails.map(asEntry).join("\n"));
});

function asEntry({ at, to, subject, text }: StoredMail): string {
  const when = at.replace("T", " ").replace(/\.\d+Z$/, " UTC");
  const body = text.trimEnd().replace(/^(?=.)/gm, "  ");
  return readable(`${when}\nTo: ${to}\nSubject: ${subject}\n\n${body}\n`);
}

/** Leaves out what a terminal would take for a command: visitors' words are in mail. */
function readable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, "");
}

function print(text: string): void {
  // A reader such as head may have seen enough.
  process.stdout.on("error", () => process.exit(0));
  process.stdout.write(text);
}
