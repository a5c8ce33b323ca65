export type Project = { readonly id: string; readonly cost: number }

/** Options out of a text field, one a line; undefined where there are fewer than two or one stands twice. */
export function parseOptions(text: string): string[] | undefined {
  const options = linesOf(text)
  return options.length >= 2 && new Set(options).size === options.length ? options : undefined
}

/** Projects out of a text field, `name = cost` a line; undefined where a line is not one or a name stands twice. */
export function parseProjects(text: string): Project[] | undefined {
  const projects: Project[] = []
  for (const line of linesOf(text)) {
    const found = /^(.+?)\s*=\s*(\d{1,15})$/.exec(line)
    const [, id, cost] = found ?? []
    if (id === undefined || cost === undefined) return undefined
    projects.push({ id, cost: Number(cost) })
  }
  const names = new Set(projects.map(({ id }) => id))
  return projects.length >= 2 && names.size === projects.length ? projects : undefined
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim().normalize('NFC'))
    .filter(line => line !== '')
}
