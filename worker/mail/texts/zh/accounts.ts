import type { AccountLetters } from "../en/accounts.ts";

/** What mails about an account say, in Chinese. Addresses end a text or are followed by a space. */
export const accounts: AccountLetters = {
  registration: {
    heading: "请确认您的注册",
    registered: (organization) => `您已使用此地址在 ${organization} 注册账户。`,
    open: (address) => `请在两天内打开以下页面并输入您的密码：${address}`,
    untilThen: "在此之前任何人都无法登录。如果您不作任何操作，所填写的内容将被删除。",
    reason: (origin) =>
      `您收到本邮件，是因为有人在 ${origin} 使用您的地址注册。如果不是您本人，无需任何操作。`,
  },
  known: {
    heading: "您已经有一个账户",
    tried: (organization) =>
      `有人（也许就是您）试图使用此地址在 ${organization} 注册。该地址已有账户，账户中的内容没有任何改动。`,
    signIn: (address) => `登录：${address}`,
    forgotten: (address) => `如果您忘记了密码：${address}`,
    reason: (origin) => `您收到本邮件，是因为有人在 ${origin} 使用了您的地址。如果不是您本人，无需任何操作。`,
  },
  newDevice: {
    heading: "一台新设备登录了您的账户",
    signedIn: (at, device) => `UTC 时间 ${at}，一台我们不认识的设备使用您的密码登录：${device}。`,
    wasYou: "如果是您本人，无需任何操作。",
    wasNot: (address) => `如果不是您本人，请立即设置新密码，所有设备将随之退出登录：${address}`,
    reason: (origin) =>
      `您收到本邮件，是因为您在 ${origin} 有账户。您的账户中列有每次登录的地址、时间和设备。`,
    device: { both: (browser, system) => `${system} 上的 ${browser}`, unknown: "未知设备" },
  },
  newPassword: {
    heading: "请设置新密码",
    open: (address) => `请在一小时内打开以下页面设置新密码：${address}`,
    once: "该链接只能使用一次。使用后，所有已登录您账户的设备都将退出登录。",
    reason: (origin) =>
      `您收到本邮件，是因为有人在 ${origin} 用您的地址提出了这一请求。如果不是您本人，无需任何操作：您的密码不变。`,
  },
  passwordChanged: {
    heading: "您的密码已更改",
    changed: "您账户的密码已更改，其他设备已退出登录。",
    wasNot: (address, email) => `如果不是您本人，请立即设置新密码：${address} 并告知我们：${email}`,
    reason: (origin) => `您收到本邮件，是因为您在 ${origin} 有账户。`,
  },
  newAddress: {
    heading: "请确认您的新电子邮件地址",
    open: (address) => `请在一天内打开以下页面并按下按钮：${address}`,
    fromThen: "此后您将使用此地址登录，所有设备都将退出登录。",
    reason: (origin) =>
      `您收到本邮件，是因为有人在 ${origin} 的账户中填写了此地址。如果不是您本人，无需任何操作。`,
  },
  addressLeaves: {
    heading: "您账户的电子邮件地址即将更换",
    entered: "有人凭您的密码为您的账户填写了另一个电子邮件地址。在新地址确认后，更换才会生效。",
    wasNot: (address, email) => `如果不是您本人，请立即设置新密码以阻止更换：${address} 并告知我们：${email}`,
    reason: (origin) => `您收到本邮件，是因为您在 ${origin} 有账户。`,
  },
  addressTaken: {
    heading: "此地址已有账户",
    entered: "有人为另一个账户填写了此地址。一个地址不能属于两个账户，因此没有任何改动。",
    wasYou: (address) => `如果是您本人，请使用此地址登录：${address}`,
    reason: (origin) => `您收到本邮件，是因为有人在 ${origin} 填写了此地址。如果不是您本人，无需任何操作。`,
  },
  deletion: {
    heading: "您的账户将被删除",
    asked: (day) => `您要求我们删除您的账户。我们将于 ${day} 删除。`,
    keep: (address) => `在此之前您可以保留账户：请登录并按下“保留我的账户”：${address}`,
    reason: (origin) =>
      `您收到本邮件，是因为您在 ${origin} 的账户中提出了这一要求。如果不是您本人，请登录并设置新密码。`,
  },
  signature: {
    heading: (id) => `您的签名回执 ${id}`,
    signed: (policy) => `您已使用账户密码签名，所依据的隐私政策版本为：${policy}`,
    keep: (address) => `请保存这份回执（很长的一行）。您随时可以核验，也可以不通过我们核验：${address}`,
    text: "您所签署的内容（回执中载有其 SHA-256）：",
    reason: (origin) => `您收到本邮件，是因为您在 ${origin} 的账户中签了名。`,
  },
  withdrawal: {
    heading: (reference) => `同意已撤回：${reference}`,
    stop: (purpose, reference) =>
      `客户已撤回编号 ${reference} 下对“${purpose}”的同意。请立即停止以此为依据的一切处理。`,
    reason: (origin) => `由 ${origin} 的客户账户发送。`,
  },
};
