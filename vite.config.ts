// Builds the pages into the wheel's folder: one for each folder that holds a page.json, its row.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const ROOT = import.meta.dirname;
const OUT = 'display/halldisplay/pages';
const SHELL = readFileSync(join(ROOT, 'display/web/page.html'), 'utf8');
const FACE = 'node_modules/@fontsource-variable/atkinson-hyperlegible-next';
const PAPER = 'printers/hallprinters/faces';

/** What this file reads of a row; the whole of it is said in halldisplay/built.py. */
interface Row {
  name: string;
  addresses: string[];
  folder: string;
  title: { zh: string; en: string };
  theme: string;
  role: string | null;
}

const ROWS: Row[] = ['display/web', 'kiosk/web'].flatMap((room) =>
  readdirSync(join(ROOT, room))
    .map((name) => ({ name, folder: `${room}/${name}`, file: join(ROOT, room, name, 'page.json') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, folder, file }) => ({ ...JSON.parse(readFileSync(file, 'utf8')), name, folder })),
);

/**
 * Every page's document out of the one shell, as if it lay
 * in the root; their rows beside them, for the server.
 */
function pagesOfRows(): Plugin {
  const documents = new Map(ROWS.map((row) => [documentOf(row), row]));
  return {
    name: 'pages-of-rows',
    resolveId: (id) => (documents.has(id) ? id : undefined),
    load(id) {
      const row = documents.get(id);
      if (!row) return;
      const { folder, theme, title } = row;
      const places: Record<string, string> = { folder, theme, title: `${title.zh} · ${title.en}` };
      return SHELL.replace(/\{(\w+)\}/g, (_, place: string) => places[place] as string);
    },
    generateBundle() {
      const rows = ROWS.map(({ folder: _, ...row }) => row);
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(rows) });
    },
  };
}

/** Others' parts that are in the pages, each with its version and licence, for `hall parts`. */
function partsOfOthers(): Plugin {
  return {
    name: 'parts-of-others',
    generateBundle(_, bundle) {
      const assets = Object.values(bundle).flatMap((each) =>
        each.type === 'asset' ? each.originalFileNames : [],
      );
      const files = [...this.getModuleIds(), ...assets];
      const folders = files.flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
      const parts = [...new Set(folders.map((each) => resolve(ROOT, each)))].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        return { name, version, licence: license };
      });
      this.emitFile({ type: 'asset', fileName: 'parts.json', source: JSON.stringify(parts, null, 1) });
    },
  };
}

function documentOf({ name }: Row): string {
  return join(ROOT, `${name}.html`);
}

/**
 * The number on paper has the screens' face: the print agent draws with the same file, its licence beside it.
 */
function faceForPaper(): Plugin {
  return {
    name: 'face-for-paper',
    closeBundle() {
      mkdirSync(PAPER, { recursive: true });
      copyFileSync(
        join(FACE, 'files/atkinson-hyperlegible-next-latin-wght-normal.woff2'),
        join(PAPER, 'numbers.woff2'),
      );
      copyFileSync(join(FACE, 'LICENSE'), join(PAPER, 'LICENSE'));
    },
  };
}

/** A rule of styles: PostCSS's own, as Vite brings it. */
interface StyleRule {
  selector: string;
  source: unknown;
  nodes: { prop: string; value: string }[];
  after(css: unknown): void;
}
interface Makers {
  AtRule: new (said: object) => { append(rule: unknown): void };
  Rule: new (said: object) => { append(...declarations: object[]): void };
}

const SIDES: Record<string, readonly string[]> = {
  inset: ['top', 'right', 'bottom', 'left'],
  'margin-block': ['margin-top', 'margin-bottom'],
  'margin-inline': ['margin-left', 'margin-right'],
  'padding-block': ['padding-top', 'padding-bottom'],
  'padding-inline': ['padding-left', 'padding-right'],
};
const SPACE = /\s+(?![^(]*\))/;
const COMMA = /,(?![^(]*\))/;

