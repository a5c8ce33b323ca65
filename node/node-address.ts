import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const addressPath = (folder: string) => join(folder, 'node.json')

/** How programs on the same machine find the node that runs on a folder. */
export type NodeAddress = { readonly url: string; readonly pid: number }

export function writeNodeAddress(folder: string, address: NodeAddress): void {
  const path = addressPath(folder)
  writeFileSync(`${path}.new`, `${JSON.stringify(address)}\n`)
  renameSync(`${path}.new`, path)
}

export function removeNodeAddress(folder: string): void {
  rmSync(addressPath(folder), { force: true })
}

/** The address that the last node on this folder wrote; it may have ended without taking it away. */
export function readNodeAddress(folder: string): NodeAddress | undefined {
  try {
    const { url, pid }: Partial<NodeAddress> = JSON.parse(readFileSync(addressPath(folder), 'utf8'))
    return typeof url === 'string' && typeof pid === 'number' ? { url, pid } : undefined
  } catch {
    return undefined
  }
}
