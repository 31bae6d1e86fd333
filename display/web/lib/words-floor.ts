// The words of the floor: the guide desk, ratings, devices, notices.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const guide = {
  title: w('导办台', 'Guide desk'),
  issue: w('取号', 'Give a number'),
  ticket: w('查号', 'Find a ticket'),
  concern: w('办不成事', 'Could not be done'),
  rings: w('{place} 呼叫帮助', '{place} asks for help'),
  since: w('已等 {n}', 'waiting {n}'),
  going: w('马上过去', 'On my way'),
  matter: w('事项', 'Service'),
  search: w('查找事项（名称或拼音首字母）', 'Find a service (name or first letters)'),
  pick: w('请先选择事项。', 'Choose a service first.'),
  materials: w('需要带的材料 {n} 项', 'Papers to bring: {n}'),
  class: w('类别', 'Class'),
  evidence: w('凭证种类（只记种类，不记号码）', 'Kind of evidence (the kind only, never its number)'),
  give: w('取号并打印', 'Give the number'),
  aheadOf: w('前面 {n} 人', '{n} ahead'),
  printed: w('号票由 {printer} 打印', 'The slip is printed by {printer}'),
  number: w('今日号码，如 A001', "Today's number, like A001"),
  find: w('查找', 'Find'),
  typeNumber: w(
    '输入号码，可重新排队、补打或取消。',
    'Type a number to put it back in line, print it again or cancel it.',
  ),
  reprint: w('补打号票', 'Print again'),
  reprinted: w('正在补打。', 'Printing again.'),
  voided: w('此队列过号作废，请重新取号。', 'In this line a missed number is void; please give a new one.'),
  what: w('遇到什么问题？', 'What happened?'),
  numberOptional: w('号码（可不填）', 'Number (optional)'),
  matterOptional: w('事项（可不填）', 'Service (optional)'),
  ownWords: w('群众原话（可不填）', "The visitor's own words (optional)"),
  contact: w('联系方式（可不填）', 'How to reach them (optional)'),
  raise: w('登记', 'Take it down'),
  raised: w('已登记，最迟 {day} 答复。', 'Taken down; an answer is due by {day}.'),
  openConcerns: w('待答复 {n} 件', '{n} waiting for an answer'),
  due: w('最迟 {day}', 'due {day}'),
};

export const CLASSES: Record<string, Words> = {
  ordinary: w('普通', 'Ordinary'),
  statutory: w('法定优先', 'Statutory priority'),
  elderly: w('敬老优待', 'Senior'),
};

export const EVIDENCE: Words[] = [
  w('残疾人证', 'Disability card'),
  w('军人证件', 'Military ID'),
  w('退役军人优待证', "Veteran's card"),
  w('消防救援人员证', "Firefighter's card"),
  w('孕产妇', 'Pregnancy'),
  w('身份证（年龄）', 'ID card (age)'),
];

export const rate = {
  title: w('请评价本次服务', 'How was the service?'),
  ofTicket: w('{ticket} 号 · {window} 号窗口', 'Ticket {ticket} · window {window}'),
  idle: w('感谢您的监督', 'Your opinion counts'),
  idleHow: w(
    '业务办结后，请在此评价。评价匿名，窗口人员看不到是谁评的。',
    'After your service you can rate it here. It is anonymous: the staff cannot see who rated.',
  ),
  why: w('哪里不满意？（可多选）', 'What was wrong? (choose any)'),
  send: w('提交', 'Send'),
  skip: w('不说明，直接提交', 'Send without a reason'),
  thanks: w('谢谢您的评价', 'Thank you'),
};

export const badReasons: Words[] = [
  w('等候时间长', 'Long wait'),
  w('办理慢', 'Slow service'),
  w('态度不好', 'Unfriendly'),
  w('没有讲清楚', 'Not explained well'),
  w('材料要求多', 'Too many papers'),
  w('没有办成', 'It could not be done'),
];

export const fleet = {
  title: w('设备', 'Devices'),
  pair: w('配对新设备', 'Pair a device'),
  code: w('设备上显示的六位数字', 'The six digits on the device'),
  role: w('类型', 'Kind'),
  name: w('名称（与规划中的编号一致，如 board-1）', 'Name (as in the plan, like board-1)'),
  window: w('窗口', 'Window'),
  confirm: w('确认配对', 'Let it in'),
  paired: w('{name} 已配对。', '{name} is let in.'),
  page: w('页面', 'Page'),
  state: w('状态', 'State'),
  build: w('版本', 'Build'),
  behind: w('落后', 'Behind'),
  audio: w('声音', 'Sound'),
  uptime: w('已运行', 'Up for'),
  seen: w('最近心跳', 'Last heard'),
  revoke: w('撤销', 'Revoke'),
  sure: w('确定撤销 {name}？该设备将立即停用。', 'Revoke {name}? The device stops at once.'),
  outdated: w('旧版本', 'old build'),
  hastySum: w('取号过快的设备 {n} 台', 'Devices that give numbers too fast: {n}'),
  hasty: w('{at} 取号过快，请到现场查看', 'too fast at {at}; go and look'),
  sum: w('{n} 台设备，{bad} 台无响应。', '{n} devices, {bad} not answering.'),
  allGood: w('{n} 台设备均在线。', 'All {n} devices are on line.'),
  none: w('还没有设备。', 'No devices yet.'),
  on: w('正常', 'on'),
  off: w('无', 'off'),
};

export const deviceStates: Record<string, Words> = {
  live: w('在线', 'On line'),
  silent: w('无响应', 'Silent'),
  offline: w('离线', 'Off line'),
  never: w('未连接过', 'Never seen'),
};

export const deviceRoles: Record<string, Words> = {
  display: w('显示屏', 'Display'),
  kiosk: w('取号机', 'Kiosk'),
  window: w('窗口', 'Window'),
  rating: w('评价器', 'Rating device'),
  guide: w('导办台', 'Guide desk'),
  printer: w('打印服务', 'Print agent'),
};

export const notices = {
  title: w('公告', 'Notices'),
  zh: w('中文（至多 60 字）', 'Chinese (60 characters at most)'),
  en: w('英文', 'English'),
  zone: w('区域（不填为全厅）', 'Zone (empty: whole hall)'),
  post: w('发布', 'Post'),
  withdraw: w('撤下', 'Take down'),
  none: w('现在没有公告。', 'There are no notices now.'),
  posted: w('{at} 发布', 'posted {at}'),
};
