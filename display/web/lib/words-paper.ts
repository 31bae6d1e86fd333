// The words of the office's paper page: printers, paper, and the editor of slips.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const paper = {
  printers: w('打印机', 'Printers'),
  sum: w('{n} 台打印机，{bad} 台需要处理。', '{n} printers, {bad} need attention.'),
  good: w('{n} 台打印机均正常。', 'All {n} printers are fine.'),
  printer: w('打印机', 'Printer'),
  state: w('状态', 'State'),
  readAt: w('最近读取', 'Last reading'),
  left: w('余纸', 'Paper left'),
  bySensor: w('传感器', 'sensor'),
  byOdometer: w('估算', 'estimate'),
  percent: w('约 {n} %', 'about {n} %'),
  leftUnknown: w('未知', 'unknown'),
  sincePaper: w('换纸后 {m} 米，{n} 张', '{m} m and {n} slips since the paper was changed'),
  queued: w('待打', 'Queued'),
  confirmed: w('今日确认方式', 'Confirmed today by'),
  nothing: w('今日未打', 'nothing printed'),
  neighbour: w('备用打印机', 'Neighbour'),
  actions: w('操作', 'Actions'),
  test: w('打测试票', 'Test print'),
  testing: w('测试票已发往{name}。', 'A test slip is on its way to {name}.'),
  paperChanged: w('已换纸', 'Paper changed'),
  changed: w('{name}：余纸重新计数。', '{name}: the paper is counted anew.'),
  lookedAt: w('已查看，恢复使用', 'Looked at: use again'),
  looked: w('{name} 恢复使用。', '{name} is in use again.'),
  muted: w(
    '停用，待查看：可能仍会打出旧票',
    'Not used until somebody has looked: it may still print an old slip',
  ),
  edit: w('修改', 'Edit'),
  add: w('添加打印机', 'Add a printer'),
  of: w('{act}：{name}', '{act}: {name}'),
  code: w('编号', 'Code'),
  nameZh: w('中文名', 'Name in Chinese'),
  nameEn: w('英文名', 'Name in English'),
  address: w('地址', 'Address'),
  addressHow: w(
    '如 tcp://192.168.1.50:9100、file:///dev/usb/lp0、cups://队列名',
    'such as tcp://192.168.1.50:9100, file:///dev/usb/lp0, cups://QUEUE',
  ),
  profile: w('型号', 'Profile'),
  none: w('无', 'None'),
  roll: w('纸卷长度（米）', 'Length of a roll (m)'),
  saved: w('已保存。', 'Saved.'),
  slips: w('小票模板', 'Slips'),
  slipsHow: w(
    '修改后右侧立即显示打印效果，保存后生效。',
    'The picture shows at once how it would be printed; it counts when it is saved.',
  ),
  kind: w('小票', 'Slip'),
  example: w('示例', 'Example'),
  width: w('纸宽', 'Paper'),
  languages: w('语言', 'Languages'),
  both: w('中英文', 'Chinese and English'),
  visitor: w('按访客选择', "The visitor's choice"),
  parts: w('内容（从上到下）', 'Parts, from the top'),
  part: w('第 {n} 项 · {name}', 'Part {n} · {name}'),
  addPart: w('添加内容', 'Add a part'),
  what: w('类型', 'Kind'),
  zh: w('中文', 'Chinese'),
  en: w('英文', 'English'),
  value: w('内容', 'Value'),
  list: w('清单', 'List'),
  size: w('字号', 'Size'),
  align: w('对齐', 'Align'),
  bold: w('加粗', 'Bold'),
  up: w('上移', 'Move up'),
  down: w('下移', 'Move down'),
  remove: w('删除', 'Remove'),
  facts: w('可用内容：{facts}', 'Facts you can name: {facts}'),
  save: w('保存', 'Save'),
  back: w('恢复原模板', "Back to the house's own"),
  changedBy: w('{who} 于 {at} 修改', 'changed by {who} at {at}'),
  house: w('原模板', "the house's own"),
  unsaved: w('有未保存的修改', 'Not saved yet'),
  picture: w('打印效果，{mm} 毫米长', 'The slip as printed, {mm} mm long'),
  missing: w('没有字形，将印成〓：{letters}', 'No font has these, they print as 〓: {letters}'),
  logo: w('标志（PNG，不超过 32 KB，印成黑白）', 'Logo (PNG up to 32 KB, printed in black and white)'),
  noLogo: w('删除标志', 'Remove the logo'),
};

export const slipKinds = {
  ticket: w('取号小票', 'Ticket'),
  receipt: w('受理回执', 'Receipt'),
  closing: w('日终小票', 'Closing slip'),
  test: w('测试票', 'Test slip'),
} satisfies Record<string, Words>;

export const examples: Record<keyof typeof slipKinds, Record<string, Words>> = {
  ticket: {
    ticket: w('普通', 'Ordinary'),
    priority: w('法定优先', 'Statutory priority'),
    appointment: w('预约', 'Appointment'),
    green: w('绿色通道', 'Green channel'),
    reprint: w('补打', 'Reprint'),
    materials: w('含材料清单', 'With the list of materials'),
    english: w('英文访客', 'English visitor'),
  },
  receipt: { receipt: w('回执', 'Receipt') },
  closing: { closing: w('日终', 'Closing') },
  test: { test: w('测试', 'Test') },
};

export const partNames = {
  text: w('文字', 'Text'),
  pair: w('标签与内容', 'Label and value'),
  number: w('号码（特大）', 'Number, huge'),
  rule: w('分隔线', 'Rule'),
  mark: w('反白标记', 'Mark, white on black'),
  list: w('清单', 'List'),
  logo: w('标志', 'Logo'),
  qr: w('二维码', 'QR code'),
} satisfies Record<string, Words>;

export const sizes: Record<string, Words> = {
  small: w('小', 'Small'),
  body: w('正常', 'Normal'),
  large: w('大', 'Large'),
  head: w('特大', 'Heading'),
};

export const aligns: Record<string, Words> = {
  left: w('靠左', 'Left'),
  center: w('居中', 'Centred'),
  right: w('靠右', 'Right'),
};

export const methods: Record<string, Words> = {
  process_id: w('打印完成回报', 'process id'),
  gs_r: w('处理回报', 'GS r'),
  status: w('打印后状态', 'status after'),
  sent: w('仅已发送', 'sent only'),
};

export const profiles = [
  '80mm',
  '58mm',
  '80mm-simple',
  '58mm-simple',
  '80mm-hybrid',
  '58mm-hybrid',
  '80mm-silent',
  '58mm-silent',
];
