import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, most of it waiting, longest first. */
const long = [
  "local/dev",
  "http/switching",
  "http/another-organization",
  "http/faults",
  "http/crash",
  "local/restore",
  "http/three-years",
  "http/tampering",
  "http/strangers",
];

/** Begins with the files that take longest, so that at the end nothing waits for one of them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const named = (name: string) =>
      usual.filter(({ moduleId }) => moduleId.endsWith(`/test/${name}.test.ts`));
    const first = long.flatMap(named);
    return [...first, ...usual.filter((file) => !first.includes(file))];
  }
}
