import {
  ABS,
  ACOS,
  ACOSH,
  ADD,
  ASIN,
  ASINH,
  ATAN,
  ATAN2,
  ATANH,
  BLOCK_BYTES,
  CBRT,
  CEIL,
  CLAMP,
  COPY_SIGN,
  COS,
  COSH,
  DIV,
  ELU,
  ENTR,
  EQUAL,
  ERF,
  ERFC,
  EXP,
  EXP2,
  EXPM1,
  FIRST_WIDE,
  FLOOR,
  FMAX,
  FMIN,
  FMOD,
  FRAC,
  GREATER,
  GREATER_EQUAL,
  HEAVISIDE,
  HYPOT,
  IDENTITY,
  IS_FINITE,
  IS_INF,
  IS_NAN,
  LEAKY_RELU,
  LESS,
  LESS_EQUAL,
  LOG,
  LOG10,
  LOG1P,
  LOG2,
  LOGICAL_AND,
  LOGICAL_NOT,
  LOGICAL_OR,
  LOGICAL_XOR,
  LOG_ADD_EXP,
  LOG_ADD_EXP2,
  MAXIMUM,
  MINIMUM,
  MUL,
  MUL_INT32,
  NEG,
  NOT_EQUAL,
  PICKED,
  POW,
  RECIPROCAL,
  RELU,
  RELU6,
  REMAINDER,
  ROUND,
  RSQRT,
  SELU,
  SIGMOID,
  SIGN,
  SIN,
  SINC,
  SINH,
  SOFTPLUS,
  SQRT,
  SQUARE,
  SUB,
  TAN,
  TANH,
  TO_FLOAT32,
  TO_INT32,
  TRUNC,
  WHERE,
  WIDE_STRIDE,
  XLOG1PY,
  XLOGY,
} from '../src/wasm/micro-ops';
import * as arithmetic from './arithmetic';
import * as transcendental from './transcendental';
import * as wide from './wide';

/** One operation on a block of `bytes` bytes; `room` is for blocks made float64. */
export function operate<T>(opcode: i32, y: usize, a: usize, b: usize, c: usize, bytes: usize, room: usize): void {
  if (opcode < FIRST_WIDE) operateAs<T>(opcode, y, a, b, c, y + bytes);
  else if (sizeof<T>() == 8) operateWide(opcode, y, a, b, y + bytes);
  else widened(opcode, y, a, b, bytes, room);
}

/** On float32 by way of float64. */
function widened(opcode: i32, y: usize, a: usize, b: usize, bytes: usize, room: usize): void {
  const end = room + 2 * bytes;
  promote(room, a, end);
  promote(room + WIDE_STRIDE, b, end + WIDE_STRIDE);
  operateWide(opcode, room, room, room + WIDE_STRIDE, end);
  for (; room < end; room += 32, y += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(room));
    v128.store(y, v128.shuffle<i64>(low, f32x4.demote_f64x2_zero(v128.load(room, 16)), 0, 2));
  }
}

function promote(y: usize, x: usize, end: usize): void {
  for (; y < end; y += 16, x += 8) v128.store(y, f64x2.promote_low_f32x4(v128.load64_zero(x)));
}

