// Sixteen floats at a time, in a form that Swift inlines. Swift's own SIMD operations compile to
// library calls for fused multiply-add, minimum and square root unless the target's baseline has
// them; these wrappers compile to one instruction of whatever level the importing target is built
// for.
#ifndef MEANWHILE_CVECTOR_H
#define MEANWHILE_CVECTOR_H

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

// 0: baseline, 1: AVX2 and FMA, 2: AVX-512 F, BW, DQ and VL.
int meanwhile_cpu_level(void);

// From the lowest bit: AVX2, FMA, AVX-512 F, BW, DQ and VL. None on other processors than x86.
unsigned meanwhile_cpu_features(void);

#endif
