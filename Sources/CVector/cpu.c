#include "cvector.h"

unsigned meanwhile_cpu_features(void) {
  unsigned features = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) features |= 1;
  if (__builtin_cpu_supports("fma")) features |= 2;
  if (__builtin_cpu_supports("avx512f")) features |= 4;
  if (__builtin_cpu_supports("avx512bw")) features |= 8;
  if (__builtin_cpu_supports("avx512dq")) features |= 16;
  if (__builtin_cpu_supports("avx512vl")) features |= 32;
#endif
  return features;
}

int meanwhile_cpu_level(void) {
  unsigned features = meanwhile_cpu_features();
  if ((features & 60) == 60) return 2;
  return (features & 3) == 3 ? 1 : 0;
}
