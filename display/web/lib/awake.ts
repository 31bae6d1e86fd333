// Whether somebody looks at the page: what is asked again and again rests a minute after the last hand.
import { useEffect, useState } from 'preact/hooks';

const REST_MS = 60_000;
const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;

/** True from a hand at the page until a minute later; a hidden page rests at once. */
export function useAwake(): boolean {
  const [awake, wake] = useState(true);
  useEffect(() => {
    let timer = 0;
    const hand = (): void => {
      clearTimeout(timer);
      const seen = document.visibilityState === 'visible';
      if (seen) timer = window.setTimeout(() => wake(false), REST_MS);
      wake(seen);
    };
    hand();
    for (const each of HANDS) addEventListener(each, hand, { passive: true });
    document.addEventListener('visibilitychange', hand);
    return () => {
      clearTimeout(timer);
      for (const each of HANDS) removeEventListener(each, hand);
      document.removeEventListener('visibilitychange', hand);
    };
  }, []);
  return awake;
}
