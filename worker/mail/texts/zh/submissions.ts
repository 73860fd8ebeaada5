import type { SubmissionLetters } from "../en/submissions.ts";

/** What mails about forms and mailed links say, in Chinese. Addresses end a text or are followed by a space. */
export const submissions: SubmissionLetters = {
  shared: {
    receipt: (address) => `您所同意内容的签名回执：${address}`,
    youWrote: "您写道：",
    from: (sender) => `发件人：${sender}`,
    company: (company) => `公司：${company}`,
    phone: (phone) => `电话：${phone}`,
    address: (address) => `通信地址：${address}`,
    pressButton: "如果是您本人，请打开以下页面并按下按钮：",
  },
  contacts: {
    received: (reference) => `我们已收到您的留言 ${reference}`,
    thanks: (days) => `谢谢您。我们将在 ${days} 个工作日内答复。如果您就此事再次来信，请注明上面的编号。`,
    agreed: (version, address) => `您已同意我们依照隐私政策（${version} 版）保存您的留言：${address}`,
    reason: (origin, email) =>
      `您收到本邮件，是因为有人在 ${origin} 使用您的地址发送了这条留言。如果不是您本人，请告知我们：${email}`,
    toStaff: (reference) => `新留言 ${reference}`,
    topic: { question: "主题：商品", order: "主题：订单", privacy: "主题：个人数据", other: "主题：其他" },
    staffReason: (origin) => `通过 ${origin} 的联系表单发送。直接回复本邮件即可写信给发送人。`,
  },
  feedback: {
    received: (reference) => `我们已收到您的评价 ${reference}`,
    thanks: (rating) =>
      `谢谢您。您给我们打了 ${rating} 分（满分 5 分）。我们会阅读每一个字，凡需要答复的都会答复。`,
    agreed: (version, address) => `您已同意我们依照隐私政策（${version} 版）保存该评价：${address}`,
    reason: (origin, email) =>
      `您收到本邮件，是因为有人在 ${origin} 使用您的地址留下了这条评价。如果不是您本人，请告知我们：${email}`,
    toStaff: (reference) => `新评价 ${reference}`,
    rating: (rating) => `评分：${rating} 分（满分 5 分）`,
    noAddress: "未留地址",
    staffReason: (origin) => `通过 ${origin} 的评价表单发送。`,
  },
  orders: {
    received: (reference) => `我们已收到您的订单 ${reference}`,
    thanks: (days) => `谢谢您。我们将在 ${days} 个工作日内给出报价。在您接受报价之前，不构成购买。`,
    agreed: (version, address) => `您已同意我们依照隐私政策（${version} 版）保存您的订单：${address}`,
    asked: "您的需求：",
    goods: (goods) => `商品：${goods}`,
    quantity: (quantity) => `数量：${quantity}`,
    delivery: (delivery) => `交货：${delivery}`,
    reason: (origin, email) =>
      `您收到本邮件，是因为有人在 ${origin} 使用您的地址发送了这份订单。如果不是您本人，请告知我们：${email}`,
    toStaff: (reference) => `新订单 ${reference}`,
    staffReason: (origin) => `通过 ${origin} 的订单表单发送。直接回复本邮件即可写信给发送人。`,
  },
  newsletter: {
    toConfirm: "请确认订阅我们的电子通讯",
    asked: (organization) => `有人用此地址申请订阅 ${organization} 的电子通讯。`,
    linkWorks: (days) => `该链接 ${days} 天内有效。如不确认，您不会收到电子通讯。`,
    reason: (origin) => `您收到本邮件，是因为有人在 ${origin} 填写了此地址。如果不是您本人，无需任何操作。`,
    confirmed: "您已订阅我们的电子通讯",
    fromNowOn: (organization) => `您已确认订阅 ${organization} 的电子通讯，将从下一期开始收到。`,
    stop: (origin, unsubscribe) =>
      `您收到本邮件，是因为您在 ${origin} 确认订阅了我们的电子通讯。您可以随时退订：${unsubscribe}`,
  },
  requests: {
    toConfirm: (reference) => `请确认您的数据请求 ${reference}`,
    asked: {
      see: "有人要求我们出示我们持有的与此地址有关的数据。",
      correct: "有人要求我们更正我们持有的与此地址有关的数据。",
      erase: "有人要求我们删除我们持有的与此地址有关的数据。",
      restrict: "有人要求我们停止使用我们持有的与此地址有关的数据。",
      object: "有人反对我们使用所持有的与此地址有关的数据的方式。",
    },
    linkWorks: (days) => `该链接 ${days} 天内有效。在您确认之前，我们不会采取任何行动。`,
    reason: (origin) => `您收到本邮件，是因为有人在 ${origin} 填写了此地址。如果不是您本人，无需任何操作。`,
    confirmed: (reference) => `您的数据请求 ${reference} 已确认`,
    youAsked: {
      see: "您要求我们出示我们持有的与此地址有关的数据。",
      correct: "您要求我们更正我们持有的与此地址有关的数据。",
      erase: "您要求我们删除我们持有的与此地址有关的数据。",
      restrict: "您要求我们停止使用我们持有的与此地址有关的数据。",
      object: "您反对我们使用所持有的与此地址有关的数据的方式。",
    },
    answer: (days) => `我们将在 ${days} 个工作日内答复。`,
    confirmedReason: (origin) => `您收到本邮件，是因为您在 ${origin} 确认了该请求。`,
    toStaff: {
      see: (reference) => `数据请求 ${reference}：查阅`,
      correct: (reference) => `数据请求 ${reference}：更正`,
      erase: (reference) => `数据请求 ${reference}：删除`,
      restrict: (reference) => `数据请求 ${reference}：限制使用`,
      object: (reference) => `数据请求 ${reference}：反对`,
    },
    addressConfirmed: "该地址已确认。",
    staffReason: (origin) => `通过 ${origin} 的数据请求表单发送。直接回复本邮件即可写信给发送人。`,
  },
};
