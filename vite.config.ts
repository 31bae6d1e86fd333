// Builds the pages into the wheel's folder: one for each folder that holds a page.json, its row.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

export default defineConfig({
  publicDir: false,
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
  plugins: [pagesOfRows(), faceForPaper()],
  experimental: {
    // an asset finds its neighbours wherever the hall lives; the server writes the documents' own addresses
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `/${name}` : { relative: true }),
  },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    // the pages' policy takes fonts and pictures from the server only, never from data: addresses
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(ROWS.map((row) => [row.name, documentOf(row)])) },
  },
});
