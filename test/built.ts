import { build } from "../local/build.ts";

/** Builds the Worker and its pages once, before the tests that ask them. */
export default async function builtOnce(): Promise<void> {
  await build();
}
