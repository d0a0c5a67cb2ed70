// SHA-256 alone; OpenSSL 3 would rather see it asked for by name, through EVP.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
