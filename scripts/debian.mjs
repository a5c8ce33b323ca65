import { existsSync } from 'node:fs'
import { runInProject } from './project.mjs'

/** Whether this may install Debian's packages: it runs as root, on Debian or what is made of it. */
export function mayInstallPackages() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/**
 * Installs Debian's packages, quietly: apt writes hundreds of lines.
 * @param {readonly string[]} names
 * @returns {string} what apt said, worth reading when a package is not there afterwards
 */
export function installPackages(names) {
  const updated = runInProject('apt-get', ['update'], 'keep')
  const install = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', ...names]
  const installed = runInProject('env', install, 'keep')
  return updated.output + installed.output
}
