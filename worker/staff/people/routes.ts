import organization from "../../../content/organization.yaml";
import { keepsLastOwner } from "../../accounts/engine/last-owner.ts";
import type { Role } from "../../accounts/engine/signed-in.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { updateRole } from "../../accounts/engine/users.ts";
import { deleteSessions } from "../../accounts/sessions/sessions.ts";
import { recordDeed } from "../../audit/recording.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { daysAfter } from "../../web/days.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { staffLanguage } from "../../web/organization.ts";
import { show } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { plainForm } from "../desk/forms.ts";
import type { RefusedForm } from "../desk/item.ts";
import { statusOf } from "../desk/showing.ts";
import { type CannotBeDone, takeStaffForm } from "../desk/staff-form.ts";
import { signInvitation } from "../members/invitation.ts";
import { staffIn } from "../members/members.ts";
import { removeFromStaff } from "../members/removing.ts";
import { noteRecorded, roleDeed } from "../members/role-deeds.ts";
import { inviteForm, roleForm, type StaffRole } from "./forms.ts";
import { type People, peoplePage } from "./page.ts";

const list = "/staff/people/";

/** Who has a role: invited, changed and removed by an owner, each with an entry of the audit log. */
export const peopleDesk = router()
  .get(list, async (c) => {
    await recordDeed(c.env, { ...byWhom(c), action: "listed", subject: "people" });
    return showPeople(c);
  })
  .post(`${list}invite/`, (c) =>
    takeStaffForm(c, {
      form: inviteForm,
      page: list,
      position: undefined,
      act: (record) => invite(c, record),
      done: "changed",
      showAgain: (refused) => showPeople(c, { refused }),
    }),
  )
  .post(`${list}role/`, (c) =>
    takeStaffForm(c, {
      form: roleForm,
      page: list,
      position: undefined,
      act: ({ role }, { submitted }) => give(c, submitted.get("id") ?? "", role),
      done: "role-given",
      showAgain: (refused) => showPeople(c, { refused }),
    }),
  )
  .post(`${list}remove/`, (c) =>
    takeStaffForm(c, {
      form: plainForm,
      page: list,
      position: undefined,
      act: (_, { submitted }) => give(c, submitted.get("id") ?? "", "client"),
      done: "role-removed",
      showAgain: (refused) => showPeople(c, { refused }),
    }),
  );

/** Shows the link that lets somebody in, once: the owner hands it over as they like. It works for 24 hours. */
async function invite(c: AppContext, { email, role }: { email: string; role: StaffRole }): Promise<Response> {
  const invitation = { email, role, expiresAt: daysAfter(now(c.env), 1).toISOString() };
  await recordDeed(c.env, { ...byWhom(c), action: "invited", subject: role });
  const token = await signInvitation(invitation, c.env.SIGNING_SECRET);
  const link = `${c.env.ORIGIN}/${staffLanguage(organization)}/invitation/${token}/`;
  return showPeople(c, { invited: { email, role, link } });
}

/**
 * Gives a member of the staff another role, and ends their sessions at once.
 * @returns why not, for the last owner and where the number is nobody's of the staff
 */
async function give(
  c: AppContext,
  userId: string,
  role: Role,
): Promise<true | Extract<CannotBeDone, "last-owner" | "not-staff">> {
  const { DB: db } = c.env;
  const member = (await staffIn(db, await keyRing(c.env))).find(({ id }) => id === userId);
  if (!member) return "not-staff";
  if (member.role === role) return true;
  const { actor, at } = byWhom(c);
  const statements =
    role === "client"
      ? removeFromStaff(db, userId)
      : [updateRole(db, userId, role), deleteSessions(db, userId)];
  try {
    await recordDeed(c.env, { actor, at, ...roleDeed(userId, role) }, [
      ...statements,
      noteRecorded(db, userId, at),
    ]);
    return true;
  } catch (error) {
    if (keepsLastOwner(error)) return "last-owner";
    throw error;
  }
}

function byWhom(c: AppContext): { actor: string; at: Date } {
  return { actor: signedInOf(c).userId, at: now(c.env) };
}

async function showPeople(
  c: AppContext,
  { refused, invited }: { refused?: RefusedForm; invited?: People["invited"] } = {},
): Promise<Response> {
  return show(
    c,
    peoplePage,
    {
      people: await staffIn(c.env.DB, await keyRing(c.env)),
      me: signedInOf(c).userId,
      done: doneJustNow(c),
      refused,
      ...(invited ? { invited } : {}),
    },
    statusOf(refused),
  );
}
