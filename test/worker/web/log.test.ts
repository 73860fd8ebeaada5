import { afterEach, describe, expect, it, vi } from "vitest";
import { Fault } from "../../../worker/web/fault.ts";
import { logDone, logFailure, logWarning } from "../../../worker/web/log.ts";
import { refusalIn } from "../../../worker/web/refused.ts";

/** The line that was written, as its reader takes it. */
function written(level: "error" | "warn" | "log", write: () => void): Record<string, unknown> {
  const spy = vi.spyOn(console, level).mockImplementation(() => undefined);
  write();
  expect(spy).toHaveBeenCalledOnce();
  const [line] = spy.mock.calls[0] ?? [];
  expect(line).not.toContain("\n");
  return JSON.parse(String(line)) as Record<string, unknown>;
}

const errorLine = (error: unknown) => written("error", () => logFailure("wing: it failed", {}, error));

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a line of the log", () => {
  it("is one JSON object: how grave, what happened, and facts", () => {
    expect(
      written("log", () =>
        logDone("jobs: one ran", { job: "sweep", counts: { contact: 3 }, milliseconds: 12 }),
      ),
    ).toEqual({
      level: "info",
      event: "jobs: one ran",
      job: "sweep",
      counts: { contact: 3 },
      milliseconds: 12,
    });
    expect(written("warn", () => logWarning("sessions: refused", { role: null }))).toEqual({
      level: "warn",
      event: "sessions: refused",
      role: null,
    });
  });

  it("quotes our own errors with their causes, and says where they came from", () => {
    const line = errorLine(new Fault("storing failed", { cause: new Fault("no answer within 5 ms") }));
    expect(line.error).toBe("storing failed: no answer within 5 ms");
    expect(line.at).toEqual(expect.arrayContaining([expect.stringMatching(/log\.test\.ts.*:\d+:\d+$/)]));
  });

  it.each<[string, () => unknown, string]>([
    ["JSON that somebody sent", () => JSON.parse('"Anna Schmidt" lives'), "SyntaxError"],
    ["an address that somebody typed", () => new URL("anna schmidt"), "TypeError"],
    [
      "a recipient that the mail service names",
      () => {
        throw new Error("E_RECIPIENT_SUPPRESSED: Anna <anna@example.org> is suppressed");
      },
      "Error E_RECIPIENT_SUPPRESSED",
    ],
    [
      "what the database quotes",
      () => {
        throw new Error("D1_ERROR: no 'Anna Schmidt' here");
      },
      "Error D1_ERROR",
    ],
    [
      "a name that an error calls itself",
      () => {
        throw Object.assign(new Error("x"), { name: "Anna Schmidt, 1 Harbour Street" });
      },
      "Error",
    ],
    [
      "something thrown that is a text",
      () => {
        // biome-ignore lint/style/useThrowOnlyError: a library may do that.
        throw "Anna Schmidt";
      },
      "thrown string",
    ],
  ])("leaves out %s", (_, act, said) => {
    let thrown: unknown;
    try {
      act();
    } catch (error) {
      thrown = error;
    }
    const line = errorLine(new Fault("an act", { cause: thrown }));
    expect(line.error).toBe(`an act: ${said}`);
    expect(JSON.stringify(line)).not.toMatch(/Anna|Schmidt|@|Harbour/);
  });

  it("says which rule of the database an act broke", () => {
    const refusal = refusalIn(
      new Error("D1_ERROR: UNIQUE constraint failed: users.email_index: SQLITE_CONSTRAINT"),
    );
    expect(errorLine(refusal).error).toMatch(/^the database refused \(unique\): users\.email_index/);
  });

  it("has nothing in it that looks like an email address or a token, whatever a fact says", () => {
    const token = "aB3_".repeat(11);
    const line = written("warn", () =>
      logWarning("mail: x", { row: `issue/3/${token}`, kind: "to anna@example.org" }),
    );
    expect(line).toMatchObject({ row: "issue/3/[token]", kind: "to [address]" });
  });
});
