// Written by `python -m hallserver.contract.typescript` out of the shapes and tables of hallserver: change it there.

import type { Asks, ConcernKind, ForwardReason, Need, Outcome, Words } from './types.ts';

export const OUTCOMES: Record<Outcome, Words & { asks: Asks }> = {
  done: { zh: "当场办结", en: "Done on the spot", asks: "" },
  accepted: { zh: "承诺受理", en: "Accepted with a promised date", asks: "promise" },
  supplement: { zh: "一次性告知补正", en: "Supplement needed", asks: "papers" },
  refused: { zh: "不予受理", en: "Refused with reason", asks: "reason" },
  forwarded: { zh: "上报", en: "Forwarded", asks: "forward_reason" },
  consulted: { zh: "咨询", en: "Consulted", asks: "" },
  handed_over: { zh: "出件", en: "Result handed over", asks: "case" },
  left: { zh: "中途离开", en: "Left", asks: "" },
};

export const FORWARD_REASONS: Record<ForwardReason, Words> = {
  site_visit: { zh: "现场踏勘", en: "Site visit" },
  expert_review: { zh: "专家评审", en: "Expert review" },
  meeting: { zh: "会议研究", en: "Meeting" },
  leader_signature: { zh: "领导签批", en: "Leader's signature" },
};

export const CONCERNS: Record<ConcernKind, Words> = {
  sent_elsewhere: { zh: "被要求去原单位办理", en: "Sent back to the department's own office" },
  asked_again: { zh: "反复要求补交材料", en: "Asked for papers again and again" },
  not_told: { zh: "未一次性告知", en: "Not told everything at once" },
  refused_unexplained: { zh: "不予受理未说明理由", en: "Refused without a reason" },
  overdue: { zh: "超过承诺时限", en: "Promised date has passed" },
  nobody_there: { zh: "窗口无人办理", en: "Nobody at the window" },
  system_down: { zh: "系统或设备故障", en: "System or equipment down" },
  manner: { zh: "服务态度问题", en: "Manner of service" },
  other: { zh: "其他", en: "Something else" },
};

export const NEEDS: Record<Need, Words> = {
  low_window: { zh: "低位窗口", en: "Low window" },
  sign_language: { zh: "手语服务", en: "Sign language" },
  english: { zh: "英语服务", en: "English" },
  minority_language: { zh: "民族语言服务", en: "Minority language" },
};

/** Matters on one number. */
export const MOST_STOPS = 8;
