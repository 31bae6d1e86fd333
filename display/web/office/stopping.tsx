// A kiosk is stopped with words that stand on it, and opened again.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import type { DeviceView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { devices as words } from '@lib/words/devices.ts';

interface Wishes {
  device: DeviceView;
  staff: Staff;
  onDone: () => void;
}

const LONGEST_ZH = 60;
const LONGEST_EN = 120;

export function StopKiosk({ device, staff, onDone }: Wishes): JSX.Element {
  const [asking, setAsking] = useState(false);
  const path = `/kiosks/${encodeURIComponent(device.name)}`;
  if (device.stopped)
    return (
      <button
        type="button"
        class="plain"
        data-act="open"
        onClick={() => void staff.api.post(`${path}/open`).then(onDone, onDone)}
      >
        {t(words.openKiosk)}
      </button>
    );
  return (
    <>
      <button type="button" class="plain" data-act="stop" onClick={() => setAsking(true)}>
        {t(words.stopKiosk)}
      </button>
      {asking && (
        <WithWords
          name={device.name}
          onClose={() => setAsking(false)}
          onWords={async (said) => {
            await staff.api.post(`${path}/stop`, said);
            setAsking(false);
            onDone();
          }}
        />
      )}
    </>
  );
}

interface Asking {
  name: string;
  onClose: () => void;
  onWords: (said: { zh: string; en: string }) => Promise<void>;
}

/** What shall stand on it: in Chinese or English, or both. */
function WithWords({ name, onClose, onWords }: Asking): JSX.Element {
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (field: string): string => String(form.get(field) ?? '').trim();
    try {
      await onWords({ zh: said('zh'), en: said('en') });
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setProblem(failure);
    }
  };
  return (
    <Dialog title={t(words.stopSure, { name })} onClose={onClose} calm>
      <form onSubmit={(event) => void submit(event)}>
        <p class="soft">{t(words.stopHow)}</p>
        <label>
          <span>{t(words.stopZh)}</span>
          <input name="zh" maxLength={LONGEST_ZH} autoComplete="off" />
        </label>
        <label>
          <span>{t(words.stopEn)}</span>
          <input name="en" maxLength={LONGEST_EN} autoComplete="off" />
        </label>
        {problem && (
          <p class="bad" role="alert">
            {t(problem)}
          </p>
        )}
        <div class="foot">
          <button type="button" onClick={onClose}>
            {t(common.cancel)}
          </button>
          <button type="submit" class="main" data-act="stop-yes">
            {t(words.stopKiosk)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
