import { type LogKeys, openLogKeys } from "./keys.ts";

let opened: { secret: string; origin: string; keys: LogKeys } | undefined;

/** The keys of the log, opened once per isolate. Throws when the secret `LOG_KEY` is malformed. */
export async function logKeys({ LOG_KEY, ORIGIN }: Pick<Env, "LOG_KEY" | "ORIGIN">): Promise<LogKeys> {
  if (opened?.secret === LOG_KEY && opened.origin === ORIGIN) return opened.keys;
  const keys = await openLogKeys(LOG_KEY, ORIGIN);
  opened = { secret: LOG_KEY, origin: ORIGIN, keys };
  return keys;
}
