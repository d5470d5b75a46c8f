// What a program in the engine's memory is made of, for TypeScript and AssemblyScript alike: AssemblyScript reads this very
// file, so it holds constants alone, without a type or an import.
//
// A program is a row of Int32 words. An instruction is its opcode, its length in words, its mode and then its fields.

/** Words before the fields: opcode, length, mode. */
export const HEADER_WORDS = 3;

/** The mode in which thread 0 alone executes the instruction. */
export const ALONE = 0;
/**
 * All threads split it among themselves, in chunks that do not depend on how many there are. Any larger mode cuts each
 * thread's part into as many shares, and who is done with its own takes those that nobody has begun.
 */
export const TOGETHER = 1;

export const FLOAT32 = 0;
export const FLOAT64 = 1;
export const INT32 = 2;
/** One byte each, 0 or 1. */
export const BOOL = 3;

// Opcodes 1 … 29: products of matrices, copies, convolutions, windows.

/**
 * C[batch0, batch1, row, column] = Σ A · B. Fields: dtype, rows, columns, depth, batch0, batch1; address, row step, column
 * step, batch0 step and batch1 step of A; the same of B; address, row step, batch0 step and batch1 step of C, whose columns
 * lie side by side; the fields of a FUSED instruction, run on the elements [row · columns, …) of whole rows as soon
 * as they are done, or 0; scratch, bytes of scratch for each thread (matmulScratch). Steps count elements.
 */
export const MATMUL = 1;
/** Long sides are cut into blocks of so many rows (whole strips, of four or six), columns and products. */
export const MATMUL_ROW_BLOCK = 72;
export const MATMUL_COLUMN_BLOCK = 512;
export const MATMUL_DEPTH_BLOCK = 256;
/**
 * So many products are added up in one sum of float32 at most, block by block; sums of more are put together in double
 * precision.
 */
export const LONGEST_SUM = 16384;
/** Scratch for a tile that hangs over the edge of C. */
export const MATMUL_EDGE_BYTES = 192;

/**
 * Copies between evenly spaced places of one index space. Fields: dtype, axes (2 or more), the axis along which threads share
 * it out, address of the result, address of x; then for each axis its length, its step in the result and its step in x, in
 * elements, which may be 0 or negative. stridedFields in strided.ts chooses the order of the axes.
 */
export const COPY_STRIDED = 2;
/** The same, adding to what the result holds (of bool: or). Entries that meet at one place belong to one thread. */
export const ADD_STRIDED = 3;

/**
 * The three products of core's convolutions, in each of which two of x, w and y give the third:
 * x [batch, groups · channels, plane], w [groups · outputs, depth], y [batch, groups · outputs, positions], where depth is
 * channels · taps of the kernel, and position p sees the number at starts[p] + taps[r] of its group through tap r. Fields:
 * dtype, batch, groups, outputs, depth, positions, channels, plane; addresses of the Int32 tables starts and taps, which
 * count bytes (convolutionTables); x, w, y; an elementwise FUSED instruction's fields, run on what is done of y, or 0
 * (CONVOLVE only); scratch, bytes of scratch for each thread (convolutionScratch); for CORRELATE, in how many chunks the
 * samples are summed, the address of their sums (as COMBINE has partials) or 0 where there is one chunk, and 1 where a chunk
 * has more blocks of at most MATMUL_DEPTH_BLOCK products of one sample than make up LONGEST_SUM.
 */
export const CONVOLVE = 4;
/** x from y and w. */
export const CONVOLVE_TRANSPOSED = 5;
/** w from x and y. */
export const CORRELATE = 6;
/** Positions whose columns are packed at a time. */
export const CONVOLUTION_OUTPUT_BLOCK = 256;

/**
 * Where in x [lines, …three axes] the largest entry of each box lies, as int32. Fields: dtype, lines, 1 where places count
 * from the start of their line and 0 where from the start of x, x, places; then for each of the three axes its size, the
 * number of windows, the step between their entries, and the address of an Int32 table with the start and end of each.
 */
export const MAX_POOL_PLACES = 7;

/**
 * A sparse matrix applied along one axis: out[outer, row, inner] = Σ weight · x[outer, column, inner]. Fields: dtype, outer,
 * height, width, inner; addresses of where the entries of each row begin (height + 1 Int32), of their columns (Int32) and
 * their weights (of the dtype); x, out.
 */
export const RESAMPLE = 8;

// Opcodes 30 … 59: elementwise chains, reductions, rows, gather and scatter.

/** Fields: address, bytes of an element (1, 4 or 8), elements, the value (low word, high word). */
export const FILL = 30;

/** A chain of elementwise operations, and reductions at its end. Its fields are in micro-ops.ts; fused.ts writes them. */
export const FUSED = 31;
/**
 * The results of a reduction of which the chunks left partial results. Fields: kind (SUM … of micro-ops.ts), dtype of the
 * results, their address, partials (which are overwritten), chunks, inner.
 */
export const COMBINE = 32;
/**
 * The place, as int32, of the largest or smallest number of each line of [outer, length, inner]: the first of equal ones,
 * the first NaN. Fields: LARGEST or SMALLEST, dtype, address of the numbers, of the places, outer, length (not 0), inner.
 */
export const ARG_EXTREME = 33;
/** Running sums along the lines of [outer, length, inner]; those of bool are int32. Fields: dtype, from, to, outer, length, inner. */
export const CUMULATIVE_SUM = 34;
/** Blocks of neighbours one after the other. Fields: bytes of an element, from, to, places (int32, of first elements), how many, block. */
export const GATHER = 35;
/**
 * Zeros, to which blocks are added at places. Fields: dtype, from, to, places, how many, block, elements of the result, and 1
 * where sums of float32 are to be float64, 0 where they are of its dtype.
 */
export const SCATTER_ADD = 36;
