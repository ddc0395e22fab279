// What a start found: kept in Store.recovery, shown by the broker, asserted by tests.
export interface RecoveryReport {
  clean: boolean // a valid clean marker was there
  cleanLogs: number // logs of which no segment was read for their end
  scannedLogs: number
  scannedBytes: number
  headersReadLogs: number // clean logs whose headers were read because the index lacked them
  indexRebuilt: boolean
  tornTails: { log: string; path: string; position: number; bytes: number; aside: string }[]
  quarantined: { log: string; path: string; aside: string; expectedOffset: number }[]
  damaged: { log: string; path: string; position: number; offset: number; what: string }[]
  durationMs: number
}

export function emptyReport(): RecoveryReport {
  return {
    clean: false,
    cleanLogs: 0,
    scannedLogs: 0,
    scannedBytes: 0,
    headersReadLogs: 0,
    indexRebuilt: false,
    tornTails: [],
    quarantined: [],
    damaged: [],
    durationMs: 0,
  }
}
