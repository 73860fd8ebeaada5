import { DefaultReporter, type TestModule, type TestSpecification } from "vitest/node";

/** Reports, as each file finishes, how many have: a line that suits a log as well as a terminal. */
export default class Progress extends DefaultReporter {
  private files = 0;
  private finished = 0;

  override onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.files = specifications.length;
    this.finished = 0;
    super.onTestRunStart(specifications);
  }

  override printTestModule(module: TestModule): void {
    this.finished += 1;
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === "failed");
    const place = `${String(this.finished).padStart(String(this.files).length)} of ${this.files}`;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const count = failed.length > 0 ? `${failed.length} of ${tests.length} failed` : `${tests.length} passed`;
    const state = module.state() === "failed" ? "failed" : "ok    ";
    this.log(`${place}  ${state}  ${module.relativeModuleId}  ${count}, ${seconds} s`);
    for (const { fullName } of failed) this.log(`        ${fullName}`);
  }
}
