import { Fault } from "../../web/fault.ts";
/** Too many people are signing in at once. The caller answers 503; nothing was tried. */
export class TooManyHashes extends Fault {}
