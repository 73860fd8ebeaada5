import { afterEach, beforeEach } from "vitest";
import organization from "../../content/organization.yaml";
import type { Organization } from "../../worker/web/organization.ts";

/** Gives the organization of `content/` these values for the tests of a file or a group. */
export function givenOrganization(values: Partial<Organization>): void {
  const own = { ...organization };
  beforeEach(() => {
    Object.assign(organization, values);
  });
  afterEach(() => {
    Object.assign(organization, own);
  });
}
