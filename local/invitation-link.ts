import { signInvitation } from "../worker/staff/members/invitation.ts";
import { Invitation } from "../worker/staff/members/invitation-form.ts";
import { daysAfter } from "../worker/web/days.ts";

/**
 * The one-time link that lets somebody in, good for 24 hours.
 * @returns undefined where the address or the role is none
 */
export async function invitationLink(
  { email, role }: { email: string; role: string },
  { origin, secret, language }: { origin: string; secret: string; language: string },
): Promise<string | undefined> {
  const invitation = Invitation.safeParse({ email, role, expiresAt: daysAfter(new Date(), 1).toISOString() });
  if (!invitation.success) return undefined;
  return `${origin}/${language}/invitation/${await signInvitation(invitation.data, secret)}/`;
}
