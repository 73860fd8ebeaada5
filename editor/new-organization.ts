import { runHere } from "../terminal/command-line.ts";
import { processTerminal } from "../terminal/terminal.ts";
import { newOrganization } from "./organization/command.ts";

const terminal = processTerminal();
await runHere(newOrganization(terminal), terminal);
