import { runHere } from "../terminal/command-line.ts";
import { processTerminal } from "../terminal/terminal.ts";
import { policyTool } from "./commands/policy-tool.ts";

const terminal = processTerminal();
await runHere(policyTool(terminal), terminal);
