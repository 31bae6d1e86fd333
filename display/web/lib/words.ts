// Everything that stands on a screen, in both languages, once. {places} are filled by `fill`.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

/** Put facts into a sentence's {places}; an unknown place stays as it is, so that it is seen. */
export function fill(template: string, facts: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in facts ? String(facts[name]) : place,
  );
}

export const common = {
  closedNow: w('现在不取号', 'Closed now'),
  opensAt: w('下次取号 {at}', 'Opens {at}'),
  hall: w('政务服务中心', 'Government Service Centre'),
  ticket: w('号码', 'Ticket'),
  service: w('事项', 'Service'),
  window: w('窗口', 'Window'),
  windowNo: w('{n} 号窗口', 'Window {n}'),
  waiting: w('等候', 'Waiting'),
  people: w('{n} 人', '{n} waiting'),
  aboutMinutes: w('约 {range} 分钟', 'about {range} min'),
  rangeMinutes: w('{range} 分钟', '{range} min'),
  noWait: w('无需等候', 'No waiting'),
  stale: w('连接中断 · 最后更新 {at}', 'Connection lost · last update {at}'),
  connecting: w('正在连接…', 'Connecting…'),
  otherLang: w('English', '中文'),
  back: w('返回', 'Back'),
  close: w('关闭', 'Close'),
  cancel: w('取消', 'Cancel'),
  confirm: w('确定', 'Confirm'),
  retry: w('再试一次', 'Try again'),
  minutes: w('分钟', 'min'),
  page: w('第 {n} 页，共 {of} 页', 'Page {n} of {of}'),
  pageUp: w('上一页', 'Page up'),
  pageDown: w('下一页', 'Page down'),
  pageFirst: w('首页', 'First'),
  pageLast: w('末页', 'Last'),
  rowsOf: w('第 {from}–{to} 条，共 {n} 条', '{from}–{to} of {n}'),
  inAll: w('（共 {n} 项）', ' ({n} in all)'),
  away: w('暂时连接不上服务器，请稍候。', 'The server cannot be reached; please wait a moment.'),
};

export const pairing = {
  title: w('此屏幕尚未配对', 'This screen is not paired'),
  how: w(
    '请管理员在“大厅管理 · 设备”中输入以上六位数字，或在服务器上运行：',
    'An administrator enters these six digits in the office under “Devices”, or on the server runs:',
  ),
  until: w('有效至', 'valid until'),
  name: w('NAME', 'NAME'),
  wasWrong: w('链接无效或已使用。', 'The link is wrong or was used already.'),
};

export const board = {
  nowServing: w('正在叫号', 'Now serving'),
  queue: w('等候人数', 'Waiting'),
  proceed: w('请到窗口', 'Proceed'),
  inService: w('办理中', 'In service'),
  nobodyCalled: w('暂无叫号', 'No calls at the moment'),
  nobodyWaits: w('各事项均无需等候', 'No waiting for any service'),
  missedHint: w('过号请到导办台', 'Missed your call? See the guide desk'),
  today: w('今日', 'Today'),
  servedToday: w('已办理', 'Served'),
  meanWait: w('平均等候', 'Average wait'),
  withinLevel: w('{n} 分钟内叫到', 'Called within {n} min'),
  satisfied: w('满意率', 'Satisfied'),
  openWindows: w('开放窗口', 'Open windows'),
  notice: w('公告', 'Notice'),
  announced: w('请 {ticket} 号到 {window} 号窗口办理', 'Ticket {ticket}, please proceed to window {window}'),
};

export const announcer = {
  title: w('语音播报', 'Announcer'),
  zone: w('{zone} 区', 'Zone {zone}'),
  wholeHall: w('全厅', 'Whole hall'),
  quiet: w('暂无播报', 'Nothing to announce'),
  next: w('待播报', 'Next'),
  more: w('还有 {n} 个号', '{n} more'),
  last: w('已播报', 'Announced'),
  spoken: w('已播报', 'Spoken'),
  rung: w('仅响铃', 'Rung only'),
  shownOnly: w('仅显示', 'Shown only'),
  silent: w('静音叫号：只显示，不播报', 'Silent calling: shown, not spoken'),
  volume: w('音量 {n}%', 'Volume {n} %'),
  wake: w('启用声音', 'Turn sound on'),
  blocked: w('浏览器未允许播放声音。', 'The browser does not let this page play sound.'),
};

export const panel = {
  called: w('请办理', 'Please come'),
  serving: w('正在办理', 'Now serving'),
  open: w('等候叫号', 'Open'),
  paused: w('暂停服务', 'Paused'),
  closed: w('暂未开放', 'Closed'),
  chief: w('首席代表', 'Chief representative'),
  staff: w('窗口人员', 'Staff'),
  letter: w('授权书', 'Letter'),
  nextWindow: w('请到其他窗口或导办台', 'Please use another window or the guide desk'),
};

