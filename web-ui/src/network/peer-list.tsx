import type { Network } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { newsBringer, type Peer } from './mesh-layout.ts'
import { idOfPeer } from './mesh-map.tsx'
import { type PeerState, peerSentences, stateOf, stateWord, type Telling } from './peer-words.ts'

const CHIPS: Readonly<Record<PeerState, string>> = {
  connected: 'chip chip-for',
  relayed: 'chip chip-accent',
  lost: 'chip chip-against',
  never: 'chip',
  barred: 'chip chip-warn',
}

/** What the map shows, in words and numbers. */
export function PeerList({ network, telling }: { network: Network; telling: Telling }) {
  return (
    <ul className="list">
      {network.peers.map(peer => (
        <PeerLine key={peer.key} peer={peer} network={network} telling={telling} />
      ))}
    </ul>
  )
}

function PeerLine({ peer, network, telling }: { peer: Peer; network: Network; telling: Telling }) {
  const { t, formats } = useI18n()
  const { mayGovern } = useMe()
  const { key, rttMs, bytesIn, bytesOut, timesLost, addresses } = peer
  const state = stateOf(peer)
  const bringer = newsBringer(peer, network.feeds)
  const within = network.federations.filter(({ id }) => peer.federations.includes(id)).map(({ name }) => name)
  return (
    <li id={idOfPeer(key)} tabIndex={-1} className="peer-line" data-peer={key}>
      <div className="row-apart">
        <h3>{telling.nameOf(key)}</h3>
        <span className={CHIPS[state]}>{stateWord(t, state)}</span>
      </div>
      {network.federations.length > 1 ? <p className="small soft">{formats.list(within)}</p> : null}
      <p className="small">{peerSentences(telling, peer).join(' ')}</p>
      {bringer ? <p className="small soft">{t('network.newsBy', { name: telling.nameOf(bringer) })}</p> : null}
      <dl className="peer-facts small">
        {rttMs === null ? null : <Fact name={t('network.roundTrip')} value={formats.milliseconds(rttMs)} />}
        <Fact name={t('network.received')} value={formats.bytes(bytesIn)} />
        <Fact name={t('network.sent')} value={formats.bytes(bytesOut)} />
        {timesLost === 0 ? null : <Fact name={t('network.timesLost')} value={formats.number(timesLost)} />}
      </dl>
      {mayGovern && addresses.length > 0 ? (
        <details className="small">
          <summary>{t('network.addresses')}</summary>
          <ul>
            {addresses.map(address => (
              <li key={address}>
                <code>{address}</code>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
