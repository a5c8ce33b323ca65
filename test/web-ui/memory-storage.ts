import { storageOf } from '../../web-ui/src/shared-device/storage-of.ts'

/** A browser's storage that lasts as long as a test. */
export const memoryStorage = (): Storage => storageOf(new Map())
