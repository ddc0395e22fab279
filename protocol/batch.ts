// Record batches (Kafka's format v2), by part: batch-header.ts draws and reads the header, batch-encode.ts draws and writes
// the records, batch-decode.ts reads them. Everybody imports from here.
//
//   batch:   header (61 bytes) | record | record | ...         records as one compressed block where the codec says so
//   record:  length | attributes | timestampDelta | offsetDelta | key | value | headers
export * from './batch-decode.ts'
export * from './batch-encode.ts'
export * from './batch-header.ts'
