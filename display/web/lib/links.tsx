// What the log knows of a number or an event: a link on the desk of supervision, which has the stories;
// elsewhere its words.
import type { JSX } from 'preact';
import { PartLink } from './nav.tsx';
import { ownPath } from './prefix.ts';

export function storyPath(day: string, number: string): string {
  return `/supervision/story/${day}/${encodeURIComponent(number)}`;
}

export function NumberLink({ day, number }: { day: string; number: string }): JSX.Element {
  return <Linked to={storyPath(day, number)} class="code number" said={number} />;
}

export function EventLink({ seq }: { seq: number }): JSX.Element {
  return <Linked to={`/supervision/story/event/${seq}`} class="code" said={seq} />;
}

function Linked(props: { to: string; class: string; said: string | number }): JSX.Element {
  if (ownPath()[0] !== 'supervision') return <span class={props.class}>{props.said}</span>;
  return (
    <PartLink to={props.to} class={props.class}>
      {props.said}
    </PartLink>
  );
}
