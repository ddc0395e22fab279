// Translation between `Engine` of native/index.ts and engine.h: objects, promises and events; no logic.
// A method called on anything but an Engine is refused by V8 (the class has a signature).
#include "glue_engine.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "arguments.h"
#include "disk.h"
#include "glue_functions.h"
#include "glue_segment.h"
#include "scan.h"
#include "state.h"

namespace sluice {

namespace {

constexpr napi_type_tag kEngineTag = {0x2f9d84e7c0a16b53, 0xb17e5a9c3d2840f6};
constexpr size_t kUnlinksPerJob = 16;

std::unique_ptr<PendingJob> take_job(EngineLife& life, double number) {
  auto found = life.jobs.find(number);
  auto job = std::move(found->second);
  life.jobs.erase(found);
  return job;
}

void reject(Napi::Env env, PendingJob& job, int error, const std::string& what) {
  bool closed = error == ECANCELED;
  job.deferred.Reject(native_error(env, closed ? "CLOSED" : errno_name(error),
                                   what + ": " + (closed ? "the engine is closed" : strerror(error)))
                          .Value());
}

void settle(Napi::Env env, EngineLife& life, double number, int error, const std::string& what) {
  auto job = take_job(life, number);
  if (error != 0) return reject(env, *job, error, what);
  job->deferred.Resolve(env.Undefined());
}

SegmentOptions segment_options(Napi::Env env, Napi::Value value, bool resumed) {
  Napi::Object options = object(env, value, "options");
  auto number = [&](const char* name, int64_t least) { return integer(env, options.Get(name), name, least); };
  SegmentOptions result;
  result.path = text(env, options.Get("path"), "path");
  result.size_bytes = number("sizeBytes", int64_t(batch::kHeaderBytes));
  std::string mode = text(env, options.Get("mode"), "mode");
  if (mode != "mmap" && mode != "pwrite")
    throw_native(env, "INVALID_ARGUMENT", "mode must be 'mmap' or 'pwrite'");
  result.mapped = mode == "mmap";
  result.window_bytes = number("windowBytes", 0);
  result.step_first_bytes = number("stepFirstBytes", 1);
  result.step_most_bytes = number("stepMostBytes", result.step_first_bytes);
  result.resumed = resumed;
  if (!resumed) return result;
  result.position = integer(env, options.Get("position"), "position", 0, result.size_bytes);
  result.headers_crc = uint32_t(integer(env, options.Get("headersCrc"), "headersCrc", 0, UINT32_MAX));
  return result;
}

class EngineWrap : public Napi::ObjectWrap<EngineWrap> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(
        env, "Engine",
        {InstanceMethod<&EngineWrap::create_segment>("createSegment"),
         InstanceMethod<&EngineWrap::resume_segment>("resumeSegment"),
         InstanceMethod<&EngineWrap::open_sealed>("openSealed"), InstanceMethod<&EngineWrap::scan>("scan"),
         InstanceMethod<&EngineWrap::sync_and_drop>("syncAndDrop"),
         InstanceMethod<&EngineWrap::cut_aside>("cutAside"),
         InstanceMethod<&EngineWrap::sync_directory>("syncDirectory"),
         InstanceMethod<&EngineWrap::unlink_all>("unlinkAll"),
         InstanceMethod<&EngineWrap::allocate_file>("allocateFile"),
         InstanceMethod<&EngineWrap::write_file_durably>("writeFileDurably"),
         InstanceMethod<&EngineWrap::counters>("counters"), InstanceMethod<&EngineWrap::close>("close")});
  }

  static EngineWrap* from(Napi::Env env, Napi::Value value) {
    bool ours = false;
    if (!value.IsObject() || napi_check_object_type_tag(env, value, &kEngineTag, &ours) != napi_ok || !ours)
      return nullptr;
    return Unwrap(value.As<Napi::Object>());
  }

