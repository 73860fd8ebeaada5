import { checkLog } from "./standalone.ts";

process.exitCode = await checkLog(process.argv.slice(2));
