#include "crc.h"

#include "../../native/src/crc32c.h"

uint32_t crc32c_of(const uint8_t *bytes, size_t length) { return sluice::crc32c(bytes, length); }
