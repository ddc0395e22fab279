#include "arguments.h"

#include <cmath>
#include <limits>

#include "frames.h"
#include "state.h"

namespace sluice {

namespace {

[[noreturn]] void refuse(Napi::Env env, const char* name, const char* what) {
  throw_native(env, "INVALID_ARGUMENT", std::string(name) + " must be " + what);
}

// The bytes of a Uint8Array (a Buffer too), false for everything else.
bool read_bytes(Napi::Env env, napi_value value, Bytes* bytes) {
  bool is_typed_array = false;
  if (napi_is_typedarray(env, value, &is_typed_array) != napi_ok || !is_typed_array) return false;
  napi_typedarray_type type;
  void* data = nullptr;
  size_t length = 0;
  if (napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr) != napi_ok) return false;
  *bytes = {static_cast<const uint8_t*>(data), length};
  return type == napi_uint8_array;
}

}  // namespace

int64_t integer(Napi::Env env, Napi::Value value, const char* name, int64_t least, int64_t most) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok) refuse(env, name, "a number");
  if (!(number >= double(least) && number <= double(most)) || number != std::floor(number))
    refuse(env, name, "a whole number in its range");
  return int64_t(number);
}

int64_t bound(Napi::Env env, Napi::Value value, const char* name) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok || std::isnan(number))
    refuse(env, name, "a number");
  if (std::isinf(number)) return number > 0 ? std::numeric_limits<int64_t>::max() : -1;
  return integer(env, value, name, -kSafeInteger);
}

bool boolean(Napi::Env env, Napi::Value value, const char* name) {
  bool result;
  if (napi_get_value_bool(env, value, &result) != napi_ok) refuse(env, name, "a boolean");
  return result;
}

std::string text(Napi::Env env, Napi::Value value, const char* name) {
  if (!value.IsString()) refuse(env, name, "a string");
  std::string result = value.As<Napi::String>().Utf8Value();
  if (result.empty() || result.find('\0') != std::string::npos)
    refuse(env, name, "a string with content and without NUL");
  return result;
}

Napi::Function function(Napi::Env env, Napi::Value value, const char* name) {
  if (!value.IsFunction()) refuse(env, name, "a function");
  return value.As<Napi::Function>();
}

Napi::Object object(Napi::Env env, Napi::Value value, const char* name) {
  if (!value.IsObject()) refuse(env, name, "an object");
  return value.As<Napi::Object>();
}

Bytes bytes(Napi::Env env, Napi::Value value, const char* name) {
  Bytes result;
  if (!read_bytes(env, value, &result)) refuse(env, name, "a Uint8Array");
  return result;
}

double* numbers(Napi::Env env, Napi::Value value, const char* name, size_t least, size_t* length) {
  bool is_typed_array = false;
  napi_typedarray_type type;
  void* data = nullptr;
  size_t count = 0;
  if (napi_is_typedarray(env, value, &is_typed_array) != napi_ok || !is_typed_array ||
      napi_get_typedarray_info(env, value, &type, &count, &data, nullptr, nullptr) != napi_ok ||
      type != napi_float64_array || count < least)
    refuse(env, name, "a Float64Array that is long enough");
  if (length != nullptr) *length = count;
  return static_cast<double*>(data);
}

std::vector<std::string> texts(Napi::Env env, Napi::Value value, const char* name) {
  if (!value.IsArray()) refuse(env, name, "an array of strings");
  auto array = value.As<Napi::Array>();
  std::vector<std::string> result;
  for (uint32_t i = 0; i < array.Length(); i++) {
    Napi::HandleScope scope(env);
    result.push_back(text(env, array.Get(i), name));
  }
  return result;
}

Bytes source_range(Napi::Env env, Napi::Value source, Napi::Value start, Napi::Value length) {
  Bytes whole;
  double frame;
  if (napi_get_value_double(env, source, &frame) == napi_ok) {
    if (!AddonState::of(env).frames->payload(frame, &whole.data, &whole.length))
      throw_native(env, "ENDED", "the frame has ended: append before its answer is sent");
  } else {
    whole = bytes(env, source, "source");
  }
  auto from = size_t(integer(env, start, "start"));
  auto count = size_t(integer(env, length, "length"));
  if (from > whole.length || count > whole.length - from)
    refuse(env, "start and length", "inside of the source");
  return {whole.data + from, count};
}

}  // namespace sluice
