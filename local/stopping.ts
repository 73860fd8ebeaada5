/** Makes Ctrl-C, or another signal to stop, a good end: what stops the command runs, and it ends with 0. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let code = 0;
  const end = () => {
    // Miniflare ends the process at a signal too, at once and with the code of a failure.
    process.on("exit", () => {
      process.exitCode = code;
    });
    stop().then(
      () => process.exit(),
      (error) => {
        console.error(error);
        code = 1;
        process.exit();
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
}
