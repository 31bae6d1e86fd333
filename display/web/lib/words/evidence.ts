// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const evidence = {
  disabilityCard: plain('evidence-disability-card', "残疾人证", "Disability card"),
  militaryId: plain('evidence-military-id', "军人证件", "Military ID"),
  veteransCard: plain('evidence-veterans-card', "退役军人优待证", "Veteran's card"),
  firefightersCard: plain('evidence-firefighters-card', "消防救援人员证", "Firefighter's card"),
  pregnancy: plain('evidence-pregnancy', "孕产妇", "Pregnancy"),
  idCardAge: plain('evidence-id-card-age', "身份证（年龄）", "ID card (age)"),
};
