// Translation of the functions that need no engine: inspect, crc32c, statfsType, lockFile; and the constants that a test
// compares with native/index.ts. No logic.
#include "glue_functions.h"

#include <map>
#include <utility>

#include "arguments.h"
#include "batch.h"
#include "crc32c.h"
#include "disk.h"
#include "glue_segment.h"
#include "sigbus.h"
#include "state.h"
#include "time_histogram.h"

namespace sluice {

namespace {

constexpr size_t kBatchFacts = 8;
constexpr int kVerdicts = 32;  // inspect answers verdict + kVerdicts * batches

Napi::Value inspect(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  int64_t most_bytes = integer(env, info[3], "maxBatchBytes");
  bool from_client = boolean(env, info[4], "fromClient");
  size_t room = 0;
  double* facts = numbers(env, info[5], "facts", 0, &room);
  Bytes source = source_range(env, info[0], info[1], info[2]);
  Verdict verdict = source.length == 0 ? Verdict::empty : Verdict::ok;
  int64_t batches = 0;
  for (size_t at = 0; at < source.length; batches++) {
    batch::Header header;
    verdict = batch::read_header(source.data + at, source.length - at, header);
    if (verdict == Verdict::ok && header.bytes > int64_t(source.length - at)) verdict = Verdict::truncated;
    if (verdict == Verdict::ok) verdict = batch::check_new(header, most_bytes, from_client);
    if (verdict == Verdict::ok && room < kBatchFacts) verdict = Verdict::too_many;
    if (verdict != Verdict::ok) break;
    for (double fact :
         {double(header.bytes), double(header.records_count), double(header.producer_id),
          double(header.producer_epoch), double(header.base_sequence), double(header.attributes),
          double(header.base_timestamp), double(header.max_timestamp)})
      *facts++ = fact;
    room -= kBatchFacts;
    at += size_t(header.bytes);
  }
  return Napi::Number::New(env, double(int32_t(verdict) + kVerdicts * batches));
}

template <uint32_t (*crc)(const uint8_t*, size_t, uint32_t)>
Napi::Value crc_of(const Napi::CallbackInfo& info) {
  auto seed = uint32_t(integer(info.Env(), info[1], "seed", 0, UINT32_MAX));
  Bytes source = bytes(info.Env(), info[0], "bytes");
  return Napi::Number::New(info.Env(), crc(source.data, source.length, seed));
}

Napi::Value statfs_type(const Napi::CallbackInfo& info) {
  std::string path = text(info.Env(), info[0], "path");
  int64_t type = 0;
  if (int error = file_system_type(path, &type); error != 0)
    throw_errno(info.Env(), error, "cannot look at " + path);
  return Napi::Number::New(info.Env(), double(type));
}

Napi::Value take_lock(const Napi::CallbackInfo& info) {
  std::string path = text(info.Env(), info[0], "path");
  std::shared_ptr<File> lock;
  if (int error = lock_file(path, &lock); error != 0) throw_errno(info.Env(), error, "cannot lock " + path);
  auto& state = AddonState::of(info.Env());
  double handle = state.next_lock++;
  state.locks.emplace(handle, std::move(lock));
  return Napi::Number::New(info.Env(), handle);
}

Napi::Value give_lock_back(const Napi::CallbackInfo& info) {
  auto handle = double(integer(info.Env(), info[0], "handle", 1));
  if (AddonState::of(info.Env()).locks.erase(handle) == 0)
    throw_native(info.Env(), "CLOSED", "the lock was given back already");
  return info.Env().Undefined();
}

Napi::Value set_error_class(const Napi::CallbackInfo& info) {
  AddonState::of(info.Env()).error_class = Napi::Persistent(function(info.Env(), info[0], "class"));
  return info.Env().Undefined();
}

using Names = std::map<const char*, int>;

Napi::Object constants(Napi::Env env) {
  auto number = [](auto value) { return int(value); };
  const std::map<const char*, Names> tables = {
      {"Verdict",
       {{"ok", number(Verdict::ok)},
        {"later", number(Verdict::later)},
        {"full", number(Verdict::full)},
        {"empty", number(Verdict::empty)},
        {"truncated", number(Verdict::truncated)},
        {"magic", number(Verdict::magic)},
        {"crc", number(Verdict::crc)},
        {"counts", number(Verdict::counts)},
        {"codec", number(Verdict::codec)},
        {"attributes", number(Verdict::attributes)},
        {"sequence", number(Verdict::sequence)},
        {"tooLarge", number(Verdict::too_large)},
        {"tooMany", number(Verdict::too_many)},
        {"sealed", number(Verdict::sealed)},
        {"fault", number(Verdict::fault)},
        {"cold", number(Verdict::cold)},
        {"end", number(Verdict::end)},
        {"baseOffset", number(Verdict::base_offset)}}},
      {"SegmentEvent",
       {{"room", number(SegmentEvent::room)},
        {"synced", number(SegmentEvent::synced)},
        {"failed", number(SegmentEvent::failed)},
        {"sealed", number(SegmentEvent::sealed)},
        {"warm", number(SegmentEvent::warm)},
        {"unlinked", number(SegmentEvent::unlinked)},
        {"noSpace", number(SegmentEvent::no_space)}}},
      {"SegmentFailure",
       {{"create", number(SegmentFailure::create)},
        {"allocate", number(SegmentFailure::allocate)},
        {"sync", number(SegmentFailure::sync)},
        {"copy", number(SegmentFailure::copy)},
        {"open", number(SegmentFailure::open)},
        {"seal", number(SegmentFailure::seal)}}},
      {"width",
       {{"AppendFact", kAppendFacts},
        {"BatchFact", kBatchFacts},
        {"WalkFact", kWalkFacts},
        {"verdicts", kVerdicts},
        {"timeBuckets", number(TimeHistogram::kBuckets)}}},
  };
  Napi::Object result = Napi::Object::New(env);
  for (const auto& [table, names] : tables) {
    Napi::Object object = Napi::Object::New(env);
    for (const auto& [name, value] : names) object.Set(name, Napi::Number::New(env, value));
    result.Set(table, object);
  }
  return result;
}

}  // namespace

void init_function_glue(Napi::Env env, Napi::Object exports) {
  install_sigbus_guard();
  exports.Set("inspect", Napi::Function::New<inspect>(env, "inspect"));
  exports.Set("crc32c", Napi::Function::New<crc_of<crc32c>>(env, "crc32c"));
  exports.Set("crc32cTable", Napi::Function::New<crc_of<crc32c_table>>(env, "crc32cTable"));
  exports.Set("statfsType", Napi::Function::New<statfs_type>(env, "statfsType"));
  exports.Set("lockFile", Napi::Function::New<take_lock>(env, "lockFile"));
  exports.Set("unlockFile", Napi::Function::New<give_lock_back>(env, "unlockFile"));
  exports.Set("setErrorClass", Napi::Function::New<set_error_class>(env, "setErrorClass"));
  exports.Set("constants", constants(env));
}

}  // namespace sluice