export const kiosk = {
  choose: w('请选择办理事项', 'Choose a service'),
  usual: w('常用', 'Most used'),
  person: w('个人', 'Personal'),
  business: w('企业', 'Business'),
  departments: w('部门', 'Departments'),
  collect: w('领证', 'Collect'),
  booked: w('预约', 'Booked'),
  bookedHint: w(
    '输入预约码或取件码，或将二维码对准扫码口',
    'Type the code of your appointment or receipt, or scan it',
  ),
  collectHint: w(
    '输入回执上的取件码；没有取件码请到导办台',
    'Type the code on your receipt; without one, ask at the guide desk',
  ),
  checkIn: w('签到取号', 'Check in'),
  cardRead: w('已读取证件，号码不会保存。', 'Your card was read; its number is not kept.'),
  reader: w('读卡与扫码', 'Card and code reader'),
  papersEarly: w(
    '没有这个预约码。如果是证件，请先选择事项，再放到读卡处。',
    'No appointment has this code. If it is a document, choose a service first, then hold it to the reader.',
  ),
  letters: w('字母', 'ABC'),
  digits: w('数字', '123'),
  consult: w('咨询', 'Enquiries'),
  search: w('拼音查找', 'Search'),
  searchHint: w('按拼音首字母查找，如“身份证”按 S F Z', 'Type the first letters of the words'),
  typed: w('已输入', 'Typed'),
  erase: w('删除', 'Erase'),
  clear: w('清空', 'Clear'),
  found: w('找到 {n} 项', '{n} found'),
  foundNone: w('没有找到，请到导办台咨询', 'Nothing found; please ask at the guide desk'),
  bigText: w('大字高对比', 'Large text'),
  normalText: w('标准字号', 'Normal text'),
  read: w('朗读', 'Read aloud'),
  readOff: w('停止朗读', 'Stop reading'),
  help: w('呼叫帮助', 'Help'),
  helpTitle: w('请到导办台', 'Please go to the guide desk'),
  helpText: w(
    '工作人员会帮您取号、填表和查询，无需先取号。',
    'Staff there take a number for you, help with forms and answer questions. No number is needed.',
  ),
  ringing: w('正在呼叫导办台…', 'Calling the guide desk…'),
  rang: w(
    '已呼叫导办台，工作人员马上过来。您也可以直接到导办台。',
    'The guide desk was called; somebody is on the way. You may also go there.',
  ),
  foundTicket: w('您的号码', 'Your number'),
  foundGone: w(
    '这张号票今天已不能使用。需要帮助请按“呼叫帮助”。',
    'This slip cannot be used any more today. Press “Help” if you need it.',
  ),
  backInLine: w('已重新排队，请留意叫号。', 'You are back in line; please listen for the call.'),
  reprinting: w(
    '正在补打号票，请在下方出票口取走。',
    'Printing your slip again; take it from the slot below.',
  ),
  reprint: w('补打号票', 'Print the slip again'),
  nowCalling: w('正在叫号', 'Now calling'),
  noCalls: w('暂无叫号', 'No calls now'),
  inHall: w('厅内等候 {n} 人', '{n} people waiting'),
  windowsOpen: w('开放窗口 {n} 个', '{n} windows open'),
  quiet: w('现在人少', 'Quiet now'),
  middling: w('现在人数适中', 'Moderately busy'),
  busy: w('现在人多', 'Busy now'),
  openNow: w('现在可取号', 'Open now'),
  fee: w('收费', 'Fee'),
  materials: w('需要带的材料', 'Bring with you'),
  noMaterials: w('无需材料', 'Nothing'),
  limit: w('办理时限', 'Time limit'),
  onTheSpot: w('当场办结，约 {n} 分钟', 'Done on the spot, about {n} min'),
  promised: w('承诺 {n} 个工作日办结', 'Decided within {n} working days'),
  aheadStill: w('前面 {n} 人，仍要等候？', 'Ahead of you: {n}. Still wait?'),
  aheadNone: w('前面无人等候', 'Nobody is ahead of you'),
  aheadUnknown: w('暂时无法得知等候人数', 'The queue is not known right now'),
  take: w('取号', 'Take a number'),
  taking: w('正在取号…', 'One moment…'),
  yourNumber: w('您的号码', 'Your number'),
  ahead: w('前面', 'Ahead of you'),
  aheadCount: w('{n} 人', '{n}'),
  aheadOf: w('前面 {n} 人', '{n} ahead of you'),
  wait: w('预计等候', 'Expected wait'),
  atWindows: w('办理窗口', 'Windows'),
  slipBelow: w('请在下方出票口取走号票', 'Please take your slip from the slot below'),
  slipElsewhere: w(
    '号票在“{printer}”打印，请到那里取票',
    'Your slip comes out at “{printer}”; please take it there',
  ),
  followHow: w('手机扫码查看排队进度', 'Scan to follow on your phone'),
  slipComing: w('正在打印号票…', 'Printing your slip…'),
  noSlip: w('请记住您的号码', 'Please remember your number'),
  slipFailed: w(
    '号票未能打印。号码有效，凭号等候；需要号票请到导办台补打。',
    'The slip was not printed. Your number is valid: please wait with it, or ask at the guide desk for a reprint.',
  ),
  slipUnsure: w('如未出票，号码仍然有效，凭号等候。', 'If no slip came out, your number is still valid.'),
  done: w('完成', 'Done'),
  stillThere: w('还需要时间吗？', 'Do you need more time?'),
  resetIn: w('{n} 秒后返回首页', 'Back to the start in {n} s'),
  moreTime: w('继续办理', 'Yes, continue'),
  awayTitle: w('暂时无法取号', 'No numbers can be given right now'),
  awayText: w(
    '系统连接中断。请稍候再试，或到导办台取号。',
    'The connection is down. Please try again, or go to the guide desk.',
  ),
  askGuide: w('需要帮助请到导办台。', 'The guide desk can help.'),
  unsure: w('其他 · 不清楚', 'Something else'),
};

