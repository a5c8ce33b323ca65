import { openFeedGossip } from '../../protocol/federation/feed-gossip.ts'
import { judgeNextEntries } from '../../protocol/federation/feed-range.ts'
import { openFeedSync } from '../../protocol/federation/feed-sync.ts'
import { openCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { appendLeaves } from '../../protocol/log/merkle.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Cast } from './cast.ts'
import type { Law } from './laws.ts'
import { type Breakable, REAL } from './run.ts'
import type { Lie } from './schedule.ts'
import { openJudge } from './verdicts.ts'

/** An engine with one fault, and the laws of which one at least has to notice. */
export type Broken = {
  readonly engines: Breakable
  readonly laws: readonly Law[]
  /** Shows only where somebody does this. */
  readonly lie?: Lie
}

const withoutProof: typeof judgeNextEntries = (next, hash) => {
  const judged = judgeNextEntries(next, hash)
  if (!isRefusal(judged)) return judged
  const leaves = next.entries.map(({ leafHash }) => leafHash)
  const { range: after, nodes } = appendLeaves(next.before, leaves, hash)
  return { after, nodes, beyond: [] }
}

/** Faults that an engine could have: the simulator is worth nothing unless it finds each of them. */
export const BROKEN: { readonly [fault: string]: Broken } = {
  'takes ranges without a proof': {
    engines: { ...REAL, append: { ...REAL.append, judgeNext: withoutProof } },
    laws: ['all honest nodes converge', 'same feeds, same verdict', 'a forked log stays as it stands'],
  },
  'counts mandates without looking at signatures': {
    engines: {
      ...REAL,
      append: {
        isSigned: () => true,
        openCheckpoint: (note, log, writer) => openCheckpoint(note, log, writer, () => true),
        judgeNext: withoutProof,
      },
      judge: (cast: Cast) => openJudge(cast, async messages => messages.map(() => true)),
    },
    laws: ['no verdict counts what is not signed'],
    lie: 'forges a mandate',
  },
  'finds a kept disk shorter than it was': {
    engines: {
      ...REAL,
      reopen: disk => {
        for (const held of disk.values()) if (held.entries.length > 1) held.entries = held.entries.slice(0, -1)
        return disk
      },
    },
    laws: ['no acknowledged entry is lost'],
  },
  'never asks for what it lacks': {
    engines: {
      ...REAL,
      openSync: parts => {
        const engine = openFeedSync(parts)
        return {
          ...engine,
          receive: (peer, message, nowMs) => (message.type === 'heads' ? [] : engine.receive(peer, message, nowMs)),
        }
      },
    },
    laws: ['all honest nodes converge'],
  },
  'passes on whatever it hears': {
    engines: {
      ...REAL,
      openGossip: parts => {
        const engine = openFeedGossip(parts)
        return {
          ...engine,
          receive: (federation, message) => ({ ...engine.receive(federation, message), verdict: 'accept' }),
        }
      },
    },
    laws: ['each entry is passed on once'],
  },
  'believes whoever holds an entry': {
    engines: {
      ...REAL,
      openGossip: parts =>
        openFeedGossip({
          ...parts,
          check: (announcement, writer) =>
            parts.holds(announcement) ? decodeEntry(announcement.signed) : parts.check(announcement, writer),
        }),
    },
    laws: ['no honest node is blamed'],
    lie: 'floods',
  },
  'takes entries without their bodies': {
    engines: {
      ...REAL,
      append: {
        ...REAL.append,
        judgeNext: (next, hash) =>
          judgeNextEntries(
            {
              ...next,
              entries: next.entries.map(entry => ({
                ...entry,
                leafHash: entry.leafHash,
                bodyValue: entry.bodyValue ?? {},
              })),
            },
            hash,
          ),
      },
    },
    laws: ['same feeds, same verdict'],
    lie: 'drops bodies',
  },
  // Its bounds are constants inside the engine: this one only says that it holds more.
  'says that it holds more than its bounds': {
    engines: {
      ...REAL,
      openSync: parts => {
        const engine = openFeedSync(parts)
        let heard = 0
        return {
          ...engine,
          announced(peer, announcement, nowMs) {
            heard += 100
            return engine.announced(peer, announcement, nowMs)
          },
          load: () => ({ ...engine.load(), parked: heard }),
        }
      },
    },
    laws: ['memory stays bounded'],
  },
}
