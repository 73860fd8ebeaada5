import { readFileSync } from "node:fs";
import { children } from "./cpu.ts";

/** Megabytes of memory that the children of this process hold (Linux). */
export function memoryOfChildren(): number {
  const pages = children().map((pid) => Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]));
  return (pages.reduce((sum, one) => sum + one, 0) * 4096) / 1e6;
}
