import { existsSync } from 'node:fs'
import { installPackages, mayInstallPackages } from './debian.mjs'

/** What the tests on hosts of their own are made with, and the Debian package of each. */
const tools = { '/usr/sbin/ip': 'iproute2', '/usr/sbin/nft': 'nftables', '/usr/bin/socat': 'socat' }

/** Installs the tools for the tests in network namespaces, where root may; elsewhere those tests say why they are skipped. */
export function readyNetworkTools() {
  const missing = Object.entries(tools).filter(([path]) => !existsSync(path))
  if (missing.length === 0 || !mayInstallPackages()) return
  process.stderr.write("Installing Debian's network tools for the tests in namespaces (once) …\n")
  const said = installPackages(missing.map(([, name]) => name))
  if (missing.some(([path]) => !existsSync(path))) process.stderr.write(said)
}
