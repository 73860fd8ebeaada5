import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, most of it waiting. */
const long = /\/(?:dev|switching|crash|three-years|another-organization)\.test\.ts$/;

/** Begins with the files that take longest, so that at the end nothing waits for one of them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    return [...usual.filter(isLong), ...usual.filter((file) => !isLong(file))];
  }
}
