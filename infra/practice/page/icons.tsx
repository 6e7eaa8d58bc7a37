const paths = {
  team: 'M8.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm8 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 17.5C3 14.5 5.5 12 8.5 12s5.500 2.500 5.500 5.500V19H3v-1.500Zm12.500 1.500v-1.500c0-2-.8-3.800-2.100-5.100.9-.6 2-.9 3.100-.9 2.500 0 4.500 2 4.500 4.500v3h-5.500Z',
  chat: 'M12 3a9 9 0 0 0-8 13.100L3 21l4.900-1A9 9 0 1 0 12 3Zm-3.500 6.500h7V11h-7V9.500Zm0 3.500h5v1.500h-5V13Z',
  calendar:
    'M7 3v2H4v15h16V5h-3V3h-1.500v2h-7V3H7Zm-1.500 7h13v8.500h-13V10Zm2 2v2h2v-2h-2Zm4 0v2h2v-2h-2Zm4 0v2h2v-2h-2Z',
  files:
    'M6 3h8l5 5v13H6V3Zm7.500 1.500V8.500H17.500L13.500 4.500ZM9 12h7v1.500H9V12Zm0 3.500h7V17H9v-1.500Z',
  app: 'M4 13h3l2-6 4 11 3-8 1.500 3H20v1.500h-3.500l-.6-1.200L13 20.500 9 10l-1 4.500H4V13Z',
  more: 'M6 10.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3Zm6 0a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3Zm6 0a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3Z',
  send: 'M4 4l17 8-17 8 2.500-7L14 12 6.500 11 4 4Z',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} fill="currentColor" />
  </svg>
);
