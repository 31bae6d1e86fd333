// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const pairing = {
  title: plain('pairing-title', "此屏幕尚未配对", "This screen is not paired"),
  how: plain('pairing-how', "请管理员在“大厅管理 · 设备”中输入以上六位数字，或在服务器上运行：", "An administrator enters these six digits in the office under “Devices”, or on the server runs:"),
  until: plain('pairing-until', "有效至", "valid until"),
  name: plain('pairing-name', "NAME", "NAME"),
  wasWrong: plain('pairing-was-wrong', "链接无效或已使用。", "The link is wrong or was used already."),
};
