import { parentPort, workerData } from 'node:worker_threads'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { openNativeBatchVerifier, verifyOneNatively } from '../log/native-verify.ts'
import type { ReportView } from './schema/report.ts'
import { witnessesView } from './views/witnesses.ts'

async function reportOn(file: Uint8Array): Promise<ReportView | Refusal> {
  const verify = openNativeBatchVerifier()
  const report = await verifyCar(file, {
    hash: nativeSha256,
    verify: verifyOneNatively,
    verifyMany: async messages => verify(messages),
  })
  if (isRefusal(report)) return report
  const { root, level, verified, findings, signatures, ballots, groups, notRecounted, decision } = report
  const witnesses = decision && 'witnesses' in decision ? decision.witnesses : null
  return {
    what: 'decision',
    root,
    level,
    verified,
    findings: findings.map(finding => ({ ...finding })),
    signatures,
    ballots,
    groups,
    notRecounted: [...notRecounted],
    witnesses: witnesses && witnessesView(witnesses),
  }
}

parentPort?.postMessage(await reportOn(workerData))
