// Who did something, as the log names them: an account by its name, somebody at the server itself as that.
import { t } from './look.ts';
import { common } from './words/common.ts';

const AT_SERVER = /^(local:)?uid\d+$/;

/** `manager:office-1` → office-1; `local:uid0` → at the server. */
export function byFace(by: string): string {
  if (AT_SERVER.test(by)) return t(common.atServer);
  return by.includes(':') ? by.slice(by.indexOf(':') + 1).replace(/#\d+$/, '') : by;
}
