// The JavaScript face of a segment, and what the engine's face and it share. Thread: JavaScript only.
#pragma once

#include <napi.h>

#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine.h"
#include "mailbox.h"
#include "segment.h"

namespace sluice {

// What is to be done when a promise's work has come back.
struct PendingJob {
  explicit PendingJob(Napi::Env env) : deferred(Napi::Promise::Deferred::New(env)) {}
  Napi::Promise::Deferred deferred;
  Napi::FunctionReference on_batches;  // scan only
};

// An engine as JavaScript sees it. Tasks of the mailbox hold it weakly, so nothing of it dies on another thread.
struct EngineLife {
  bool open = true;
  std::shared_ptr<EngineCore> core;
  std::shared_ptr<Mailbox> mailbox;
  Napi::FunctionReference on_segment_event;
  std::unordered_map<double, std::shared_ptr<Segment>> segments;  // not closed
  std::unordered_map<double, std::unique_ptr<PendingJob>> jobs;
  std::vector<Napi::Promise::Deferred> closing;
  std::thread closer;
  double next_number = 1;
};

class SegmentWrap : public Napi::ObjectWrap<SegmentWrap> {
 public:
  static Napi::Function define(Napi::Env env);
  static Napi::Object create(Napi::Env env, std::shared_ptr<EngineLife> life,
                             std::shared_ptr<Segment> segment);
  // Null for anything that is no Segment.
  static SegmentWrap* from(Napi::Env env, Napi::Value value);

  explicit SegmentWrap(const Napi::CallbackInfo& info);
  ~SegmentWrap() override;

  // Throws NativeError CLOSED after close() of the segment or its engine.
  Segment& live(Napi::Env env) const;

 private:
  Napi::Value id(const Napi::CallbackInfo& info);
  Napi::Value position(const Napi::CallbackInfo& info);
  Napi::Value durable_position(const Napi::CallbackInfo& info);
  Napi::Value allocated_position(const Napi::CallbackInfo& info);
  Napi::Value append(const Napi::CallbackInfo& info);
  Napi::Value walk(const Napi::CallbackInfo& info);
  Napi::Value warm(const Napi::CallbackInfo& info);
  Napi::Value sync(const Napi::CallbackInfo& info);
  Napi::Value seal(const Napi::CallbackInfo& info);
  Napi::Value unlink(const Napi::CallbackInfo& info);
  Napi::Value close(const Napi::CallbackInfo& info);
  void let_go();

  std::shared_ptr<EngineLife> life_;
  std::shared_ptr<Segment> segment_;
  bool closed_ = false;
};

// The numbers of a batch as `walk` and `scan` give them (WalkFact in index.ts).
constexpr size_t kAppendFacts = 6;  // what `append` gives (AppendFact)
constexpr size_t kWalkFacts = 12;
void write_walk_facts(double* facts, int64_t position, const batch::Header& header);

}  // namespace sluice
