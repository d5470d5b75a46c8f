import { DataError } from '@chainrule/core';
import { SetupError } from './classes.ts';

/** What the system's codes mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk (ENOSPC)',
  EDQUOT: 'the quota of the disk is used up (EDQUOT)',
  EISDIR: 'it is a folder (EISDIR)',
  ENOTDIR: 'part of the path is not a folder (ENOTDIR)',
  ENOENT: 'a folder of the path cannot be created (ENOENT)',
  EACCES: 'permission is denied (EACCES)',
  EPERM: 'permission is denied (EPERM)',
  EROFS: 'the disk is read-only (EROFS)',
  ENAMETOOLONG: 'the path is too long (ENAMETOOLONG)',
  EFBIG: 'the file would be too large (EFBIG)',
};

function because<E extends Error>(error: E, cause: Error): E {
  error.cause = cause;
  return error;
}

/** Files that could not be read or written. */
export const fileErrors = {
  /** A file that could not be read or written, with the system's own error as its cause. */
  file: (operation: string, path: string, done: 'read' | 'written', cause: NodeJS.ErrnoException) => {
    const reason = REASONS[cause.code ?? ''] ?? cause.message;
    return because(new DataError(operation, `${path} cannot be ${done}: ${reason}`), cause);
  },

  folderInUse: (
    operation: string,
    folder: string,
    lock: string,
    { pid, host, since }: { pid: number | string; host: string; since: string },
  ) =>
    new SetupError(
      operation,
      `${folder} is in use by the training of process ${pid} on ${host}, since ${since}: give each training its own folder, or delete ${lock} if that process is gone`,
    ),

  notSaved: (operation: string, place: string, cause: Error) =>
    because(
      new DataError(
        operation,
        `the checkpoint ${place} was not written (${cause.message}); earlier checkpoints are intact, and the model in memory is as trained`,
      ),
      cause,
    ),

  damagedCheckpoint: (operation: string, place: string, cause: Error, others: readonly string[]) =>
    because(
      new DataError(
        operation,
        `the checkpoint ${place} is damaged: ${cause.message}. ${others.length > 0 ? `Resume from ${others.join(' or ')}` : 'No other checkpoint is intact: start again, without resume'}`,
      ),
      cause,
    ),

  noFiles: (operation: string) => new SetupError(operation, 'files need Node 20.16 or newer'),
};
