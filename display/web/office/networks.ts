// The network in which to look for printers. Pure.

const ADDRESS = /(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}(?![\d.])/;

/** The /24 of the first of these that has an IPv4 address of a network; empty where none has. */
export function networkOf(addresses: readonly string[]): string {
  for (const each of addresses) {
    const part = ADDRESS.exec(each)?.[1];
    if (part && !part.startsWith('127.')) return `${part}.0/24`;
  }
  return '';
}
