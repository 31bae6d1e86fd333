// Where each role of staff begins its day. Pure.

const HOMES: Readonly<Record<string, string>> = {
  manager: '/office',
  department: '/department',
  supervision: '/supervision',
  technician: '/devices',
};

/** The address of a role's first page, below the hall's own. */
export function homeOf(role: string): string {
  return HOMES[role] ?? '/office';
}
