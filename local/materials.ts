import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { root } from "./environment.ts";
import { licenceReport, notTaken, packagesIn } from "./licences.ts";

const notes = `  npm run materials -- release   writes release/bill-of-materials.json (CycloneDX) and release/licences.txt

Both are about package-lock.json: what building, testing and running need. Make them for each release and keep them with
it. Ends with 1 where a package has a licence that local/licences.ts does not name.`;

const program = commandLine(
  "materials",
  "Writes the bill of materials and the licence report of a release.",
  notes,
)
  .argument("<folder>", "where to write them")
  .action((folder) => write(resolve(folder)));

await runHere(program);

function write(folder: string): void {
  const packages = packagesIn(readFileSync(join(root, "package-lock.json"), "utf8"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bill-of-materials.json"), billOfMaterials());
  writeFileSync(join(folder, "licences.txt"), licenceReport(packages));
  console.log(`Wrote bill-of-materials.json and licences.txt into ${folder}: ${packages.length} packages.`);
  const others = notTaken(packages);
  if (others.length === 0) return;
  const named = others.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  throw new Problem(`Look at these licences before the release:\n${named.join("\n")}`);
}

/** As npm makes it of the lockfile, in CycloneDX. */
function billOfMaterials(): string {
  try {
    return execFileSync(
      "npm",
      ["sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--sbom-type=application"],
      {
        cwd: root,
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
        shell: process.platform === "win32",
      },
    );
  } catch (error) {
    throw new Problem(`npm could not list the packages: ${(error as Error).message}`, { cause: error });
  }
}
