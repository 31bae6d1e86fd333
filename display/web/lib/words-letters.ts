// The words of authorization letters: posted on panel, kiosk and phone, kept in the office's register.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const letterWords = {
  letter: w('责任权限授权书', 'Authorization letter'),
  document: w('文号', 'No.'),
  validity: w('有效期', 'Valid'),
  fromTo: w('{from} 至 {to}', '{from} to {to}'),
  until: w('至 {to}', 'until {to}'),
  decides: w('当场办结 {n} 项', 'decides {n} matters on the spot'),
  accepts: w('受理 {n} 项', 'accepts {n}'),
  mayDecide: w('授权窗口办结', 'decided at the window'),
  mayAccept: w('窗口只受理', 'accepted only'),
  by: w('承办', 'With'),
  authority: w('办理权限', 'Authority'),
  none: w('按窗口授权办理', 'under the window’s own mandate'),
};

export const register = {
  title: w('责任权限授权书', 'Authorization letters'),
  sum: w(
    '有效 {valid} 份；30 日内到期 {soon} 份；缺扫描件 {bare} 份。',
    '{valid} valid. Ending within 30 days: {soon}; without a scan: {bare}.',
  ),
  show: w('显示', 'Show'),
  whose: w('授权对象', 'Whose'),
  matters: w('事项权限', 'Matters'),
  state: w('状态', 'State'),
  scan: w('扫描件', 'Scan'),
  actions: w('操作', 'Actions'),
  decide: w('当场办结（{n}）', 'Decides on the spot ({n})'),
  accept: w('只受理（{n}）', 'Accepts only ({n})'),
  at: w('现在 {n} 号窗口', 'now at window {n}'),
  soon: w('30 日内到期', 'ends within 30 days'),
  renews: w('接续 {document}', 'renews {document}'),
  why: w('原因：{reason}', 'reason: {reason}'),
  open: w('查看', 'Open'),
  noScan: w('未上传', 'none yet'),
  upload: w('上传扫描件', 'Upload a scan'),
  uploadOf: w('上传扫描件：{document}', 'Upload a scan: {document}'),
  openOf: w('查看扫描件：{document}', 'Open the scan: {document}'),
  add: w('登记授权书', 'Enter a letter'),
  renew: w('续签', 'Renew'),
  renewHow: w('事项与权限沿用原授权书，另编文号。', 'The matters stay as they are; the document no. is new.'),
  withdraw: w('收回', 'Withdraw'),
  withdrawHow: w(
    '立即生效：窗口不再按此授权书叫号、办结；正在办理的须转出或只受理。',
    'At once: no window calls or decides under it any more; whoever is being served is passed on or only accepted.',
  ),
  of: w('{act}：{document}', '{act}: {document}'),
  staffer: w('工号', 'Staffer code'),
  from: w('起始日', 'From'),
  to: w('截止日', 'To'),
  decideCodes: w('当场办结的事项代码（逗号分隔）', 'Codes of matters decided on the spot (commas)'),
  acceptCodes: w('只受理的事项代码（逗号分隔）', 'Codes of matters accepted only (commas)'),
  reason: w('原因', 'Reason'),
  save: w('确定', 'Confirm'),
  nothing: w('没有符合条件的授权书。', 'No letter to show here.'),
  department: w('部门', 'Department'),
  all: w('全部', 'All'),
  chief: w('首席代表', 'chief representative'),
  staff: w('窗口人员', 'staff'),
};

export const standings: Record<string, Words> = {
  valid: w('有效', 'Valid'),
  to_come: w('未到生效日', 'To come'),
  over: w('已到期', 'Run out'),
  withdrawn: w('已收回', 'Withdrawn'),
};
