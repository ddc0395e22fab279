// Loaded by `npm test` alone: says at the end what this run did not do, so that a green line promises no more than it holds.
export function mochaGlobalTeardown(): void {
  process.stdout.write(
    '\n  left out here, run by .ci/run: test/privileged (strace, full disks), test/stages, test/kafka, test/packages, test/console (Chromium)\n',
  )
}
