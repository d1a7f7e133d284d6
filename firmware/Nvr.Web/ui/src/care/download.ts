/** Saves an answer under the name that it came with; returns the name. */
export async function save(answer: Response): Promise<string> {
  const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'recorder';
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  [link.href, link.download] = [address, name];
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}
