// The words of supervision, score sheets and rectifications.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const desk = {
  newest: w(
    '共 {n} 条，下面是最近 {shown} 条；缩小日期范围可看其余',
    'The newest {shown} of {n}; narrow the days to see the others',
  ),
  title: w('监察效能室', 'Supervision'),
  overview: w('监察概览', 'What was found'),
  overviewSum: w(
    '{from} 至 {to}：计入 {n} 项，不计入 {lifted} 项。每个数字都能点开看到对应的流水。',
    '{from} to {to}: {n} counted, {lifted} not counted. Each figure opens the events behind it.',
  ),
  noted: w('您的每次查阅都记入流水。', 'Everything you read here is noted in the log.'),
  kind: w('监察事项', 'Finding'),
  count: w('计入', 'Counts'),
  lifted: w('不计入', 'Not counted'),
  open: w('查看', 'Show'),
  openOf: w('查看：{name}', 'Show: {name}'),
  close: w('收起', 'Hide'),
  day: w('日期', 'Day'),
  event: w('流水号', 'Event'),
  window: w('窗口', 'Window'),
  person: w('人员', 'Person'),
  matter: w('事项', 'Matter'),
  number: w('票号', 'Number'),
  detail: w('说明', 'Detail'),
  nothing: w('没有记录。', 'Nothing here.'),
  rates: w('授权与办理', 'What the letters allow, and what was decided'),
  ratesSum: w(
    '只受理率 = 可当场办结的事项中承诺受理或上报的比例；上报率 = 全部决定中上报的比例。',
    'Registration-only: share of what could be decided on the spot and was only accepted or forwarded. Referral: share of all decisions that was forwarded.',
  ),
  decisions: w('决定', 'Decisions'),
  decidable: w('可当场办结', 'On-the-spot'),
  doneRate: w('当场办结率', 'Decided'),
  registeredRate: w('只受理率', 'Registration-only'),
  referredRate: w('上报率', 'Referral'),
  feed: w('实时叫号与理由', 'Calls as they happen, and why'),
  search: w('按票号查', 'Look up a number'),
  searchHow: w(
    '票号与日期：显示该号的全部流水、经办与理由。',
    'Number and day: everything the log says of it, who did it and why.',
  ),
  find: w('查询', 'Look up'),
  story: w('{number} 号 · {day} · {class} · {state}', '{number} · {day} · {class} · {state}'),
  reports: w('“办不成事”反映', '“Could not be done” reports'),
  reportsSum: w(
    '待答复 {open} 件，其中超期 {late} 件；被要求去原单位办理 {home} 件。',
    "To answer: {open}, of these overdue: {late}; sent back to the department's own office: {home}.",
  ),
  due: w('答复期限', 'Due'),
  overdue: w('已超期', 'overdue'),
  answer: w('答复', 'Answer'),
  answerOf: w('答复：{name}', 'Answer: {name}'),
  found: w('查核情况与答复', 'What was found, and the answer'),
  isTrue: w('是否属实', 'Was it true?'),
  yes: w('属实', 'Yes'),
  no: w('不属实', 'No'),
  answeredTrue: w('属实：{words}', 'True: {words}'),
  answeredFalse: w('不属实：{words}', 'Not true: {words}'),
  contact: w('联系方式：{contact}', 'Contact: {contact}'),
  disputes: w('异议与申诉', 'Contests and appeals'),
  disputesSum: w(
    '待复核异议 {contests} 件，待复核差评申诉 {appeals} 件。',
    'To decide: {contests} contests, {appeals} appeals against ratings.',
  ),
  contest: w('部门异议', 'Contest'),
  appeal: w('差评申诉', 'Appeal'),
  by: w('提出', 'By'),
  reason: w('理由', 'Reason'),
  review: w('复核', 'Decide'),
  reviewOf: w('复核：{name}', 'Decide: {name}'),
  upheld: w('是否成立', 'Decision'),
  uphold: w('成立（不计入）', 'Upheld (not counted)'),
  reject: w('不成立（计入）', 'Not upheld (counts)'),
  silent: w('90 日无办件事项', 'Matters without a case in 90 days'),
  silentSum: w('{n} 个事项 90 日内没有办件。', '{n} matters were not served in 90 days.'),
  silentNone: w('所有事项 90 日内均有办件。', 'Every matter was served in the last 90 days.'),
  lastDay: w('最近办件', 'Last served'),
  never: w('从未', 'never'),
  department: w('部门', 'Department'),
  verify: w('流水校验', 'Verify the log'),
  verifyHow: w(
    '逐条核对哈希链、每次叫号的规则与各表。大厅照常运行。',
    'Checks the hash chain, every call against the rules, and all tables. The hall goes on meanwhile.',
  ),
  verifying: w('正在校验……', 'Verifying …'),
  verified: w('校验通过，用时 {s} 秒。{said}', 'All is as it was written; took {s} s. {said}'),
  broken: w('校验未通过：{said}', 'The log does not hold: {said}'),
  allKinds: w('全部流水', 'The whole story'),
};

