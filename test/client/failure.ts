// What a call of the client fails with, as the tests of the client ask for it.
import { isSluiceError, type SluiceError } from '../../client/index.ts'

/** The typed error that the promise ends with; anything else it may end with fails the test. */
export async function failure(promise: Promise<unknown>): Promise<SluiceError> {
  try {
    await promise
  } catch (error) {
    if (isSluiceError(error)) return error
    throw error
  }
  throw new Error('it did not fail')
}
