import type { StatusLetters } from "../en/statuses.ts";

/** What notices of a change of status say, in Chinese. */
export const statuses: StatusLetters = {
  changes: {
    received: { heading: (reference) => `我们已收到 ${reference}`, text: "" },
    confirmed: { heading: (reference) => `您的订单 ${reference} 已确认`, text: "我们已确认您的订单。" },
    preparing: { heading: (reference) => `您的订单 ${reference} 正在备货`, text: "我们正在为您备货。" },
    shipped: { heading: (reference) => `您的订单 ${reference} 已发货`, text: "您的订单已经发出。" },
    delivered: {
      heading: (reference) => `您的订单 ${reference} 已送达`,
      text: "根据我们的记录，您的订单已经送达。如果您没有收到，请回复本邮件。",
    },
    cancelled: {
      heading: (reference) => `您的订单 ${reference} 已取消`,
      text: "您的订单已取消。如果这出乎您的意料，请回复本邮件。",
    },
    answered: { heading: (reference) => `我们对 ${reference} 的答复`, text: "感谢您的来信。" },
    done: {
      heading: (reference) => `您的数据请求 ${reference} 已处理完毕`,
      text: "我们已按您的要求处理完毕。",
    },
  },
  added: "我们的回复：",
  follow: (address) => `用此邮箱注册账户后，您可以查看每一步进展：${address}`,
  reason: (origin, email) =>
    `您收到本邮件，是因为有人在 ${origin} 提交时填写了此邮箱。如果不是您本人，请告诉我们：${email}`,
  erased: {
    heading: "您的数据已删除",
    text: (reference) => `您要求我们删除与此邮箱有关的数据（${reference}）。现已删除。这是最后一封邮件。`,
    stays:
      "保留的内容不涉及任何人的姓名或地址：曾经给予和撤回同意的记录、用账户密码签署的内容，以及曾有过删除的标记。",
    copies: (days) => `为防丢失而制作的备份可能在最多 ${days} 天内仍包含已删除的数据。`,
    reason: (origin) => `您收到本邮件，是因为您在 ${origin} 确认了这一请求。`,
  },
};
