// Links to what the log knows: a number's story and a single event, on the desk of supervision.
import type { JSX } from 'preact';
import { PartLink } from './nav.tsx';

export function storyPath(day: string, number: string): string {
  return `/supervision/story/${day}/${encodeURIComponent(number)}`;
}

export function NumberLink({ day, number }: { day: string; number: string }): JSX.Element {
  return (
    <PartLink to={storyPath(day, number)} class="code number">
      {number}
    </PartLink>
  );
}

export function EventLink({ seq }: { seq: number }): JSX.Element {
  return (
    <PartLink to={`/supervision/story/event/${seq}`} class="code">
      {seq}
    </PartLink>
  );
}
