// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const rectify = {
  title: plain('rectify-title', "差评整改", "Bad ratings"),
  sum: placed('rectify-sum', "待整改 { $open } 件，其中超期 { $late } 件；申诉中 { $appealed } 件；待回访 { $call } 件。", "To put right: { $open }, of these overdue: { $late }; under appeal: { $appealed }; to call back: { $call }."),
  anonymous: plain('rectify-anonymous', "评价人对窗口和部门保密。", "Neither window nor department learns who rated."),
  served: plain('rectify-served', "办理日期", "Served on"),
  level: plain('rectify-level', "评价", "Rating"),
  due: plain('rectify-due', "整改期限", "Due"),
  state: plain('rectify-state', "状态", "State"),
  actions: plain('rectify-actions', "操作", "Actions"),
  done: plain('rectify-done', "提交整改", "Put right"),
  measures: plain('rectify-measures', "整改措施", "What was changed"),
  appeal: plain('rectify-appeal', "申诉", "Appeal"),
  appealHow: plain('rectify-appeal-how', "由监察效能室复核，只能申诉一次。", "Supervision decides; once only."),
  reason: plain('rectify-reason', "理由", "Reason"),
  callBack: plain('rectify-call-back', "记录回访", "Record call-back"),
  said: plain('rectify-said', "回访情况", "What the visitor says now"),
  content: plain('rectify-content', "是否满意", "Satisfied now?"),
  yes: plain('rectify-yes', "满意", "Yes"),
  no: plain('rectify-no', "不满意", "No"),
  measuresAre: placed('rectify-measures-are', "措施：{ $words }", "Changed: { $words }"),
  calledBack: placed('rectify-called-back', "回访：{ $words }", "Called back: { $words }"),
  appealIs: placed('rectify-appeal-is', "申诉：{ $words }", "Appeal: { $words }"),
  reviewIs: placed('rectify-review-is', "复核：{ $words }", "Decision: { $words }"),
  nothing: plain('rectify-nothing', "没有差评记录。", "No bad ratings."),
  of: placed('rectify-of', "{ $act }：{ $name }", "{ $act }: { $name }"),
};
