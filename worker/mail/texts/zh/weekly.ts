import type { WeeklyLetters } from "../en/weekly.ts";

/** What the weekly mail about visits says, in Chinese. */
export const weekly: WeeklyLetters = {
  heading: (from, to) => `${from} 至 ${to} 的访问统计`,
  views: (figure, change) => `浏览：${figure}${change}`,
  visits: (figure, change) => `访问：${figure}${change}`,
  change: (hundredths) => `（比前一周 ${hundredths} %）`,
  fewer: (smallest) => `少于 ${smallest}`,
  pages: (pages) => `浏览最多的页面：${pages}`,
  form: (form, shown, refused, accepted) => `表单“${form}”：显示 ${shown}，退回 ${refused}，接受 ${accepted}`,
  all: (address) => `全部数字：${address}`,
  reason: (address, smallest) =>
    `您收到本邮件，是因为您在 ${address} 订阅了它；在同一页面也可以停止。数字按每组 ${smallest} 次的整组计算。`,
};
