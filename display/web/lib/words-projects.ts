// The words of the green channel's page.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const projectWords = {
  title: w('绿色通道', 'Green channel'),
  how: w(
    '重大项目专人专窗、预约办理；每次使用须有批准人和事由，全程可查。',
    'Major projects come by appointment, to a named person and window; each use has an approver and a reason, and stays on record.',
  ),
  none: w('没有绿色通道项目。', 'No project is in the green channel.'),
  open: w('登记项目', 'Enter a project'),
  book: w('预约一次使用', 'Book a use'),
  close: w('项目办结', 'Close the project'),
  of: w('{act}：{project}', '{act}: {project}'),
  journey: w('查看全程', 'See the journey'),
  project: w('项目', 'Project'),
  named: w('专人 · 专窗', 'Named'),
  uses: w('使用次数', 'Uses'),
  actions: w('操作', 'Actions'),
  state: w('状态', 'State'),
  running: w('办理中', 'Open'),
  closed: w('已办结：{reason}', 'Closed: {reason}'),
  last: w('最近 {day}', 'last on {day}'),
  windowNo: w('{n} 号窗口', 'window {n}'),
  code: w('项目编号', 'Project no.'),
  department: w('牵头部门代码', 'Department code'),
  nameZh: w('项目名称（中文，不写个人姓名）', 'Name (Chinese; no person’s name)'),
  nameEn: w('项目名称（英文）', 'Name (English)'),
  staffer: w('专人工号', 'Named person’s code'),
  window: w('专窗编号', 'Named window'),
  matter: w('绿色通道事项', 'Matter'),
  at: w('预约时间', 'Time'),
  approver: w('批准人', 'Approved by'),
  reason: w('事由', 'Reason'),
  save: w('确定', 'Confirm'),
  booked: w('已预约，预约码 {code}', 'Booked; the code is {code}'),
  time: w('时间', 'Time'),
  approval: w('批准', 'Approval'),
  served: w('办理', 'Served'),
  wait: w('等候', 'Wait'),
  length: w('用时', 'Time taken'),
  outcome: w('结果', 'Outcome'),
  byOther: w('非专人专窗', 'not by the named one'),
  minutes: w('{n} 分钟', '{n} min'),
  effectTitle: w('对他人等候的影响', 'What it cost the others'),
  effectHow: w(
    '以当日实录重演两次：有此项目与无此项目，比较其他人的等候时间。',
    'The day is rehearsed twice from its own record, with and without this project, and the others’ waits are compared.',
  ),
  effect: w(
    '{day}：使用 {uses} 次；其他 {others} 人中 {delayed} 人被叫得晚些，最多晚 {longest} 分钟，平均每人 {mean} 秒。',
    '{day}: {uses} uses. Of {others} others {delayed} were called later, the longest by {longest} min; on average {mean} s each.',
  ),
  effectNone: w('尚无使用，没有影响。', 'No use yet, no effect.'),
};

export const useStates: Record<string, Words> = {
  booked: w('已预约', 'Booked'),
  kept: w('已到', 'Came'),
  cancelled: w('已取消', 'Cancelled'),
  lapsed: w('未到', 'Did not come'),
};
