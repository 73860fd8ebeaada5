import lock from "../../../content/policy/versions.json";
import { VersionLock } from "./version.ts";

/** Every published version, in the order in which they take effect, as `content/policy/versions.json` locks them. */
export const { versions } = VersionLock.parse(lock);