  explicit EngineWrap(const Napi::CallbackInfo& info)
      : ObjectWrap(info), life_(std::make_shared<EngineLife>()) {
    Napi::Env env = info.Env();
    Napi::Object options = object(env, info[0], "options");
    auto flush_threads = unsigned(integer(env, options.Get("flushThreads"), "flushThreads", 1, 64));
    auto cold_threads = unsigned(integer(env, options.Get("coldThreads"), "coldThreads", 1, 64));
    life_->on_segment_event =
        Napi::Persistent(function(env, options.Get("onSegmentEvent"), "onSegmentEvent"));
    auto& state = AddonState::of(env);
    life_->mailbox = state.mailbox;
    std::weak_ptr<EngineLife> weak = life_;
    life_->core = std::make_shared<EngineCore>(
        flush_threads, cold_threads,
        [weak, mailbox = life_->mailbox](double segment, int32_t event, double a, double b) {
          mailbox->post([=](Napi::Env env) { deliver(env, weak, segment, event, a, b); });
        });
    stop_ = state.add_stop([life = life_] {
      life->core->stop();
      if (life->closer.joinable()) life->closer.join();
    });
    napi_type_tag_object(env, Value(), &kEngineTag);
    life_->mailbox->hold();  // an open engine keeps the process alive, as a listening server does
    Ref();
  }

  EngineLife& live(Napi::Env env) const {
    if (!life_->open) throw_native(env, "CLOSED", "the engine is closed");
    return *life_;
  }

 private:
  static void deliver(Napi::Env env, const std::weak_ptr<EngineLife>& weak, double segment, int32_t event,
                      double a, double b) {
    auto life = weak.lock();
    if (!life || !life->open || !life->segments.contains(segment)) return;
    napi_value arguments[] = {Napi::Number::New(env, segment), Napi::Number::New(env, event),
                              Napi::Number::New(env, a), Napi::Number::New(env, b)};
    life->on_segment_event.Value().Call(4, arguments);
  }

  Napi::Value add(Napi::Env env, std::shared_ptr<Segment> segment) {
    life_->segments.emplace(segment->id(), segment);
    return SegmentWrap::create(env, life_, std::move(segment));
  }

  Napi::Value add_new(const Napi::CallbackInfo& info, bool resumed) {
    Napi::Env env = info.Env();
    EngineLife& life = live(env);
    SegmentOptions options = segment_options(env, info[0], resumed);
    auto segment = std::make_shared<Segment>(life.core, life.next_number++, std::move(options));
    Napi::Value object = add(env, segment);
    segment->begin();
    return object;
  }

  Napi::Value create_segment(const Napi::CallbackInfo& info) { return add_new(info, false); }
  Napi::Value resume_segment(const Napi::CallbackInfo& info) { return add_new(info, true); }

  Napi::Value open_sealed(const Napi::CallbackInfo& info) {
    EngineLife& life = live(info.Env());
    std::string path = text(info.Env(), info[0], "path");
    int64_t size_bytes = integer(info.Env(), info[1], "sizeBytes");
    return add(info.Env(), Segment::sealed(life.core, life.next_number++, std::move(path), size_bytes));
  }

  // Runs a job on a cold reader; its promise is settled on this thread.
  Napi::Value promise(Napi::Env env, std::string what, std::function<int()> job) {
    EngineLife& life = live(env);
    double number = life.next_number++;
    auto& pending = life.jobs[number] = std::make_unique<PendingJob>(env);
    std::weak_ptr<EngineLife> weak = life_;
    life.core->cold_readers->run(
        [weak, mailbox = life.mailbox, number, what = std::move(what), job = std::move(job)](bool cancelled) {
          int error = cancelled ? ECANCELED : job();
          mailbox->post([=](Napi::Env env) {
            if (auto life = weak.lock()) settle(env, *life, number, error, what);
          });
        });
    return pending->deferred.Promise();
  }

  Napi::Value sync_and_drop(const Napi::CallbackInfo& info) {
    std::string path = text(info.Env(), info[0], "path");
    int64_t from = integer(info.Env(), info[1], "from");
    return promise(info.Env(), "cannot sync " + path, [=] { return sluice::sync_and_drop(path, from); });
  }

  Napi::Value cut_aside(const Napi::CallbackInfo& info) {
    std::string path = text(info.Env(), info[0], "path");
    int64_t from = integer(info.Env(), info[1], "from");
    std::string aside = text(info.Env(), info[2], "asidePath");
    return promise(info.Env(), "cannot cut " + path, [=] { return sluice::cut_aside(path, from, aside); });
  }

