import { Argument, Command } from 'commander'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** `comunal completion`: a script that completes nouns, verbs and options, made from the commands that there are. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  comunal completion bash > ~/.local/share/bash-completion/completions/comunal
  comunal completion zsh > "\${fpath[1]}/_comunal"
  comunal completion fish > ~/.config/fish/completions/comunal.fish`,
    )
    .action((shell: Shell) => {
      process.stdout.write(scripts[shell](pathsOf(program, [])))
    })
}

/** The words before the cursor, and what may come after them. */
type Path = { readonly words: readonly string[]; readonly next: readonly { name: string; says: string }[] }

function pathsOf(command: Command, words: readonly string[]): Path[] {
  const subcommands = command.commands.map(sub => ({ name: sub.name(), says: sub.description() }))
  const global = command.parent ? rootOf(command).options : []
  const options = [...command.options, ...global].flatMap(({ long, description }) =>
    long ? [{ name: long, says: description }] : [],
  )
  const help = { name: '--help', says: 'say what a command does' }
  return [
    { words, next: [...subcommands, ...options, help] },
    ...command.commands.flatMap(sub => pathsOf(sub, [...words, sub.name()])),
  ]
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command
}

const scripts: Record<Shell, (paths: readonly Path[]) => string> = {
  bash: paths => `# bash completion for comunal
_comunal() {
  local word path="" current="\${COMP_WORDS[COMP_CWORD]}" known
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] && continue
    case " ${nouns(paths)} " in *" \${path:+$path/}$word "*) path="\${path:+$path/}$word" ;; esac
  done
  case "$path" in
${paths.map(({ words, next }) => `    ${quote(words.join('/'))}) known=${quote(names(next))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$known" -- "$current"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _comunal comunal
`,
  zsh: paths => `#compdef comunal
_comunal() {
  local word route=""
  local -a known
  for word in "\${words[@]:1:CURRENT-2}"; do
    [[ $word == -* ]] && continue
    case " ${nouns(paths)} " in *" \${route:+$route/}$word "*) route="\${route:+$route/}$word" ;; esac
  done
  case "$route" in
${paths.map(({ words, next }) => `    ${quote(words.join('/'))}) known=(${described(next)}) ;;`).join('\n')}
  esac
  _describe 'comunal' known || _files
}
compdef _comunal comunal
`,
  fish: paths =>
    [
      '# fish completion for comunal',
      ...paths.flatMap(({ words, next }) => next.map(item => fishLine(words, item))),
      '',
    ].join('\n'),
}

function nouns(paths: readonly Path[]): string {
  return paths
    .map(({ words }) => words.join('/'))
    .filter(path => path !== '')
    .join(' ')
}

function names(next: Path['next']): string {
  return next.map(({ name }) => name).join(' ')
}

function described(next: Path['next']): string {
  return next.map(({ name, says }) => quote(`${name}:${says.replaceAll(':', '\\:')}`)).join(' ')
}

function fishLine(words: readonly string[], { name, says }: { name: string; says: string }): string {
  const seen = words.map(word => `__fish_seen_subcommand_from ${word}`)
  const condition = words.length === 0 && !name.startsWith('--') ? '__fish_use_subcommand' : seen.join('; and ')
  const what = name.startsWith('--') ? `-l ${name.slice(2)}` : `-f -a ${name}`
  return `complete -c comunal ${condition === '' ? '' : `-n ${quote(condition)} `}${what} -d ${quote(says)}`
}

/** A word for a POSIX shell and for fish alike. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
