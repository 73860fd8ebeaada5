import { once } from "node:events";
import { startServer } from "../../../local/server.ts";

// Runs the built site on a state until it is killed. kills.ts starts it a round ahead; it waits for a word, because only
// one server may have the state.
const [state = "", shift = "0"] = process.argv.slice(2);
await once(process.stdin, "data");
const vars = { FORMS_PER_NETWORK: "1000000" };
const server = await startServer({ port: 0, state, clockShiftMs: Number(shift), quiet: true, vars });
console.log(server.url);
