// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const account = {
  title: plain('account-title', "我的账号", "Your account"),
  factor: plain('account-factor', "动态口令", "Second factor"),
  factorNone: plain('account-factor-none', "未绑定。绑定后，登录时除密码外还须输入手机上的六位数字，密码即使泄露也无法登录。", "None. With one, signing in also asks for six digits from your phone, so that a stolen password is not enough."),
  factorOn: plain('account-factor-on', "已绑定：登录时除密码外还须输入手机上的六位数字。", "Set: signing in also asks for six digits from your phone."),
  factorAdd: plain('account-factor-add', "绑定", "Set up"),
  factorRemove: plain('account-factor-remove', "解除绑定", "Remove"),
  factorHow: plain('account-factor-how', "请先在手机上装好验证器应用（任何支持 TOTP 的均可，使用时无须联网）。", "First install an authenticator app on your phone (any that knows TOTP; it needs no network)."),
  factorShow: plain('account-factor-show', "显示二维码", "Show the code to scan"),
  factorScan: plain('account-factor-scan', "请用手机上的验证器应用扫描二维码，再填入它显示的六位数字。", "Scan this code with the authenticator app, then enter the six digits that it shows."),
  factorPicture: plain('account-factor-picture', "验证器应用扫描的二维码", "QR code for an authenticator app"),
  factorType: plain('account-factor-type', "无法扫描时手工输入密钥：", "Or type this key:"),
  factorCode: plain('account-factor-code', "手机上的六位数字", "Six digits from your phone"),
  factorSet: plain('account-factor-set', "已绑定，此账号在其他设备上的登录均已退出。手机遗失时请管理员另发一次性链接。", "Set. This account’s other pages are signed out. If you lose the phone, ask the manager for a one-time link."),
  factorRemoved: plain('account-factor-removed', "已解除绑定，登录只需密码。", "Removed: the password is enough again."),
  elsewhere: plain('account-elsewhere', "此账号由统一身份认证登录，密码请在该系统中修改。", "This account signs in by a directory; change its password there."),
  signInCode: plain('account-sign-in-code', "动态口令（手机验证器上的六位数字）", "Six digits from your phone’s authenticator app"),
  owed: plain('account-owed', "使用前请先完成账号安全设置", "One thing first"),
  owedFirst: plain('account-owed-first', "此账号尚未设置密码；一次性链接只能用一次，请现在设置。", "This account has no password yet, and a link works only once: set one now."),
  owedPassword: plain('account-owed-password', "按本大厅规定，登录密码须定期更换；现在请设置新密码，不得与原密码相同。", "This hall’s rule asks for a new password from time to time, and it is time; it cannot be the old one again."),
  owedFactor: plain('account-owed-factor', "按本大厅规定，此角色的账号须绑定动态口令。", "This hall’s rule asks for a second factor from accounts of your role."),
};