/** What a kiosk answers to a card or a code that it cannot take now. */
export const answers = {
  card_early: w(
    '请先选择要办的事项，再把证件放到读卡处。',
    'Please choose a service first, then hold your card to the reader.',
  ),
  card_unread: w(
    '没有读清证件，请再放一次。也可以不用证件直接取号，或到导办台。',
    'Your card was not read. Please hold it there again; you may also take a number without it, or ask at the guide desk.',
  ),
  no_card: w(
    '这不是证件。如果是预约码，请按“返回”，再到“预约”签到。',
    'This is no card. For an appointment please go back and check in under “Booked”.',
  ),
  code_unknown: w(
    '这不是本大厅的号票或预约码。需要帮助请到导办台。',
    'This is no slip and no appointment of this hall. The guide desk can help.',
  ),
};

export const phone = {
  title: w('我的号码', 'My number'),
  ahead: w('前面还有', 'Ahead of you'),
  wait: w('预计还需等候', 'Expected wait'),
  goTo: w('请到窗口', 'Please go to window'),
  titleAhead: w('前面 {n} 人 · {ticket}', '{n} ahead · {ticket}'),
  titleCalled: w('请到 {window} 号窗口 · {ticket}', 'Window {window} · {ticket}'),
  cancelTicket: w('取消号码', 'Cancel this number'),
  cancelSure: w('取消后需重新取号。确定取消吗？', 'You would need a new number. Cancel it?'),
  cancelYes: w('确定取消', 'Yes, cancel it'),
  cancelNo: w('不取消', 'Keep it'),
  rate: w('请评价本次服务', 'How was the service?'),
  rated: w('已评价，谢谢。', 'Rated. Thank you.'),
  noTicket: w('没有找到号码', 'No number found'),
  noTicketHow: w('请扫描号票上的二维码打开本页。', 'Please open this page with the code on your slip.'),
  missedHow: w('您已过号。请到导办台重新排队。', 'You missed your call. Please go to the guide desk.'),
  comeBack: w('重新排队', 'Back in line'),
  moreTime: w('我还需要 {n} 分钟', 'I need {n} more minutes'),
  moreTimeHow: w(
    '号码保留原位，{n} 分钟后再叫。只能用一次。',
    'You keep your place and are called after {n} minutes. Once only.',
  ),
  issuedAt: w('取号时间 {at}', 'Taken at {at}'),
  possible: w('可能的窗口', 'Possible windows'),
  offline: w('连接中断，显示的可能不是最新情况。', 'Connection lost; this may be out of date.'),
};

export const why = {
  title: w('叫号依据', 'Why this order'),
  before: w('等候期间先叫的号', 'Called first while you waited'),
  nobody: w(
    '等候期间，本队列没有先于您叫号的人。',
    'Nobody in this line was called before you while you waited.',
  ),
  each: w('逐个查看（{n} 个）', 'One by one ({n})'),
  history: w('本号经过', 'What happened with this number'),
  time: w('时间', 'Time'),
  reason: w('原因', 'Reason'),
  rule: w(
    '叫号规则：按应叫时间先后；法定优先另列，连续叫号有上限。每次叫号都留有记录，可到监察效能室查询。',
    'The rule: by due time; statutory priority goes first, with a cap on calls in a row. Every call is on record and can be examined at the supervision office.',
  ),
  link: w('为什么这样叫号？', 'Why this order?'),
  back: w('返回我的号码', 'Back to my number'),
};

export type Level = 1 | 2 | 3 | 4 | 5;

export const ratings: Record<Level, Words> = {
  5: w('非常满意', 'Very satisfied'),
  4: w('满意', 'Satisfied'),
  3: w('基本满意', 'Fairly satisfied'),
  2: w('不满意', 'Dissatisfied'),
  1: w('非常不满意', 'Very dissatisfied'),
};
