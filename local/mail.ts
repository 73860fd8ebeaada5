import { domainToASCII } from "node:url";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem, WrongUsage } from "../terminal/problem.ts";
import { processTerminal } from "../terminal/terminal.ts";
import { examine } from "./doctor/examine.ts";
import { lookupAt } from "./doctor/lookup.ts";
import { reportOf } from "./doctor/report.ts";
import { stateFolder } from "./environment.ts";
import { readMailbox, type StoredMail } from "./mailbox.ts";

const examples = `  STATE=/tmp/site npm run mail              of a server with another state
  npm run mail -- doctor news.example.com   does the DNS of a domain have what its mail needs?`;

const aboutDoctor = `
  npm run mail -- doctor example.com --resolver 1.1.1.1

It asks for the records that Cloudflare Email Service needs (docs/operating.md): MX, SPF, DKIM and DMARC. Give it the part
after the @ of sender, newsletterSender and email in content/organization.yaml. Ends with 0 when nothing is missing.`;

const program = commandLine("mail", "Shows the mail that the local site has sent, oldest first.", examples)
  .option("--json", "print one JSON object a line: at, to, subject, text, html, headers")
  .action(({ json = false }) => show(json));

program
  .command("doctor")
  .description("check the DNS records that mail from a domain needs, and say what is missing")
  .argument("<domain>", "the domain: what stands after the @ of an address")
  .option("--resolver <address>", "ask this resolver: an address, with a port if it is not 53")
  .addHelpText("after", aboutDoctor)
  .action((domain, { resolver }) => doctor(domainIn(domain), resolver));

await runHere(program);

async function doctor(domain: string, resolver: string | undefined): Promise<void> {
  const findings = await examine(lookupAt(resolver), domain);
  process.stdout.write(reportOf(findings, processTerminal().paint));
  const faults = findings.filter(({ state }) => state === "missing" || state === "wrong");
  if (faults.length === 0) return console.log(`\n${domain} has what mail needs.`);
  console.log();
  throw new Problem(
    `${domain} is not ready: ${faults.map(({ about, state }) => `${about} ${state}`).join(", ")}.`,
  );
}

/** A domain in the form that the DNS knows: `почта.рф` is `xn--80a1acny.xn--p1ai`. */
function domainIn(text: string): string {
  const ascii = domainToASCII(text.replace(/\.$/, "")).toLowerCase();
  const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  if (ascii.length <= 240 && new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`).test(ascii)) return ascii;
  throw new WrongUsage(`"${text}" is not a domain: write what stands after the @, such as example.com`);
}

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
