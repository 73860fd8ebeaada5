import lock from "../../../content/policy/versions.json";
import { VersionLock } from "./version.ts";

/** Every published version, oldest first, as `content/policy/versions.json` locks them. */
export const { versions } = VersionLock.parse(lock);
