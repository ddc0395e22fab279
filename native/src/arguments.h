// Positional, typed arguments from JavaScript: each is what it should be, or NativeError INVALID_ARGUMENT is thrown.
// Nothing is converted or guessed. Thread: JavaScript only.
#pragma once

#include <napi.h>

#include <cstdint>
#include <string>
#include <vector>

namespace sluice {

struct Bytes {
  const uint8_t* data;
  size_t length;
};

constexpr int64_t kSafeInteger = 9007199254740991;

// A whole number in [least, most].
int64_t integer(Napi::Env env, Napi::Value value, const char* name, int64_t least = 0,
                int64_t most = kSafeInteger);
// The same, where Infinity means no bound.
int64_t bound(Napi::Env env, Napi::Value value, const char* name);
bool boolean(Napi::Env env, Napi::Value value, const char* name);
std::string text(Napi::Env env, Napi::Value value, const char* name);
Napi::Function function(Napi::Env env, Napi::Value value, const char* name);
Napi::Object object(Napi::Env env, Napi::Value value, const char* name);
// Valid as long as JavaScript does not run.
Bytes bytes(Napi::Env env, Napi::Value value, const char* name);
double* numbers(Napi::Env env, Napi::Value value, const char* name, size_t least, size_t* length = nullptr);
std::vector<std::string> texts(Napi::Env env, Napi::Value value, const char* name);
// source[start, start + length), where source is the number of a frame or a Uint8Array.
Bytes source_range(Napi::Env env, Napi::Value source, Napi::Value start, Napi::Value length);

}  // namespace sluice
