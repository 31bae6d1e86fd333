// The words of the office's people page: secondments, signatures, replacements.
import type { Words } from './types.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const people = {
  title: w('派驻人员', 'Seconded people'),
  sum: w(
    '派驻中 {n} 人；待签署推荐 {open} 件，待答复调换 {asked} 件，30 日内期满 {soon} 人。',
    '{n} seconded. Nominations to sign for: {open}; replacements to answer: {asked}; terms that end within 30 days: {soon}.',
  ),
  show: w('显示', 'Show'),
  department: w('部门', 'Department'),
  all: w('全部', 'All'),
  nothing: w('没有符合条件的记录。', 'Nothing to show here.'),
  person: w('人员', 'Person'),
  term: w('派驻期', 'Term'),
  state: w('状态', 'State'),
  signatures: w('签署', 'Signatures'),
  actions: w('操作', 'Actions'),
  days: w('还剩 {n} 天', 'days left: {n}'),
  begins: w('{day} 起', 'from {day}'),
  wished: w('希望 {from} 起', 'wished from {from}'),
  twoYears: w('三方签署后起算，两年', 'two years from the third signature'),
  sits: w('现在 {n} 号窗口', 'now at window {n}'),
  missing: w('待签：{who}', 'to sign: {who}'),
  byImport: w('导入', 'by import'),
  willEnd: w('已同意调换，文号 {reference}', 'to be replaced, reference no. {reference}'),
  asked: w('申请调换：{reason}', 'replacement asked: {reason}'),
  successor: w('接替人：{who}', 'successor: {who}'),
  refused: w('调换未获同意：{reason}', 'replacement refused: {reason}'),
  nominatedBy: w('由 {who} 推荐', 'nominated by {who}'),
  of: w('{act}：{name}', '{act}: {name}'),
  sign: w('{who}签署', 'Sign: {who}'),
  signer: w('签署人（姓名或职务）', 'Signed by (name or post)'),
  decline: w('不同意', 'Decline'),
  unfit: w('辞退', 'Return as unfit'),
  unfitHow: w(
    '立即生效：窗口随即停办，正在办理的群众保留原位。',
    'At once: the window closes, and a visitor there keeps the place.',
  ),
  nominate: w('推荐人员', 'Nominate somebody'),
  replace: w('申请调换', 'Ask for a replacement'),
  replaceHow: w(
    '派驻期间未经大厅同意不予调换。',
    'Nobody is exchanged during a term without the hall’s consent.',
  ),
  consent: w('同意调换', 'Consent'),
  refuse: w('不同意调换', 'Refuse'),
  reference: w('同意文号', 'Reference no. of the consent'),
  effective: w('生效日期（当日起不再在岗）', 'Effective day (the first without them)'),
  reason: w('理由', 'Reason'),
  code: w('工号', 'Staff code'),
  nameZh: w('中文名（新人员填写）', 'Name in Chinese (somebody new)'),
  nameEn: w('英文名（新人员填写）', 'Name in English (somebody new)'),
  role: w('身份', 'Role'),
  from: w('希望起始日（可不填）', 'Wished first day (optional)'),
  note: w('推荐理由（可不填）', 'Why this person (optional)'),
  successorCode: w('接替人工号（可不填）', "Successor's staff code (optional)"),
  save: w('确定', 'Confirm'),
  done: w('已记录。', 'Recorded.'),
};

export const termStates: Record<string, Words> = {
  nominated: w('已推荐，待签署', 'Nominated'),
  seconded: w('派驻中', 'Seconded'),
  ended: w('已结束', 'Ended'),
  declined: w('未获同意', 'Declined'),
};

export const endKinds: Record<string, Words> = {
  term_over: w('期满', 'term over'),
  replaced: w('调换', 'replaced'),
  returned: w('辞退', 'returned as unfit'),
};

export const signers: Record<string, Words> = {
  organization: w('组织部门', 'Organization'),
  personnel: w('人事部门', 'Personnel'),
  hall: w('大厅', 'Hall'),
};

export const roles: Record<string, Words> = {
  chief: w('首席代表', 'Chief representative'),
  staff: w('窗口人员', 'Staff'),
};

export const views = {
  todo: w('待办与将期满', 'To do and ending soon'),
  seconded: w('派驻中', 'Seconded now'),
  over: w('已结束', 'Ended'),
  all: w('全部', 'All'),
} satisfies Record<string, Words>;
