// Staff accounts: who may come in, as what; opened with a one-time link, moved, shut.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { type Ask, AskButton, type Field } from '@lib/asking.tsx';
import { catalogue } from '@lib/catalogue.ts';
import { momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { homeOf } from '@lib/homes.ts';
import { lang, t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { Choice, Dialog, FormFoot, Head, Refused } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { AccountLink, AccountsView, AccountView, Words } from '@lib/types.ts';
import { accounts as words } from '@lib/words/accounts.ts';
import { common } from '@lib/words/common.ts';
import { staffRoles } from '@lib/words/staff-roles.ts';

export function Accounts({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<AccountsView>(staff.api, '/accounts');
  const [link, show] = useState<AccountLink | undefined>(undefined);
  const [adding, add] = useState(false);
  const shown = (made: AccountLink | undefined): void => {
    add(false);
    show(made);
    again();
  };
  return (
    <section aria-labelledby="accounts">
      <h2 id="accounts">{t(words.title)}</h2>
      <p class="soft">{t(words.how)}</p>
      <Refused of={problem} />
      {view && (
        <>
          <p>
            <button type="button" class="main" data-act="add-account" onClick={() => add(true)}>
              {t(words.add)}
            </button>
          </p>
          <table data-testid="accounts">
            <Head of={[words.name, words.role, words.state, words.last]} last={words.acts} />
            <tbody>
              {view.accounts.map((each) => (
                <Row
                  key={each.name}
                  row={each}
                  roles={view.roles}
                  staff={staff}
                  onLink={shown}
                  onDone={again}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
      {adding && view && (
        <AddAccount staff={staff} roles={view.roles} onClose={() => add(false)} onMade={shown} />
      )}
      {link?.code && <LinkShown link={link} onClose={() => show(undefined)} />}
    </section>
  );
}

interface RowWishes {
  row: AccountView;
  roles: readonly string[];
  staff: Staff;
  onLink: (made: AccountLink | undefined) => void;
  onDone: () => void;
}

function Row({ row, roles, staff, onLink, onDone }: RowWishes): JSX.Element {
  return (
    <tr data-account={row.name} data-shut={row.shut_at !== null}>
      <th scope="row" class="code">
        {row.name}
      </th>
      <td>
        {t(coded(staffRoles, row.role))}
        {row.department_name && <small class="soft"> {t(row.department_name)}</small>}
      </td>
      <td class={row.shut_at ? 'soft' : ''}>
        {stateOf(row)}
        {row.signs_on_by !== 'password' && <small class="soft"> · {t(words.elsewhere)}</small>}
        {row.has_factor && <small class="soft"> · {t(words.factor)}</small>}
      </td>
      <td class="code">{row.signed_on_at ? whenFace(row.signed_on_at) : t(words.never)}</td>
      <td class="acts">
        {row.ours ? (
          <Acts row={row} roles={roles} staff={staff} onLink={onLink} onDone={onDone} />
        ) : (
          <span class="soft">{t(words.notOurs)}</span>
        )}
      </td>
    </tr>
  );
}

function Acts({ row, roles, staff, onLink, onDone }: RowWishes): JSX.Element {
  const [said, say] = useState<Words | undefined>(undefined);
  const name = encodeURIComponent(row.name);
  const make = (where: string, body: object): void =>
    void staff.api.post<AccountLink>(where, body).then(onLink, (failure: Problem) => say(failure));
  const { role, department } = row;
  return (
    <>
      {row.shut_at ? (
        <button
          type="button"
          class="plain"
          data-act="open-account"
          onClick={() => make('/accounts', { name: row.name, role, department })}
        >
          {t(words.openAgain)}
        </button>
      ) : (
        <>
          <button
            type="button"
            class="plain"
            data-act="account-link"
            onClick={() => make(`/accounts/${name}/link`, {})}
          >
            {t(words.link)}
          </button>
          <AskButton staff={staff} ask={moving(row, roles)} plain onDone={onDone} />
          <AskButton staff={staff} ask={shutting(row)} plain onDone={onDone} />
        </>
      )}
      <Refused of={said} />
    </>
  );
}

function shutting(row: AccountView): Ask {
  return {
    id: 'shut-account',
    title: filled(words.shutTitle, { name: row.name }),
    save: words.shut,
    path: `/accounts/${encodeURIComponent(row.name)}/shut`,
    fixed: {},
    fields: [{ name: 'reason', label: words.reason, most: 200 }],
  };
}

function moving(row: AccountView, roles: readonly string[]): Ask {
  return {
    id: 'move-account',
    title: words.move,
    path: `/accounts/${encodeURIComponent(row.name)}/move`,
    fixed: {},
    fields: [roleField(roles, row.role), departmentField(row.department ?? '')],
  };
}

function roleField(roles: readonly string[], was: string): Field {
  return {
    name: 'role',
    label: words.role,
    was,
    choices: roles.map((each) => [each, coded(staffRoles, each)]),
  };
}

function departmentField(was: string): Field {
  const none: [string, Words] = ['', words.noDepartment];
  const all = catalogue.value?.departments.map((each): [string, Words] => [each.code, each.name]) ?? [];
  return { name: 'department', label: words.department, optional: true, was, choices: [none, ...all] };
}

function stateOf(row: AccountView): string {
  if (row.shut_at) return t(words.isShut, { at: whenFace(row.shut_at) });
  if (row.pages) return t(words.pages, { n: row.pages });
  if (row.link_until) return t(words.linkOpen, { at: whenFace(row.link_until) });
  return t(row.has_password ? words.out : words.noPassword);
}

function AddAccount({
  staff,
  roles,
  onClose,
  onMade,
}: {
  staff: Staff;
  roles: readonly string[];
  onClose: () => void;
  onMade: (made: AccountLink | undefined) => void;
}): JSX.Element {
  const [role, pick] = useState(roles[0] ?? '');
  const [said, say] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const department = role === 'department' ? form.get('department') : undefined;
    const body = { name: String(form.get('name')).trim(), role, ...(department ? { department } : {}) };
    staff.api.post<AccountLink>('/accounts', body).then(onMade, (failure: Problem) => say(failure));
  };
  return (
    <Dialog title={t(words.add)} onClose={onClose} class="asking">
      <p class="soft">{t(words.addHow)}</p>
      <form onSubmit={submit}>
        <label>
          <span>{t(words.name)}</span>
          <input name="name" required maxLength={40} pattern="[^\\s#:\\/]+" autoComplete="off" autofocus />
        </label>
        <Choice
          label={words.role}
          value={role}
          among={Object.fromEntries(roles.map((each) => [each, coded(staffRoles, each)]))}
          onChange={pick}
          hook="account-role"
        />
        {role === 'department' && (
          <label>
            <span>{t(words.department)}</span>
            <select name="department" required>
              {catalogue.value?.departments.map((each) => (
                <option key={each.code} value={each.code}>
                  {t(each.name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <FormFoot said={said} save={common.confirm} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** The link itself, once: to be copied, or read out from a picture of it. */
function LinkShown({ link, onClose }: { link: AccountLink; onClose: () => void }): JSX.Element {
  const [copied, copy] = useState(false);
  const address = `${location.origin}${at(homeOf(link.role))}#link=${link.code}`;
  const take = (): void =>
    void navigator.clipboard?.writeText(address).then(
      () => copy(true),
      () => {},
    );
  return (
    <Dialog title={t(words.linkTitle, { name: link.account })} onClose={onClose} class="asking" calm>
      <p class="soft">{t(words.linkHow, { until: whenFace(link.until) })}</p>
      <p>
        <input
          class="code whole-link"
          readOnly
          value={address}
          aria-label={t(words.link)}
          data-testid="link"
        />
      </p>
      <div class="row">
        {'clipboard' in navigator && (
          <button type="button" data-act="copy-link" onClick={take}>
            {t(copied ? words.copied : words.copy)}
          </button>
        )}
        <button type="button" class="main" onClick={onClose}>
          {t(common.close)}
        </button>
      </div>
    </Dialog>
  );
}

function whenFace(at: string): string {
  return momentFace(at, lang.value);
}
