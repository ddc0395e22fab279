// What the network half needs of the storage half's JavaScript objects. Thread: JavaScript only.
#pragma once

#include <napi.h>

#include <memory>

#include "cold_readers.h"
#include "file.h"

namespace sluice {

// Adds Engine, Segment and the storage functions to the exports.
void init_engine_glue(Napi::Env env, Napi::Object exports);

// The file of a Segment object. Throws NativeError for anything that is no Segment, and for a closed one.
// Null where the segment's file is not open (not created yet, or a sealed one that was not walked yet): refuse the send.
std::shared_ptr<File> segment_file(Napi::Env env, Napi::Value segment);

// The cold readers of an Engine object. Throws NativeError for anything else, and for a closed engine.
std::shared_ptr<ColdReaders> engine_cold_readers(Napi::Env env, Napi::Value engine);

}  // namespace sluice
