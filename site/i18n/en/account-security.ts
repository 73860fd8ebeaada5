/** Texts of the pages about an account's security in English. */
export const accountSecurity = {
  security: {
    title: "Security",
    password: "Password",
    changePassword: "Change your password",
    email: "E-mail address",
    changeEmail: "Change your e-mail address",
    second: "Second step",
    secondOn: "On: signing in asks for a code of your authenticator app.",
    secondOff: "Off. With it, a stolen password is not enough to sign in.",
    secondChange: "Change the second step",
    devices: "Where you are signed in",
    device: "Device",
    since: "Since",
    seen: "Last used",
    this: "this device",
    end: "Sign out",
    endAll: "Sign out everywhere",
    log: "Who signed in",
    logLead:
      "The only place where we keep a network address, to prevent fraud. The latest 50; the download has all. Each is erased after",
    address: "Address",
    when: "When",
    outcome: "What happened",
    outcomes: {
      "signed-in": "Signed in",
      "wrong-password": "Wrong password",
      "wrong-code": "Wrong code",
    },
  },
  changePassword: {
    title: "Change your password",
    lead: "Other devices are signed out.",
    send: "Save the password",
  },
  changeEmail: {
    title: "Change your e-mail address",
    lead: "We send a link to the new address and tell the old one. Until the link is used, nothing changes. Then what you have sent us so far goes along, and a newsletter goes on to the old address until you stop it.",
    send: "Send the link",
  },
  twoFactor: {
    on: {
      title: "Turn the second step on",
      lead: "You need an authenticator app. From then on signing in asks for a code that it shows.",
      send: "Go on",
    },
    off: {
      title: "Turn the second step off",
      lead: "From then on the password is enough to sign in.",
      send: "Turn it off",
    },
    confirm: {
      title: "Confirm the second step",
      app: "1. Add the account to your app",
      appLead: "Enter this key in your authenticator app. It is shown only now.",
      open: "Open it in an app on this device",
      codes: "2. Keep the recovery codes",
      codesLead: "Each lets you in once when you do not have your app. They are shown only now.",
      code: "3. Enter the code that the app shows",
      send: "Turn it on",
    },
  },
};