  Napi::Value sync_directory(const Napi::CallbackInfo& info) {
    std::string path = text(info.Env(), info[0], "path");
    return promise(info.Env(), "cannot sync the directory " + path,
                   [=] { return sluice::sync_directory(path); });
  }

  Napi::Value allocate_file(const Napi::CallbackInfo& info) {
    std::string path = text(info.Env(), info[0], "path");
    int64_t size_bytes = integer(info.Env(), info[1], "sizeBytes");
    return promise(info.Env(), "cannot allocate " + path,
                   [=] { return sluice::allocate_file(path, size_bytes); });
  }

  Napi::Value write_file_durably(const Napi::CallbackInfo& info) {
    std::string path = text(info.Env(), info[0], "path");
    Bytes source = bytes(info.Env(), info[1], "bytes");
    std::vector<uint8_t> copy(source.data, source.data + source.length);
    return promise(info.Env(), "cannot write " + path,
                   [path, copy = std::move(copy)] { return sluice::write_file_durably(path, copy); });
  }

  Napi::Value unlink_all(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    EngineLife& life = live(env);
    auto paths = std::make_shared<const std::vector<std::string>>(texts(env, info[0], "paths"));
    double number = life.next_number++;
    auto& pending = life.jobs[number] = std::make_unique<PendingJob>(env);
    std::weak_ptr<EngineLife> weak = life_;
    unlink_in_pieces(life.core->cold_readers, paths, kUnlinksPerJob,
                     [weak, mailbox = life.mailbox, number](int error) {
                       mailbox->post([=](Napi::Env env) {
                         if (auto life = weak.lock())
                           settle(env, *life, number, error, "cannot remove files");
                       });
                     });
    return pending->deferred.Promise();
  }

  Napi::Value scan(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    EngineLife& life = live(env);
    ScanRequest request{
        .path = text(env, info[0], "path"),
        .from = integer(env, info[1], "from"),
        .to = bound(env, info[2], "to"),
        .expect_offset = integer(env, info[3], "expectOffset", -1),
        .check_crc = boolean(env, info[4], "checkCrc"),
        .allow_gaps = boolean(env, info[5], "allowGaps"),
        .headers_crc =
            info[7].IsUndefined() ? 0 : uint32_t(integer(env, info[7], "headersCrc", 0, UINT32_MAX)),
    };
    Napi::Function on_batches = function(env, info[6], "onBatches");
    double number = life.next_number++;
    auto& pending = life.jobs[number] = std::make_unique<PendingJob>(env);
    pending->on_batches = Napi::Persistent(on_batches);
    scan_on(life_, number, std::make_shared<Scanner>(std::move(request)));
    return pending->deferred.Promise();
  }

  // One step on a cold reader, its batches to JavaScript, the next step: neither side can run away from the other.
  static void scan_on(const std::shared_ptr<EngineLife>& life, double number,
                      std::shared_ptr<Scanner> scanner) {
    std::weak_ptr<EngineLife> weak = life;
    life->core->cold_readers->run([weak, mailbox = life->mailbox, number, scanner](bool cancelled) {
      int error = cancelled ? ECANCELED : scanner->step();
      mailbox->post([=](Napi::Env env) {
        if (auto life = weak.lock()) scanned(env, life, number, scanner, error);
      });
    });
  }

