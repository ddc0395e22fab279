// How the store tells its owner what happened: the broker logs it, a test collects it. Facts are plain values.
export type Notice = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts: Record<string, unknown>,
) => void
