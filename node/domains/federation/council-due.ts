import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { expelsBy } from '../../../protocol/federation/expulsion.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { nextStage } from '../../../protocol/federation/round.ts'
import { mediationEndsMs } from '../../../protocol/federation/veto.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { DueItem } from '../life/due.ts'
import { delegateKey, sitsOn } from './delegate.ts'
import { isWitnessed } from './finality.ts'

/**
 * What waits for those who keep a federation. At its own node, for its stewards: vetoes that they have to mediate, the next
 * round of a plan, mergers that were accepted here for good and that nobody has carried out, groups whose node has signed two
 * histories, and expulsions that others have backed. Those wait for the delegates on a council, too, at their groups' nodes.
 */
export function openCouncilDue(core: Core) {
  const { federations } = core.projections

  const proposals = ({ row }: LogRow) => federations.proposals(row).flatMap(id => federations.proposal(id) ?? [])
  const members = ({ row }: LogRow) => federations.groups(row).filter(({ state }) => state === 'member')
  const nameOf = ({ charter }: FederationGroup) => plainName(charter.name)

  const mediations = (log: LogRow, charter: Charter): DueItem[] =>
    federations.vetoes.contested(log.row).flatMap(at => {
      const { title, decidedAtMs } = federations.proposal(at) ?? {}
      if (title === undefined || !decidedAtMs) return []
      const dueAtMs = mediationEndsMs(charter, decidedAtMs)
      if (core.now() > dueAtMs) return []
      return federations.vetoes
        .of(at)
        .filter(({ state, offered }) => state === 'standing' && offered.length === 0)
        .map(({ id: subject }) => ({ kind: 'mediation', subject, at, title, dueAtMs }))
    })
  const rounds = (log: LogRow): DueItem[] => {
    const all = proposals(log)
    const followed = new Set(all.map(({ round }) => round?.follows))
    return all
      .filter(one => !followed.has(one.id) && nextStage(one) !== undefined)
      .map(({ id, title }) => ({ kind: 'round', subject: id, at: id, title, dueAtMs: null }))
  }
  const mergers = (log: LogRow): DueItem[] => {
    const done = federations.mergers(log.row)
    return proposals(log).flatMap(({ id, title, merges, charter, decision }) => {
      if (!merges || !decision || decision.body.accepted !== true) return []
      if (done.some(({ terms }) => terms.from === merges.from && terms.into === merges.into)) return []
      if (!isWitnessed(core, log, { entry: decision.entry, charter, groups: decision.body.groups })) return []
      return [{ kind: 'merger', subject: id, at: id, title, dueAtMs: null }]
    })
  }
  const forks = (log: LogRow): DueItem[] =>
    members(log)
      .filter(federations.isForked)
      .map(group => ({ kind: 'fork', subject: group.id, at: log.id, title: nameOf(group), dueAtMs: null }))
  const expulsions = (log: LogRow, backer: PublicKeyHex): DueItem[] =>
    members(log).flatMap(group => {
      const grounds = federations.expulsionGrounds(log.row, group.id)
      if (grounds.length === 0 || grounds.some(({ by }) => by === null || by === backer)) return []
      return [{ kind: 'expulsion', subject: group.id, at: log.id, title: nameOf(group), dueAtMs: null }]
    })

  return {
    /** At a federation's own node, for a steward of it. */
    ofSeat(own: LogRow, charter: Charter, member: PublicKeyHex): DueItem[] {
      if (charter.members !== 'groups' || federations.mergers(own.row).some(({ terms }) => terms.from === own.id))
        return []
      const byStewards = expelsBy(charter) === 'stewards' && charter.stewards.includes(member)
      return [
        ...mediations(own, charter),
        ...rounds(own),
        ...mergers(own),
        ...forks(own),
        ...(byStewards ? expulsions(own, member) : []),
      ]
    },
    /** At a group's node, for whom the group has sent to a council. */
    ofDelegate(own: LogRow, member: PublicKeyHex): DueItem[] {
      return federations.memberships(own.row).flatMap(({ federation, charter }) => {
        const log = core.logs.get(federation)
        if (!log || expelsBy(charter) !== 'council') return []
        return sitsOn(core, log, member) ? expulsions(log, delegateKey(core, member)) : []
      })
    },
  }
}
