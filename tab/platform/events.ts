/** Server-sent events out of a response body. Ends when the stream ends, breaks or stays silent too long. */
export async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  silenceMs: number,
  event: (name: string, data: unknown) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = eventParser(event);
  for (;;) {
    const timer = setTimeout(() => void reader.cancel(), silenceMs);
    const { done, value } = await reader.read().finally(() => {
      clearTimeout(timer);
    });
    if (done) return;
    parse(value);
  }
}

/** Takes text in pieces of any size and tells of every whole event whose data is JSON. */
export function eventParser(event: (name: string, data: unknown) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const data = fieldOf(lines, 'data');
      if (data !== undefined) event(fieldOf(lines, 'event') ?? 'message', JSON.parse(data));
    }
  };
}

function fieldOf(lines: readonly string[], name: string): string | undefined {
  const values = lines
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  return values.length === 0 ? undefined : values.join('\n');
}