function operateAs<T>(opcode: i32, y: usize, a: usize, b: usize, c: usize, end: usize): void {
  switch (opcode) {
    case ADD:
      return arithmetic.add<T>(y, a, b, end);
    case SUB:
      return arithmetic.sub<T>(y, a, b, end);
    case MUL:
      return arithmetic.mul<T>(y, a, b, end);
    case DIV:
      return arithmetic.div<T>(y, a, b, end);
    case NEG:
      return arithmetic.neg<T>(y, a, end);
    case RECIPROCAL:
      return arithmetic.reciprocal<T>(y, a, end);
    case SQUARE:
      return arithmetic.square<T>(y, a, end);
    case ABS:
      return arithmetic.abs<T>(y, a, end);
    case SIGN:
      return arithmetic.sign<T>(y, a, end);
    case SQRT:
      return arithmetic.sqrt<T>(y, a, end);
    case RSQRT:
      return arithmetic.rsqrt<T>(y, a, end);
    case MAXIMUM:
      return arithmetic.maximum<T>(y, a, b, end);
    case MINIMUM:
      return arithmetic.minimum<T>(y, a, b, end);
    case FMAX:
      return arithmetic.fmax<T>(y, a, b, end);
    case FMIN:
      return arithmetic.fmin<T>(y, a, b, end);
    case CLAMP:
      return arithmetic.clamp<T>(y, a, b, c, end);
    case RELU:
      return arithmetic.relu<T>(y, a, end);
    case RELU6:
      return arithmetic.relu6<T>(y, a, end);
    case LEAKY_RELU:
      return arithmetic.leakyRelu<T>(y, a, b, end);
    case FLOOR:
      return arithmetic.floor<T>(y, a, end);
    case CEIL:
      return arithmetic.ceil<T>(y, a, end);
    case ROUND:
      return arithmetic.round<T>(y, a, end);
    case TRUNC:
      return arithmetic.trunc<T>(y, a, end);
    case FRAC:
      return arithmetic.frac<T>(y, a, end);
    case GREATER:
      return arithmetic.greater<T>(y, a, b, end);
    case GREATER_EQUAL:
      return arithmetic.greaterEqual<T>(y, a, b, end);
    case LESS:
      return arithmetic.greater<T>(y, b, a, end);
    case LESS_EQUAL:
      return arithmetic.greaterEqual<T>(y, b, a, end);
    case EQUAL:
      return arithmetic.equal<T>(y, a, b, end);
    case NOT_EQUAL:
      return arithmetic.notEqual<T>(y, a, b, end);
    case LOGICAL_AND:
      return arithmetic.logicalAnd<T>(y, a, b, end);
    case LOGICAL_OR:
      return arithmetic.logicalOr<T>(y, a, b, end);
    case LOGICAL_XOR:
      return arithmetic.logicalXor<T>(y, a, b, end);
    case LOGICAL_NOT:
      return arithmetic.logicalNot<T>(y, a, end);
    case IS_NAN:
      return arithmetic.isNaN<T>(y, a, end);
    case IS_FINITE:
      return arithmetic.isFinite<T>(y, a, end);
    case IS_INF:
      return arithmetic.isInf<T>(y, a, end);
    case WHERE:
      return arithmetic.where<T>(y, a, b, c, end);
    case PICKED:
      return arithmetic.picked<T>(y, a, b, end);
    case HEAVISIDE:
      return arithmetic.heaviside<T>(y, a, b, end);
    case COPY_SIGN:
      return arithmetic.copySign<T>(y, a, b, end);
    case IDENTITY:
      return arithmetic.identity<T>(y, a, end);
    case EXP:
      return transcendental.exp<T>(y, a, end);
    case LOG:
      return transcendental.log<T>(y, a, end);
    case TANH:
      return transcendental.tanh<T>(y, a, end);
    case SIGMOID:
      return transcendental.sigmoid<T>(y, a, end);
    case SOFTPLUS:
      return transcendental.softplus<T>(y, a, end);
    case SIN:
      return transcendental.sin<T>(y, a, end);
    case COS:
      return transcendental.cos<T>(y, a, end);
    case ERF:
      return transcendental.erf<T>(y, a, end);
    case ERFC:
      return transcendental.erfc<T>(y, a, end);
    case EXPM1:
      return transcendental.expm1<T>(y, a, end);
    case LOG1P:
      return transcendental.log1p<T>(y, a, end);
    case ELU:
      return transcendental.elu<T>(y, a, b, c, end);
    case SELU:
      return transcendental.selu<T>(y, a, end);
    default:
      unreachable();
  }
}

function operateWide(opcode: i32, y: usize, a: usize, b: usize, end: usize): void {
  switch (opcode) {
    case EXP2:
      return wide.exp2(y, a, end);
    case LOG2:
      return wide.log2(y, a, end);
    case LOG10:
      return wide.log10(y, a, end);
    case TAN:
      return wide.tan(y, a, end);
    case ASIN:
      return wide.asin(y, a, end);
    case ACOS:
      return wide.acos(y, a, end);
    case ATAN:
      return wide.atan(y, a, end);
    case SINH:
      return wide.sinh(y, a, end);
    case COSH:
      return wide.cosh(y, a, end);
    case ASINH:
      return wide.asinh(y, a, end);
    case ACOSH:
      return wide.acosh(y, a, end);
    case ATANH:
      return wide.atanh(y, a, end);
    case CBRT:
      return wide.cbrt(y, a, end);
    case ATAN2:
      return wide.atan2(y, a, b, end);
    case POW:
      return wide.pow(y, a, b, end);
    case HYPOT:
      return wide.hypot(y, a, b, end);
    case LOG_ADD_EXP:
      return wide.logAddExp(y, a, b, end);
    case LOG_ADD_EXP2:
      return wide.logAddExp2(y, a, b, end);
    case XLOGY:
      return wide.xlogy(y, a, b, end);
    case XLOG1PY:
      return wide.xlog1py(y, a, b, end);
    case ENTR:
      return wide.entr(y, a, end);
    case SINC:
      return wide.sinc(y, a, end);
    case REMAINDER:
      return wide.remainder(y, a, b, end);
    case FMOD:
      return wide.fmod(y, a, b, end);
    case TO_FLOAT32:
      return wide.toFloat32(y, a, end);
    case TO_INT32:
      return wide.toInteger(y, a, end);
    case MUL_INT32:
      return wide.mulInt32(y, a, b, end);
    default:
      unreachable();
  }
}