/**
 * Kiosks are old: Chromium knows `gap` between flex items since 84 (2020), the short names of sides since 87, `dvh`
 * since 108. What says the same in older words is set behind a rule, for browsers that do not know `inset`.
 */
function stylesForOldBrowsers(): { postcssPlugin: string; Rule: (rule: StyleRule, make: Makers) => void } {
  const seen = new WeakSet<object>();
  return {
    postcssPlugin: 'styles-for-old-browsers',
    Rule(rule, make) {
      if (seen.has(rule)) return;
      seen.add(rule);
      const own = rule.nodes.flatMap(({ prop, value }) => inOldWords(prop, value));
      const said = Object.fromEntries(rule.nodes.map(({ prop, value }) => [prop, value]));
      const [items, margin] = marginFor(said);
      if (!own.length && !margin.length) return;
      const { source } = rule;
      const old = new make.AtRule({ name: 'supports', params: 'not (inset: 0)', source });
      const set = (selector: string, declarations: Said[]): void => {
        const made = new make.Rule({ selector, source });
        made.append(...declarations.map((each) => ({ ...each, source })));
        seen.add(made);
        old.append(made);
      };
      if (margin.length) own.push({ prop: 'gap', value: '0' }); // where gaps came before `inset`
      if (own.length) set(rule.selector, own);
      if (margin.length) {
        const of = (each: string): string => `${each.trim()} > ${items}`;
        set(rule.selector.split(COMMA).map(of).join(', '), margin);
      }
      rule.after(old);
    },
  };
}

interface Said {
  prop: string;
  value: string;
}

function inOldWords(prop: string, value: string): Said[] {
  if (value?.includes('dvh')) return [{ prop, value: value.replace(/dvh/g, 'vh') }];
  const values = (value ?? '').split(SPACE);
  const of = (n: number): string => values[n] ?? values[n - 2] ?? (values[0] as string);
  return (SIDES[prop] ?? []).map((side, n) => ({ prop: side, value: of(n) }));
}

/** Which items have the margin that stands for a rule's gap, and the margin; none where there is no such gap. */
function marginFor(said: Record<string, string>): [string, Said[]] {
  const { display, gap, 'flex-direction': direction, 'flex-wrap': wrap } = said;
  if (!display?.endsWith('flex') || !gap || gap === '0') return ['', []];
  const [row = '0', column = row] = gap.split(SPACE);
  const beside = { prop: 'margin-inline-end', value: column };
  if (wrap === 'wrap') return ['*', [beside, { prop: 'margin-block-end', value: row }]];
  const down = direction?.startsWith('column');
  const prop = down ? 'margin-block-start' : 'margin-inline-start';
  return ['* + *', [{ prop, value: down ? row : column }]];
}

export default defineConfig({
  publicDir: false,
  css: { postcss: { plugins: [stylesForOldBrowsers()] } },
  resolve: { alias: { '@lib': join(ROOT, 'display/web/lib'), '@office': join(ROOT, 'display/web/office') } },
  define: {
    ROLE_OF_PAGE: JSON.stringify(Object.fromEntries(ROWS.map(({ name, role }) => [name, role]))),
    PAGES: JSON.stringify(
      Object.fromEntries(
        ROWS.map(({ name, title, addresses: [address], role }) => [name, { title, address, role }]),
      ),
    ),
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [pagesOfRows(), partsOfOthers(), faceForPaper()],
  experimental: {
    // an asset finds its neighbours wherever the hall lives; the server writes the documents' own addresses
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `/${name}` : { relative: true }),
  },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: ['es2017', 'chrome78'], // a browser of 2019
    cssTarget: 'es2022', // older browsers as above: sides that this would lower follow the language, not `dir`
    // the pages' policy takes fonts and pictures from the server only, never from data: addresses
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(ROWS.map((row) => [row.name, documentOf(row)])) },
  },
});
