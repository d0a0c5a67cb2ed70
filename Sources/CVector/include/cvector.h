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
// Adding 1.5 * 2^23 rounds to a whole number n and leaves it in the lowest bits of the sum; from
// the sum, 2^n for n from -126 to 127.
#define CV_ROUNDER 12582912.0f
CV_INLINE cv16 cv_two_to(cv16 sum) { return (cv16)(((cvi16)sum << 23) + 0x3f800000); }
CV_INLINE cv16 cv_sqrt(cv16 a) { return __builtin_elementwise_sqrt(a); }
CV_INLINE cv16 cv_fma(cv16 a, cv16 b, cv16 c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

// The sum of all lanes, in halves, so that it rounds the same way at every level.
CV_INLINE float cv_sum(cv16 v) {
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; i++) v[i] += v[i + half];
  return v[0];
}

// e^x for |x| at most 87: 2^n e^r with r within half of ln 2, and a polynomial for e^r (coefficients
// as in Cephes' `expf`). Largest relative error 1e-7.
CV_INLINE cv16 cv_exp(cv16 x) {
  cv16 shifted = cv_fma(x, cv_splat(1.44269504f), cv_splat(CV_ROUNDER));
  cv16 n = shifted - cv_splat(CV_ROUNDER);
  // ln 2 in two parts, the first so short that its product is exact.
  cv16 r = cv_fma(n, cv_splat(-0.693359375f), x);
  r = cv_fma(n, cv_splat(2.1219444e-4f), r);
  cv16 p = cv_fma(r, cv_splat(1.98756915e-4f), cv_splat(1.39819995e-3f));
  p = cv_fma(r, p, cv_splat(8.3334519e-3f));
  p = cv_fma(r, p, cv_splat(4.1665796e-2f));
  p = cv_fma(r, p, cv_splat(1.66666655e-1f));
  p = cv_fma(r, p, cv_splat(5.00000012e-1f));
  return cv_fma(r * r, p, r + cv_splat(1.0f)) * cv_two_to(shifted);
}

// tanh: below 0.625 an odd polynomial (coefficients as in Cephes' `tanhf`), above it
// 1 - 2 / (e^2|x| + 1). Largest absolute error 1e-7, and far less near 1, where 1 - tanh^2 is the
// slope that gradients of saturated gates live on.
CV_INLINE cv16 cv_tanh(cv16 value) {
  cv16 size = cv_abs(value);
  cv16 square = value * value;
  cv16 p = cv_fma(square, cv_splat(-5.7049887e-3f), cv_splat(2.06390888e-2f));
  p = cv_fma(square, p, cv_splat(-5.3739716e-2f));
  p = cv_fma(square, p, cv_splat(1.33314422e-1f));
  p = cv_fma(square, p, cv_splat(-3.3333282e-1f));
  cv16 small = cv_fma(square * value, p, value);
  // From 10 on, tanh is 1 in float32.
  cv16 e = cv_exp(cv_at_most(size + size, 20.0f));
  cv16 large = cv_splat(1.0f) - cv_splat(2.0f) / (e + cv_splat(1.0f));
  return cv_choose(size, 0.625f, small, cv_copy_sign(large, value));
}

// The logistic function 1 / (1 + e^-x).
CV_INLINE cv16 cv_sigmoid(cv16 value) {
  cv16 x = cv_at_most(cv_at_least(value, -87.0f), 87.0f);
  return cv_splat(1.0f) / (cv_splat(1.0f) + cv_exp(cv_splat(0.0f) - x));
}

#pragma clang diagnostic pop

// 0: baseline, 1: AVX2 and FMA, 2: AVX-512 F, BW, DQ and VL.
int meanwhile_cpu_level(void);

// From the lowest bit: AVX2, FMA, AVX-512 F, BW, DQ and VL. None on other processors than x86.
unsigned meanwhile_cpu_features(void);

#endif
