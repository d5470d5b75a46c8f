// The instructions of elementwise chains: opcodes 31 … 39 of a program, what they are made of, and the operations on
// numbers they consist of. Constants alone, as in opcodes.ts; micro-table.ts has the operations by their names in core.

// ---------------------------------------------------------------------------------------------------------------------
// FUSED runs a chain of operations over n elements, block by block, each block in cache. Fields, in this order:

/** FLOAT32 or FLOAT64, in which all registers and operations are. */
export const FUSED_TYPE = 0;
/** How many elements; with 0 nothing is written. */
export const FUSED_COUNT = 4;
/** Elements in a chunk, which one thread does alone: whole rows of every reduction, or whole inner rows (see partials). */
export const FUSED_CHUNK = 8;
export const FUSED_LOADS = 12;
export const FUSED_OPS = 16;
export const FUSED_STORES = 20;
/** How many registers: blocks of numbers. A register that is loaded is no operation's destination. */
export const FUSED_REGISTERS = 24;
/** Address of the frames, one for each thread, and the bytes of one, from `frameBytes`; both multiples of 64. */
export const FUSED_SCRATCH = 28;
export const FUSED_FRAME = 32;
/** Here the loads begin, then the operations, then the stores. */
export const FUSED_LISTS = 36;

/** A load: kind, register, address, dtype in memory, a, b. STRIDED has `a` dims and then `a` strides behind it. */
export const LOAD_KIND = 0;
export const LOAD_REGISTER = 4;
export const LOAD_ADDRESS = 8;
export const LOAD_TYPE = 12;
export const LOAD_A = 16;
export const LOAD_B = 20;
export const LOAD_BYTES = 24;

/** Element i at address + i; with the dtype of the chain it is read where it lies. */
export const CONTIGUOUS = 0;
/** One element for all. */
export const SPLAT = 1;
/** A float64 for all: its low word in a, its high word in b. */
export const IMMEDIATE = 2;
/** Element (i / a) mod b: a row along columns has a = 1, a column along rows a = the row's length. */
export const DIVMOD = 3;
/** Element Σ coordinate · stride, of the coordinates of i in row-major order; a = rank from 1 to STRIDED_AXES. */
export const STRIDED = 4;
/** A frame has room for so many coordinates. */
export const STRIDED_AXES = 16;

/** An operation: opcode, destination register, source registers (0 where there is none). */
export const OP_CODE = 0;
export const OP_DESTINATION = 4;
export const OP_SOURCES = 8;
export const OP_BYTES = 20;

/**
 * A store: kind, register, address, dtype in memory, reduced, inner, partials. A buffer that is loaded CONTIGUOUS may be
 * stored to; any other overlap may not be.
 */
export const STORE_KIND = 0;
export const STORE_REGISTER = 4;
export const STORE_ADDRESS = 8;
export const STORE_TYPE = 12;
/**
 * A reduction has n = outer · reduced · inner elements and outer · inner results. Where `partials` is 0 each chunk holds
 * whole outer rows and the results go to the address. Otherwise outer is 1, a chunk holds whole inner rows, and chunk c
 * leaves `inner` float64 numbers at partials + 8 c inner, from which COMBINE makes the result.
 */
export const STORE_REDUCED = 16;
export const STORE_INNER = 20;
export const STORE_PARTIALS = 24;
export const STORE_BYTES = 28;

/** Element i to address + i. */
export const CONTIGUOUS_STORE = 0;
/** Sums and products are kept in double precision across blocks and rounded once. */
export const SUM = 1;
export const PRODUCT = 2;
/** NaN where there is one. */
export const LARGEST = 3;
export const SMALLEST = 4;

/** A block of a register, and the distance between two, which keeps them off each other's cache sets. */
export const BLOCK_BYTES = 4096;
export const BLOCK_STRIDE = 4224;
/** What a frame holds for each store, and the room in which float32 blocks are widened to float64. */
export const STORE_STATE = 24;
export const WIDE_BYTES = 16640;
export const WIDE_STRIDE = 8320;

// ---------------------------------------------------------------------------------------------------------------------
// The operations, named as in core. Those below FIRST_WIDE exist in float32 and float64; the others are computed in
// float64 and rounded.

export const ADD = 1;
export const SUB = 2;
export const MUL = 3;
export const DIV = 4;
export const NEG = 5;
export const RECIPROCAL = 6;
export const SQUARE = 7;
export const ABS = 8;
export const SIGN = 9;
export const SQRT = 10;
export const RSQRT = 11;
export const MAXIMUM = 12;
export const MINIMUM = 13;
export const FMAX = 14;
export const FMIN = 15;
export const CLAMP = 16;
export const RELU = 17;
export const RELU6 = 18;
export const LEAKY_RELU = 19;
export const FLOOR = 20;
export const CEIL = 21;
export const ROUND = 22;
export const TRUNC = 23;
export const FRAC = 24;
export const GREATER = 25;
export const GREATER_EQUAL = 26;
export const LESS = 27;
export const LESS_EQUAL = 28;
export const EQUAL = 29;
export const NOT_EQUAL = 30;
export const LOGICAL_AND = 31;
export const LOGICAL_OR = 32;
export const LOGICAL_XOR = 33;
export const LOGICAL_NOT = 34;
export const IS_NAN = 35;
export const IS_FINITE = 36;
export const IS_INF = 37;
export const WHERE = 38;
export const PICKED = 39;
export const HEAVISIDE = 40;
export const COPY_SIGN = 41;
/** The same number: a copy. */
export const IDENTITY = 42;
export const EXP = 43;
export const LOG = 44;
export const TANH = 45;
export const SIGMOID = 46;
export const SOFTPLUS = 47;
export const SIN = 48;
export const COS = 49;
export const ERF = 50;
export const ERFC = 51;
export const EXPM1 = 52;
export const LOG1P = 53;
export const ELU = 54;
export const SELU = 55;

export const FIRST_WIDE = 64;
export const EXP2 = 64;
export const LOG2 = 65;
export const LOG10 = 66;
export const TAN = 67;
export const ASIN = 68;
export const ACOS = 69;
export const ATAN = 70;
export const ATAN2 = 71;
export const SINH = 72;
export const COSH = 73;
export const ASINH = 74;
export const ACOSH = 75;
export const ATANH = 76;
export const CBRT = 77;
export const POW = 78;
export const HYPOT = 79;
export const LOG_ADD_EXP = 80;
export const LOG_ADD_EXP2 = 81;
export const XLOGY = 82;
export const XLOG1PY = 83;
export const ENTR = 84;
export const SINC = 85;
export const REMAINDER = 86;
export const FMOD = 87;
/** Rounded to float32, for a chain in float64 of which a part is in float32. */
export const TO_FLOAT32 = 88;
/** Without what is behind the point, and wrapped to 32 bits, as a cell of int32 keeps it. */
export const TO_INT32 = 89;
/** The product of two int32, wrapped to 32 bits. */
export const MUL_INT32 = 90;
