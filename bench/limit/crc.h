// CRC-32C of record batches, by the broker's own code. Any thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C"
#endif
    uint32_t
    crc32c_of(const uint8_t *bytes, size_t length);
