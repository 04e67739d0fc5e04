/**
 * An answer of Temporal that was there and could not be decrypted (privacy/cipher.ts, of which activities know nothing but
 * this name). It says nothing of the flow that it is of: whoever asks must not take it for "none" or "failed".
 */
export const isUnreadable = (error: unknown): error is Error => (error as { name?: unknown } | undefined)?.name === 'Unreadable';
