import { defineConfig } from "vitest/config";
import { organizationModule } from "../../../editor/organization.ts";
import { textsModule } from "../../../editor/texts/plugin.ts";

/** Takes the pictures of the contact sheet. */
export default defineConfig({
  plugins: [organizationModule(), textsModule()],
  test: {
    include: ["test/trial/sheet/sheet.test.ts"],
    globalSetup: ["test/temporary-folder.ts"],
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
