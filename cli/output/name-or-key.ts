/** What somebody is called; the beginning of their key where they have no name here any more, as who has left. */
export function nameOrKey({ name, key }: { name: string; key: string }): string {
  return name || key.slice(0, 8)
}
