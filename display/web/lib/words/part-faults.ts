// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const partFaults = {
  silent: plain('part-faults-silent', "没有应答：查电源、地址和接线", "No answer: look at its power, address and wires"),
  garbled: plain('part-faults-garbled', "应答读不懂：查波特率、校验和 A、B 线", "Its answer cannot be read: look at baud, parity, wires A and B"),
  refused: plain('part-faults-refused', "设备拒收：查型号和参数", "It says no: look at its model and settings"),
  torn: plain('part-faults-torn', "连接断开：查网线和电源", "The line broke: look at its cable and power"),
  unreachable: plain('part-faults-unreachable', "连不上：查网络地址、USB 口，或被其他程序占用", "No connection: look at its address or USB port; another program may have it"),
  not_allowed: plain('part-faults-not_allowed', "没有权限打开设备文件：usermod -aG dialout,input 服务用户", "Its device file may not be opened: usermod -aG dialout,input and the service's user"),
  bad_setting: plain('part-faults-bad_setting', "配置不正确：查配置文件", "Its settings cannot be: look at the agent's file"),
  desk_refused: plain('part-faults-desk_refused', "服务器不认此令牌：重新发放并写入配置文件", "The server does not know its token: make a new one for its file"),
  other: plain('part-faults-other', "有故障，见代理的日志", "A fault: see the agent's log"),
};
