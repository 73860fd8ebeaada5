import lock from "../../../content/policy/versions.json";
import type { VersionLock } from "./version.ts";

/**
 * Every published version, in the order in which they take effect, as `content/policy/versions.json` locks them. The build
 * has checked the file (`editor/lock.ts`): to check it here would take a tenth of the time that the Worker has to start.
 */
export const { versions } = lock as unknown as VersionLock;
