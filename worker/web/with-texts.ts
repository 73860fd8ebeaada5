import type { MiddlewareHandler } from "hono";
import { areTextsRead, readTexts } from "../texts/reading.ts";
import type { AppEnv } from "./app.ts";
import { readRefused } from "./guards.ts";
import { reach } from "./reach.ts";

/** Has the texts read before anything may say one. */
export const withTexts: MiddlewareHandler<AppEnv> = async (c, next) => {
  try {
    if (!areTextsRead()) await textsRead(c.env);
  } catch (error) {
    await readRefused(c.req.raw);
    throw error;
  }
  return next();
};

/**
 * Reads the texts for whatever begins in the Worker: see `worker/texts/reading.ts`.
 * @throws Unreachable when they cannot be had in time
 */
export async function textsRead(env: Env): Promise<void> {
  await reach("texts: reading them", readTexts(env.ASSETS, env.ORIGIN));
}
