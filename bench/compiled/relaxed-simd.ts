declare const WebAssembly: { validate(binary: Uint8Array<ArrayBuffer>): boolean };

/** Three times i8x16.splat(0), f32x4.relaxed_madd of them, drop. */
const ZERO = [0x41, 0, 0xfd, 0x0f];
const BODY = [0, ...ZERO, ...ZERO, ...ZERO, 0xfd, 0x85, 2, 0x1a, 0x0b];

/** Whether WebAssembly here has fused multiply-add. */
export const hasRelaxedSimd = (): boolean =>
  WebAssembly.validate(
    Uint8Array.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...[1, 4, 1, 0x60, 0, 0],
      ...[3, 2, 1, 0],
      ...[10, BODY.length + 2, 1, BODY.length, ...BODY],
    ]),
  );
