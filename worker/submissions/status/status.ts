import type { FormId, Text } from "../../forms/form/form.ts";

/** Where what somebody has sent can stand. */
export const statuses = [
  "received",
  "confirmed",
  "preparing",
  "shipped",
  "delivered",
  "cancelled",
  "answered",
  "done",
] as const;

export type Status = (typeof statuses)[number];

/** The statuses in words, for clients and staff. */
export const statusLabels: Readonly<Record<Status, Text>> = {
  received: { en: "Received", zh: "已收到", ru: "Получено" },
  confirmed: { en: "Confirmed", zh: "已确认", ru: "Подтверждено" },
  preparing: { en: "In preparation", zh: "备货中", ru: "Готовится" },
  shipped: { en: "Shipped", zh: "已发货", ru: "Отправлено" },
  delivered: { en: "Delivered", zh: "已送达", ru: "Доставлено" },
  cancelled: { en: "Cancelled", zh: "已取消", ru: "Отменено" },
  answered: { en: "Answered", zh: "已答复", ru: "Есть ответ" },
  done: { en: "Done", zh: "已完成", ru: "Выполнено" },
};

/** The statuses of each form, in the order that work takes; the first is where it begins. */
export const statusesOf = {
  order: ["received", "confirmed", "preparing", "shipped", "delivered", "cancelled"],
  contact: ["received", "answered"],
  feedback: ["received", "answered"],
  "data-request": ["received", "done"],
  newsletter: ["received"],
} as const satisfies Record<FormId, readonly Status[]>;

/** One change of a submission's status. */
export interface StatusEvent {
  /** Reference of the submission. */
  reference: string;
  /** Which change of this submission it is, from 1. */
  position: number;
  status: Status;
  changedAt: Date;
  /** What we wrote to the sender about it; empty where nothing. */
  note: string;
}

/** The same as staff see it. */
export interface StatusChange extends StatusEvent {
  /** User id of who changed it. */
  changedBy: string;
}
