import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../../worker/visits/counting/cells.ts";
import { LogCounter } from "../../../../worker/visits/counting/server-log.ts";
import agents from "../../../fixtures/input/user-agents.tsv?raw";
import { place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");

/** What is counted of a view by this user agent, by indicator. */
const counted = (agent: string) =>
  Object.fromEntries(
    cellsOf(seen({ "user-agent": agent }), at, place).map(({ indicator, value }) => [indicator, value]),
  );

/** The same for a line of a server log. */
const countedInLog = (agent: string) => {
  const counter = new LogCounter({ ...place, host: "www.example.com", before: undefined });
  counter.add(`203.0.113.7 - - [01/Dec/2026:01:30:00 +0000] "GET /en/ HTTP/2.0" 200 512 "-" "${agent}"`);
  return Object.fromEntries(counter.cells().map(({ indicator, value }) => [indicator, value]));
};

const corpus = agents
  .trim()
  .split("\n")
  .slice(1)
  .map(
    (line) =>
      line.split("\t") as [kind: string, device: string, browser: string, system: string, agent: string],
  );

describe("the user agents that browsers, apps and robots send", () => {
  it("are more than 200", () => {
    expect(new Set(corpus.map((row) => row[4])).size).toBeGreaterThan(200);
  });

  it.each(corpus)("are a %s on a %s with %s and %s: %s", (kind, device, browser, system, agent) => {
    const right = kind === "robot" ? { "not-counted": "robot" } : { device, browser, system };
    expect(counted(agent)).toMatchObject(right);
    expect(countedInLog(agent)).toMatchObject(right);
  });
});
