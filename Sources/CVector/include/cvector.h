// Sixteen floats at a time, in a form that Swift inlines. Swift's own SIMD operations compile to
// library calls for fused multiply-add, minimum and square root unless the target's baseline has
// them; these wrappers compile to one instruction of whatever level the importing target is built
// for.
#ifndef MEANWHILE_CVECTOR_H
#define MEANWHILE_CVECTOR_H

// Every helper is inlined, so no vector is ever handed over by a calling convention.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"

typedef float cv16 __attribute__((ext_vector_type(16)));
typedef int cvi16 __attribute__((ext_vector_type(16)));
#define CV_INLINE static inline __attribute__((always_inline))

CV_INLINE cv16 cv_splat(float x) { return (cv16)(x); }
CV_INLINE cv16 cv_load(const float *p) { cv16 v; __builtin_memcpy(&v, p, sizeof v); return v; }
CV_INLINE void cv_store(float *p, cv16 v) { __builtin_memcpy(p, &v, sizeof v); }
// The first `n` lanes; the others are zero, or not written.
CV_INLINE cv16 cv_load_first(const float *p, long n) {
  cv16 v = (cv16)(0.0f);
  for (long i = 0; i < n; i++) v[i] = p[i];
  return v;
}
CV_INLINE void cv_store_first(float *p, cv16 v, long n) {
  for (long i = 0; i < n; i++) p[i] = v[i];
}
// Written as comparisons whose order lets what is not a number through; one instruction each.
CV_INLINE cv16 cv_at_most(cv16 x, float bound) { return (cv16)(bound) < x ? (cv16)(bound) : x; }
CV_INLINE cv16 cv_at_least(cv16 x, float bound) { return (cv16)(bound) > x ? (cv16)(bound) : x; }
// `below` in the lanes where x < bound, `above` in the others.
CV_INLINE cv16 cv_choose(cv16 x, float bound, cv16 below, cv16 above) {
  return x < (cv16)(bound) ? below : above;
}
CV_INLINE cv16 cv_abs(cv16 a) { return (cv16)((cvi16)a & 0x7fffffff); }
// The size of `a`, which is not negative, with the sign of `b`.
CV_INLINE cv16 cv_copy_sign(cv16 a, cv16 b) {
  return (cv16)((cvi16)a | ((cvi16)b & (int)0x80000000));
}
CV_INLINE cv16 cv_sqrt(cv16 a) { return __builtin_elementwise_sqrt(a); }
CV_INLINE cv16 cv_fma(cv16 a, cv16 b, cv16 c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

// The lanes of a and b by turns: those of their first halves, and those of their second.
CV_INLINE cv16 cv_interleave_low(cv16 a, cv16 b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
CV_INLINE cv16 cv_interleave_high(cv16 a, cv16 b) {
  return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
// Sixteen rows of sixteen, transposed: four rounds that interleave row i with row i + 8.
CV_INLINE void cv_transpose(const float *from, long fromStride, float *to, long toStride) {
  cv16 rows[16], turned[16];
  for (int i = 0; i < 16; i++) rows[i] = cv_load(from + i * fromStride);
  for (int round = 0; round < 4; round++) {
    for (int i = 0; i < 8; i++) {
      turned[2 * i] = cv_interleave_low(rows[i], rows[i + 8]);
      turned[2 * i + 1] = cv_interleave_high(rows[i], rows[i + 8]);
    }
    for (int i = 0; i < 16; i++) rows[i] = turned[i];
  }
  for (int i = 0; i < 16; i++) cv_store(to + i * toStride, rows[i]);
}

// The sum of all lanes, in halves, so that it rounds the same way at every level.
CV_INLINE float cv_sum(cv16 v) {
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; i++) v[i] += v[i + half];
  return v[0];
}

// e^x as a power of two times the exponential of a small rest: `cv_exp`, with a largest relative error
// of 1e-7 within ±1, and `cv_exp_less_one` for x from 0 to 40, as exact near 0 as anywhere.
#if defined(__AVX512DQ__)
// Counts in powers of two: t = x log2 e is n and a rest r, and 2^r - 1 = r q(r) with a polynomial of least
// relative error. Rounding t adds 6e-8 |x| to the error. Beyond float32's range: infinity or 0.
CV_INLINE cv16 cv_round(cv16 t) { return (cv16)__builtin_ia32_rndscaleps_mask(t, 8, t, 0xffff, 4); }
CV_INLINE cv16 cv_rest(cv16 t) { return (cv16)__builtin_ia32_reduceps512_mask(t, 8, t, 0xffff, 4); }
CV_INLINE cv16 cv_scale(cv16 x, cv16 n) {
  return (cv16)__builtin_ia32_scalefps512_mask(x, n, x, 0xffff, 4);
}
CV_INLINE cv16 cv_power_slope(cv16 r) {
  cv16 square = r * r;
  cv16 low = cv_fma(r, cv_splat(2.4022648e-1f), cv_splat(6.931472e-1f));
  cv16 middle = cv_fma(r, cv_splat(9.618437e-3f), cv_splat(5.5503324e-2f));
  cv16 high = cv_fma(r, cv_splat(1.5353362e-4f), cv_splat(1.3398875e-3f));
  return cv_fma(cv_fma(high, square, middle), square, low);
}
CV_INLINE cv16 cv_exp(cv16 x) {
  cv16 t = x * cv_splat(1.44269504f);
  cv16 r = cv_rest(t);
  return cv_scale(cv_fma(r, cv_power_slope(r), cv_splat(1.0f)), cv_round(t));
}
CV_INLINE cv16 cv_exp_less_one(cv16 x) {
  cv16 t = x * cv_splat(1.44269504f);
  cv16 r = cv_rest(t);
  cv16 power = cv_scale(cv_splat(1.0f), cv_round(t));
  return cv_fma(r * cv_power_slope(r), power, power - cv_splat(1.0f));
}
#else
// Counts in powers of e, with ln 2 in two parts, the first so short that its product is exact
// (coefficients as in Cephes' `expf`).
CV_INLINE cv16 cv_exp_parts(cv16 x, cv16 *power) {
  // Adding 1.5 * 2^23 rounds to a whole number n and leaves it in the lowest bits of the sum.
  cv16 shifted = cv_fma(x, cv_splat(1.44269504f), cv_splat(12582912.0f));
  cv16 n = shifted - cv_splat(12582912.0f);
  cv16 r = cv_fma(n, cv_splat(-0.693359375f), x);
  r = cv_fma(n, cv_splat(2.1219444e-4f), r);
  cv16 p = cv_fma(r, cv_splat(1.98756915e-4f), cv_splat(1.39819995e-3f));
  p = cv_fma(r, p, cv_splat(8.3334519e-3f));
  p = cv_fma(r, p, cv_splat(4.1665796e-2f));
  p = cv_fma(r, p, cv_splat(1.66666655e-1f));
  p = cv_fma(r, p, cv_splat(5.00000012e-1f));
  *power = (cv16)(((cvi16)shifted << 23) + 0x3f800000);
  return cv_fma(r * r, p, r);
}
// Beyond ±87 it stays what it is there.
CV_INLINE cv16 cv_exp(cv16 x) {
  cv16 power;
  cv16 above = cv_exp_parts(cv_at_most(cv_at_least(x, -87.0f), 87.0f), &power);
  return (above + cv_splat(1.0f)) * power;
}
CV_INLINE cv16 cv_exp_less_one(cv16 x) {
  cv16 power;
  cv16 above = cv_exp_parts(x, &power);
  return cv_fma(above, power, power - cv_splat(1.0f));
}
#endif

// tanh |x| = E / (E + 2) with E = e^2|x| - 1, or 1 - 2 / (E + 2) from 0.625 on, where that is nearer: there
// 1 - tanh^2 is the slope that gradients of saturated gates live on. Largest absolute error 1e-7.
CV_INLINE cv16 cv_tanh(cv16 value) {
  cv16 size = cv_abs(value);
  // From 10 on, tanh is 1 in float32.
  cv16 e = cv_exp_less_one(cv_at_most(size + size, 20.0f));
  cv16 part = cv_choose(size, 0.625f, e, cv_splat(-2.0f)) / (e + cv_splat(2.0f));
  return cv_copy_sign(cv_choose(size, 0.625f, part, part + cv_splat(1.0f)), value);
}

// The logistic function 1 / (1 + e^-x).
CV_INLINE cv16 cv_sigmoid(cv16 x) {
  return cv_splat(1.0f) / (cv_splat(1.0f) + cv_exp(-x));
}

#pragma clang diagnostic pop

// 0: baseline, 1: AVX2 and FMA, 2: AVX-512 F, BW, DQ and VL.
int meanwhile_cpu_level(void);

// From the lowest bit: AVX2, FMA, AVX-512 F, BW, DQ and VL. None on other processors than x86.
unsigned meanwhile_cpu_features(void);

#endif