  static void scanned(Napi::Env env, const std::shared_ptr<EngineLife>& life, double number,
                      const std::shared_ptr<Scanner>& scanner, int error) {
    if (error != 0) return reject(env, *take_job(*life, number), error, "cannot scan " + scanner->path());
    size_t count = scanner->found().size();
    if (count > 0) {
      auto facts = Napi::Float64Array::New(env, count * kWalkFacts);
      for (size_t i = 0; i < count; i++)
        write_walk_facts(facts.Data() + i * kWalkFacts, scanner->found()[i].position,
                         scanner->found()[i].header);
      try {
        life->jobs.at(number)->on_batches.Value().Call({facts, Napi::Number::New(env, double(count))});
      } catch (const Napi::Error& thrown) {
        return take_job(*life, number)->deferred.Reject(thrown.Value());
      }
    }
    if (!scanner->done()) return scan_on(life, number, scanner);
    const ScanOutcome& outcome = scanner->outcome();
    Napi::Object result = Napi::Object::New(env);
    result.Set("position", double(outcome.position));
    result.Set("endOffset", double(outcome.end_offset));
    result.Set("verdict", int32_t(outcome.verdict));
    result.Set("batches", double(outcome.batches));
    result.Set("maxTimestamp", double(outcome.max_timestamp));
    result.Set("headersCrc", double(outcome.headers_crc));
    result.Set("endsInZeros", outcome.ends_in_zeros);
    take_job(*life, number)->deferred.Resolve(result);
  }

  Napi::Value counters(const Napi::CallbackInfo& info) {
    const EngineCore& core = *life_->core;
    Napi::Object result = Napi::Object::New(info.Env());
    result.Set("segmentsOpen", double(life_->segments.size()));
    auto holds_file = [](const auto& entry) { return entry.second->file() != nullptr; };
    result.Set("descriptors",
               double(std::count_if(life_->segments.begin(), life_->segments.end(), holds_file)));
    result.Set("mappings", double(core.counters.mappings));
    result.Set("mappedBytes", double(core.counters.mapped_bytes));
    result.Set("syncs", double(core.counters.syncs));
    result.Set("syncNanoseconds", double(core.counters.sync_nanoseconds));
    Napi::Array times = Napi::Array::New(info.Env(), TimeHistogram::kBuckets);
    for (size_t at = 0; at < TimeHistogram::kBuckets; at++)
      times.Set(uint32_t(at), double(core.counters.sync_times.count(at)));
    result.Set("syncTimes", times);
    result.Set("coldReads", double(core.cold_readers->reads()));
    result.Set("coldReadBytes", double(core.cold_readers->read_bytes()));
    result.Set("sigbusCaught", double(core.counters.sigbus_caught));
    return result;
  }

  Napi::Value close(const Napi::CallbackInfo& info) {
    auto deferred = Napi::Promise::Deferred::New(info.Env());
    if (closed_) {
      deferred.Resolve(info.Env().Undefined());
      return deferred.Promise();
    }
    life_->closing.push_back(deferred);
    if (std::exchange(life_->open, false)) begin_close();
    return deferred.Promise();
  }

  // Waiting for the threads is not for this one: a thread of its own joins them.
  void begin_close() {
    std::vector<std::shared_ptr<Segment>> segments;
    for (auto& [id, segment] : life_->segments) {
      segment->refuse();
      segments.push_back(segment);
    }
    life_->segments.clear();
    life_->closer =
        std::thread([this, core = life_->core, mailbox = life_->mailbox, segments = std::move(segments)] {
          core->stop();
          for (auto& segment : segments) segment->let_go();
          mailbox->post([this](Napi::Env env) { finish_close(env); });
        });
  }

  void finish_close(Napi::Env env) {
    life_->closer.join();
    closed_ = true;
    life_->on_segment_event.Reset();
    life_->mailbox->release();
    AddonState::of(env).remove_stop(stop_);
    for (auto& deferred : std::exchange(life_->closing, {})) deferred.Resolve(env.Undefined());
    Unref();
  }

  std::shared_ptr<EngineLife> life_;
  uint64_t stop_ = 0;
  bool closed_ = false;
};

}  // namespace

void init_engine_glue(Napi::Env env, Napi::Object exports) {
  AddonState::of(env).segment_constructor = Napi::Persistent(SegmentWrap::define(env));
  exports.Set("Engine", EngineWrap::define(env));
  init_function_glue(env, exports);
}

std::shared_ptr<ColdReaders> engine_cold_readers(Napi::Env env, Napi::Value engine) {
  EngineWrap* wrap = EngineWrap::from(env, engine);
  if (wrap == nullptr) throw_native(env, "INVALID_ARGUMENT", "engine must be an Engine");
  return wrap->live(env).core->cold_readers;
}

}  // namespace sluice
