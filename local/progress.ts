/** Shows the progress of long work: a bar in a terminal, a line per tenth elsewhere. */
export class Progress {
  readonly #total: number;
  readonly #unit: string;
  readonly #out: NodeJS.WriteStream;
  #done = 0;
  #said = 0;

  constructor(total: number, unit: string, out: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#unit = unit;
    this.#out = out;
  }

  add(count: number): void {
    this.#done += count;
    const tenths = Math.floor((this.#done / Math.max(this.#total, this.#done, 1)) * 10);
    if (this.#out.isTTY) {
      const width = 30;
      const full = Math.min(width, Math.round((this.#done / Math.max(this.#total, 1)) * width));
      this.#out.write(`\r[${"█".repeat(full)}${"·".repeat(width - full)}] ${this.#words()}`);
    } else if (tenths > this.#said) {
      this.#said = tenths;
      this.#out.write(`${this.#words()}\n`);
    }
  }

  /** Leaves the bar as it is and moves to the next line. */
  end(): void {
    if (this.#out.isTTY && this.#done > 0) this.#out.write("\n");
  }

  #words(): string {
    const figure = new Intl.NumberFormat("en");
    return `${figure.format(this.#done)} of ${figure.format(this.#total)} ${this.#unit}`;
  }
}
