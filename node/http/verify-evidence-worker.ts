import { parentPort, workerData } from 'node:worker_threads'
import { readCar } from '../../protocol/federation/car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { openNativeBatchVerifier } from '../log/native-verify.ts'
import type { ReportView } from './schema/report.ts'

async function reportOn(file: Uint8Array): Promise<ReportView | Refusal> {
  const car = readCar(file, nativeSha256)
  if (isRefusal(car)) return car
  const verify = openNativeBatchVerifier()
  const report = await verifyDecision(car.root, car.blocks, async messages => verify(messages))
  const { level, verified, findings, signatures, ballots, groups, notRecounted } = report
  return {
    what: 'decision',
    root: car.root,
    level,
    verified,
    findings: findings.map(finding => ({ ...finding })),
    signatures,
    ballots,
    groups,
    notRecounted: [...notRecounted],
  }
}

parentPort?.postMessage(await reportOn(workerData))
