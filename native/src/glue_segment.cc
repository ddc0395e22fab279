// Translation between `Segment` of native/index.ts and segment.h; no logic.
#include "glue_segment.h"

#include <utility>

#include "arguments.h"
#include "glue_engine.h"
#include "state.h"

namespace sluice {

namespace {

constexpr napi_type_tag kSegmentTag = {0x5a3e1f0c9b7d4a21, 0x8e6c2d10f4b35971};

struct Construction {
  std::shared_ptr<EngineLife> life;
  std::shared_ptr<Segment> segment;
};

}  // namespace

void write_walk_facts(double* facts, int64_t position, const batch::Header& header) {
  *facts++ = double(position);
  *facts++ = double(header.bytes);
  *facts++ = double(header.base_offset);
  *facts++ = double(header.last_offset());
  *facts++ = header.leader_epoch;
  *facts++ = double(header.base_timestamp);
  *facts++ = double(header.max_timestamp);
  *facts++ = double(header.producer_id);
  *facts++ = header.producer_epoch;
  *facts++ = header.base_sequence;
  *facts++ = header.records_count;
  *facts++ = header.attributes;
}

Napi::Function SegmentWrap::define(Napi::Env env) {
  return DefineClass(
      env, "Segment",
      {InstanceAccessor<&SegmentWrap::id>("id"), InstanceAccessor<&SegmentWrap::position>("position"),
       InstanceAccessor<&SegmentWrap::durable_position>("durablePosition"),
       InstanceAccessor<&SegmentWrap::allocated_position>("allocatedPosition"),
       InstanceMethod<&SegmentWrap::append>("append"), InstanceMethod<&SegmentWrap::walk>("walk"),
       InstanceMethod<&SegmentWrap::warm>("warm"), InstanceMethod<&SegmentWrap::sync>("sync"),
       InstanceMethod<&SegmentWrap::seal>("seal"), InstanceMethod<&SegmentWrap::unlink>("unlink"),
       InstanceMethod<&SegmentWrap::close>("close")});
}

Napi::Object SegmentWrap::create(Napi::Env env, std::shared_ptr<EngineLife> life,
                                 std::shared_ptr<Segment> segment) {
  auto& state = AddonState::of(env);
  Construction construction{std::move(life), std::move(segment)};
  state.under_construction = &construction;
  Napi::Object object = state.segment_constructor.New({});
  state.under_construction = nullptr;
  return object;
}

SegmentWrap* SegmentWrap::from(Napi::Env env, Napi::Value value) {
  bool ours = false;
  if (!value.IsObject() || napi_check_object_type_tag(env, value, &kSegmentTag, &ours) != napi_ok || !ours)
    return nullptr;
  return Unwrap(value.As<Napi::Object>());
}

SegmentWrap::SegmentWrap(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  auto& state = AddonState::of(info.Env());
  if (state.under_construction == nullptr)
    throw_native(info.Env(), "INVALID_ARGUMENT",
                 "segments come from an engine: createSegment, resumeSegment, openSealed");
  auto& construction = *static_cast<Construction*>(std::exchange(state.under_construction, nullptr));
  napi_type_tag_object(info.Env(), Value(), &kSegmentTag);
  life_ = construction.life;
  segment_ = construction.segment;
}

SegmentWrap::~SegmentWrap() {
  if (segment_) let_go();
}

Segment& SegmentWrap::live(Napi::Env env) const {
  if (closed_) throw_native(env, "CLOSED", "the segment is closed");
  if (!life_->open) throw_native(env, "CLOSED", "the segment's engine is closed");
  return *segment_;
}

Napi::Value SegmentWrap::id(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), segment_->id());
}

Napi::Value SegmentWrap::position(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), double(segment_->position()));
}

Napi::Value SegmentWrap::durable_position(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), double(segment_->durable()));
}

Napi::Value SegmentWrap::allocated_position(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), double(segment_->allocated()));
}

Napi::Value SegmentWrap::append(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Segment& segment = live(env);
  int64_t base_offset = integer(env, info[3], "baseOffset");
  auto leader_epoch = int32_t(integer(env, info[4], "leaderEpoch", -1, INT32_MAX));
  int64_t most_bytes = integer(env, info[5], "maxBatchBytes");
  double* out = numbers(env, info[6], "facts", kAppendFacts);
  Bytes source = source_range(env, info[0], info[1], info[2]);
  AppendFacts facts;
  Verdict verdict =
      segment.append(source.data, int64_t(source.length), base_offset, leader_epoch, most_bytes, facts);
  if (verdict == Verdict::ok) {
    *out++ = double(facts.position);
    *out++ = double(facts.end_position);
    *out++ = double(facts.end_offset);
    *out++ = double(facts.batches);
    *out++ = double(facts.max_timestamp);
    *out++ = facts.headers_crc;
  }
  return Napi::Number::New(env, int32_t(verdict));
}

Napi::Value SegmentWrap::walk(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Segment& segment = live(env);
  int64_t from = integer(env, info[0], "from");
  int64_t limit = bound(env, info[1], "limitPosition");
  int64_t stop_offset = bound(env, info[2], "stopOffset");
  int64_t stop_position = bound(env, info[3], "stopPosition");
  double* out = numbers(env, info[4], "facts", kWalkFacts);
  WalkFacts facts;
  Verdict verdict = segment.walk(from, limit, stop_offset, stop_position, facts);
  if (verdict == Verdict::ok) write_walk_facts(out, facts.position, facts.header);
  return Napi::Number::New(env, int32_t(verdict));
}

Napi::Value SegmentWrap::warm(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Segment& segment = live(env);
  int64_t position = integer(env, info[0], "position");
  int64_t length = integer(env, info[1], "length", 0, kSafeInteger - position);
  segment.warm(position, length, double(integer(env, info[2], "token", -kSafeInteger)));
  return env.Undefined();
}

Napi::Value SegmentWrap::sync(const Napi::CallbackInfo& info) {
  Segment& segment = live(info.Env());
  segment.sync(boolean(info.Env(), info[0], "waiting"));
  return info.Env().Undefined();
}

Napi::Value SegmentWrap::seal(const Napi::CallbackInfo& info) {
  live(info.Env()).seal();
  return info.Env().Undefined();
}

Napi::Value SegmentWrap::unlink(const Napi::CallbackInfo& info) {
  live(info.Env()).unlink();
  return info.Env().Undefined();
}

Napi::Value SegmentWrap::close(const Napi::CallbackInfo& info) {
  let_go();
  return info.Env().Undefined();
}

void SegmentWrap::let_go() {
  if (std::exchange(closed_, true)) return;
  life_->segments.erase(segment_->id());
  if (life_->open) segment_->close();
}

std::shared_ptr<File> segment_file(Napi::Env env, Napi::Value segment) {
  SegmentWrap* wrap = SegmentWrap::from(env, segment);
  if (wrap == nullptr) throw_native(env, "INVALID_ARGUMENT", "a range must name a Segment");
  return wrap->live(env).file();
}

}  // namespace sluice
