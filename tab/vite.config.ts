import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/tab/',
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: '../dist/tab',
    emptyOutDir: true,
    target: 'es2023',
    // test/tab/size.test.ts reads it to add up what the side panel loads.
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 1000,
    // React's "use client" marks say nothing to a page without a server.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
