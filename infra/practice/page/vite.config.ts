import { defineConfig } from 'vite';

/** Build of the practice page; practice's server hands out `dist/practice-page`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  resolve: {
    // The package's main file imports a carousel that is not installed; its bundle brings all it needs.
    alias: { adaptivecards: 'adaptivecards/dist/adaptivecards.js' },
  },
  build: { outDir: '../../../dist/practice-page', emptyOutDir: true, chunkSizeWarningLimit: 1500 },
});
