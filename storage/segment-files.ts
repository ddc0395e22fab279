// Which files of a log's directory are its segments, and which are left over from a compaction or deletion that a crash cut
// short. Pure; used by recovery.ts, which removes what is left, and check.ts, which tells of it.
//   - where the metadata log knows a sealed segment, its file is the one with that generation
//   - elsewhere only generation 0 counts: a higher one was never swapped in
//   - a file of generation 0 within a compacted segment was merged into it; one that was dropped is dropped
import type { SegmentName } from './directory.ts'
import type { LogFacts } from './metadata-state.ts'

export interface SegmentFiles {
  segments: SegmentName[]
  left: SegmentName[]
  whole: boolean // every sealed segment has its file: only then may anything be removed
}

export function sortSegmentFiles(names: readonly SegmentName[], facts: LogFacts): SegmentFiles {
  const segments: SegmentName[] = []
  const left: SegmentName[] = []
  let found = 0
  let mergedTo = -1 // end of the compacted segment that was seen last
  for (const name of names) {
    const sealed = facts.sealed.get(name.baseOffset)
    if (sealed !== undefined && sealed.generation > 0) mergedTo = sealed.endOffset
    if (sealed === undefined ? isOurs(name, facts, mergedTo) : sealed.generation === name.generation) {
      segments.push(name)
      if (sealed !== undefined) found++
    } else {
      left.push(name)
    }
  }
  return { segments, left, whole: found === facts.sealed.size }
}

function isOurs({ baseOffset, generation }: SegmentName, { dropped }: LogFacts, mergedTo: number): boolean {
  if (generation > 0 || baseOffset < mergedTo) return false
  return !dropped.has(baseOffset)
}