export const scores = {
  title: w('月度考核', 'Monthly scores'),
  month: w('月份', 'Month'),
  by: w('按', 'By'),
  sum: w(
    '{month}，按扣分办法第 {v} 版计分，满分 100 分。共 {n} 项，{full} 项未扣分。',
    '{month}, scheme no. {v}, out of 100 points. {n} in all, {full} without a deduction.',
  ),
  sumHouse: w(
    '{month}，按默认扣分办法计分，满分 100 分。共 {n} 项，{full} 项未扣分。',
    "{month}, by the house's own scheme, out of 100 points. {n} in all, {full} without a deduction.",
  ),
  score: w('得分', 'Score'),
  days: w('在岗天数', 'Days'),
  services: w('办件', 'Services'),
  excluded: w('不计入', 'Not counted'),
  mean: w('平均时长', 'Mean'),
  done: w('当场办结', 'Decided'),
  satisfied: w('满意率', 'Satisfied'),
  lines: w('扣分项', 'Deductions'),
  linesOf: w('{name}：扣分明细', '{name}: deductions'),
  show: w('明细（{n}）', 'Details ({n})'),
  showOf: w('{name}：明细（{n}）', '{name}: details ({n})'),
  points: w('扣分', 'Points'),
  none: w('不扣分', 'none'),
  contest: w('提出异议', 'Contest'),
  contestOf: w('提出异议：{name}，流水 {seq}', 'Contest: {name}, event {seq}'),
  contestHow: w(
    '由监察效能室复核；每项只能提出一次。',
    'Supervision decides; each line can be contested once.',
  ),
  contested: w('已提出异议：{reason}', 'Contested: {reason}'),
  rejected: w('异议不成立：{review}', 'Not upheld: {review}'),
  xlsx: w('下载 Excel', 'Download Excel'),
  print: w('打印', 'Print'),
  reserve: w('人才储备名单（Excel）', 'Reserve list (Excel)'),
  shared: w(
    '部门扣分 {own}，人员扣分合计 {people}，按 {n} 人平均。',
    "Own deductions {own}; its people's {people}, shared by {n}.",
  ),
  nothing: w('这个月没有记录。', 'Nothing was recorded in this month.'),
  signed: w(
    '考核人签字：＿＿＿＿＿＿　被考核人签字：＿＿＿＿＿＿　日期：＿＿＿＿＿＿',
    'Assessed by: ____________   Seen by: ____________   Date: ____________',
  ),
};

export const scoreBy: Record<string, Words> = {
  staffer: w('人员', 'Staffer'),
  window: w('窗口', 'Window'),
  department: w('部门', 'Department'),
};

export const sittings = {
  title: w('在岗记录', 'Who sat where'),
  sum: w(
    '{n} 次签到，现在在岗 {open} 人；迟到 {late} 人。',
    '{n} sign-ons; {open} at their windows now; late: {late}.',
  ),
  nothing: w('这一天没有签到。', 'Nobody signed on that day.'),
  from: w('签到', 'Signed on'),
  to: w('签退', 'Signed off'),
  there: w('在岗', 'there now'),
  late: w('迟 {n} 分钟', '{n} min late'),
  covers: w('代 {name}（AB 岗）', 'for {name} (cover)'),
  letter: w('授权书', 'Letter'),
  paused: w('暂停', 'Pauses'),
  services: w('办件', 'Services'),
};

export const rectify = {
  title: w('差评整改', 'Bad ratings'),
  sum: w(
    '待整改 {open} 件，其中超期 {late} 件；申诉中 {appealed} 件；待回访 {call} 件。',
    'To put right: {open}, of these overdue: {late}; under appeal: {appealed}; to call back: {call}.',
  ),
  anonymous: w('评价人对窗口和部门保密。', 'Neither window nor department learns who rated.'),
  served: w('办理日期', 'Served on'),
  level: w('评价', 'Rating'),
  due: w('整改期限', 'Due'),
  state: w('状态', 'State'),
  actions: w('操作', 'Actions'),
  done: w('提交整改', 'Put right'),
  measures: w('整改措施', 'What was changed'),
  appeal: w('申诉', 'Appeal'),
  appealHow: w('由监察效能室复核，只能申诉一次。', 'Supervision decides; once only.'),
  reason: w('理由', 'Reason'),
  callBack: w('记录回访', 'Record call-back'),
  said: w('回访情况', 'What the visitor says now'),
  content: w('是否满意', 'Satisfied now?'),
  yes: w('满意', 'Yes'),
  no: w('不满意', 'No'),
  measuresAre: w('措施：{words}', 'Changed: {words}'),
  calledBack: w('回访：{words}', 'Called back: {words}'),
  appealIs: w('申诉：{words}', 'Appeal: {words}'),
  reviewIs: w('复核：{words}', 'Decision: {words}'),
  nothing: w('没有差评记录。', 'No bad ratings.'),
  of: w('{act}：{name}', '{act}: {name}'),
};

export const rectifyStates: Record<string, Words> = {
  open: w('待整改', 'To put right'),
  appealed: w('申诉中', 'Under appeal'),
  done: w('已整改', 'Put right'),
  dropped: w('申诉成立，不计入', 'Appeal upheld, not counted'),
};

export type BadLevel = 1 | 2;

export const levels: Record<BadLevel, Words> = {
  1: w('非常不满意', 'Very dissatisfied'),
  2: w('不满意', 'Dissatisfied'),
};
