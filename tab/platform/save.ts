/** Puts something where the person keeps downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Later: some browsers begin to read only after this.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
