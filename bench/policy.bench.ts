import { measureBuilds } from "./build.ts";
import { measureChecks } from "./policy-check.ts";
import type { Result } from "./result.ts";

/** What many versions cost: building them, and checking them. */
export default async function* policy(): AsyncIterable<Result> {
  const builds = await measureBuilds([1, 10, 100]);
  for (const { versions, seconds, files } of builds) {
    yield {
      name: `build of ${versions} versions in 3 languages (${files} files)`,
      value: seconds,
      unit: "s",
    };
  }
  const [few, some, many] = builds;
  if (few && some && many) {
    // Linear: ninety more versions cost ten times what nine more cost. Files are exact, time is not.
    const growth = (many.files - some.files) / (some.files - few.files);
    yield {
      name: "files added by 90 more versions ÷ by 9 more",
      value: growth,
      unit: "",
    };
    yield {
      name: "time of 100 versions ÷ time of 10",
      value: many.seconds / some.seconds,
      unit: "",
    };
  }
  for (const { versions, seconds } of await measureChecks([1, 10, 100])) {
    yield {
      name: `policy check of ${versions} versions in 3 languages`,
      value: seconds,
      unit: "s",
    };
  }
}
