import type { Ack } from '../../log/writer.ts'
import type { AckView } from '../schema/entry.ts'

export function ackView({ id, log, index, position, checkpoint }: Ack): AckView {
  return { id, log, index, size: sizeOf(checkpoint), checkpoint, position }
}

/** The second line of a checkpoint. */
export function sizeOf(checkpoint: string): number {
  const start = checkpoint.indexOf('\n') + 1
  return Number(checkpoint.slice(start, checkpoint.indexOf('\n', start)))
}
