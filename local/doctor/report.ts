import type { Terminal } from "../../terminal/terminal.ts";
import type { Finding } from "./finding.ts";

const signs = { good: "✓", advice: "•", missing: "✗", wrong: "✗" } as const;

const colours = { good: "green", advice: "yellow", missing: "red", wrong: "red" } as const;

/** What was found, for a person to act on: a paragraph each, and below it the records to put. */
export function reportOf(findings: readonly Finding[], paint: Terminal["paint"]): string {
  return findings
    .map(({ about, state, says, put = [] }) => {
      const word = state === "good" || state === "advice" ? "" : ` ${state}`;
      const records = put.map(({ type, name, value }) => `      ${type.padEnd(4)} ${name}  ${value}\n`);
      return `${paint(colours[state], `${signs[state]} ${about}${word}`)}\n    ${says}\n${records.join("")}`;
    })
    .join("\n");
}
