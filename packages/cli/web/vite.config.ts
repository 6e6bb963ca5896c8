import { defineConfig } from 'vite'

/** The page of `costspan dev`: files that load nothing from elsewhere, so that it works without a network. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Fonts and images stay files, because the page's policy allows only those.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
