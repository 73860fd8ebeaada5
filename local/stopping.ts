/** Makes Ctrl-C, or another signal to stop, a clean end: stops the command and exits with 0. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let code = 0;
  const end = () => {
    // Miniflare also ends the process on a signal, at once and with a failure code.
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
