// Builds the pages into the wheel's folder; the server answers with them at /board, /kiosk and so on.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const OUT = 'display/halldisplay/pages';
const PAGES = ['display/web/board', 'display/web/panel', 'display/web/console', 'display/web/announcer', 'display/web/guide', 'display/web/rate', 'display/web/office', 'display/web/supervision', 'display/web/t', 'display/web/why', 'display/web/public', 'kiosk/web/kiosk'];

const FACE = 'node_modules/@fontsource-variable/atkinson-hyperlegible-next';
const PAPER = 'printers/hallprinters/faces';

/** The number on paper has the screens' face: the print agent draws with the same file, its licence beside it. */
function faceForPaper(): Plugin {
  return {
    name: 'face-for-paper',
    closeBundle() {
      mkdirSync(PAPER, { recursive: true });
      copyFileSync(join(FACE, 'files/atkinson-hyperlegible-next-latin-wght-normal.woff2'), join(PAPER, 'numbers.woff2'));
      copyFileSync(join(FACE, 'LICENSE'), join(PAPER, 'LICENSE'));
    },
  };
}

/** Vite writes a page where its source lies; the server wants all of them side by side. */
function sideBySide(): Plugin {
  return {
    name: 'pages-side-by-side',
    closeBundle() {
      mkdirSync(OUT, { recursive: true });
      for (const folder of ['display/web', 'kiosk/web']) {
        for (const file of readdirSync(join(OUT, folder))) {
          const page = readFileSync(join(OUT, folder, file), 'utf8');
          writeFileSync(join(OUT, file), page.replaceAll('../../assets/', '/assets/'));
        }
        rmSync(join(OUT, folder.split('/')[0] as string), { recursive: true });
      }
    },
  };
}

export default defineConfig({
  base: './',  // an asset finds its neighbours wherever the hall lives; the server writes the page's own addresses
  publicDir: false,
  resolve: { alias: { '@lib': fileURLToPath(new URL('display/web/lib', import.meta.url)) } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [sideBySide(), faceForPaper()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the pages' policy takes fonts and pictures from the server only, never from data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(PAGES.map((page) => [page.split('/').at(-1), `${page}.html`])) },
  },
});
