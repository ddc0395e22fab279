// Worker threads run our sources too: on Node 20 they do not inherit what `--import tsx/esm` set up in the main thread, later
// versions do. Given to every test process with --import (.mocharc.json).
import { isMainThread } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

if (!isMainThread && process.versions.node.startsWith('20.')) register()
