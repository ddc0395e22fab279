// Translation between `Network` of native/index.ts and network.h; no logic. A method called on anything but a Network is
// refused by V8 (the class has a signature). Events go to JavaScript many at a time: rows of kRowWidth numbers, and the
// headers and texts they speak of back to back in one Buffer (native/events.ts takes them apart).
#include "glue_network.h"

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "frames.h"
#include "glue_engine.h"
#include "handle.h"
#include "network.h"
#include "state.h"

namespace sluice {

namespace {

constexpr size_t kRowWidth = 5;  // kind, connection, then by kind: see add_row
constexpr size_t kRowsMost = 256;
constexpr size_t kPayloadBytesMost = 2 * 1024 * 1024;
constexpr size_t kTextBytesMost =
    32 * 1024;  // headers of one batch share a Buffer: whoever keeps one keeps them all
constexpr double kSafeMost = 9007199254740991.0;

double whole_number(Napi::Env env, Napi::Value value, const char* name, double least, double most) {
  double number = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : NAN;
  if (!(number >= least && number <= most) || number != std::floor(number))
    throw_native(env, "INVALID_ARGUMENT", std::string(name) + " must be a whole number in its range");
  return number;
}

std::string text(Napi::Env env, Napi::Value value, const char* name) {
  if (!value.IsString()) throw_native(env, "INVALID_ARGUMENT", std::string(name) + " must be a string");
  return value.As<Napi::String>().Utf8Value();
}

Napi::Function function(Napi::Env env, Napi::Object options, const char* name) {
  Napi::Value value = options.Get(name);
  if (!value.IsFunction()) throw_native(env, "INVALID_ARGUMENT", std::string(name) + " must be a function");
  return value.As<Napi::Function>();
}

NetworkLimits limits_of(Napi::Env env, Napi::Object options) {
  auto number = [&](const char* name, double least, double most = kSafeMost) {
    return whole_number(env, options.Get(name), name, least, most);
  };
  constexpr double k32 = 4294967295.0;
  // threads * connectionsMax: all slots of all threads have numbers below 2^24 (handle.h).
  NetworkLimits limits{
      .threads = uint32_t(number("threads", 1, 16)),
      .account = {.budget_bytes = int64_t(number("budgetBytes", 1)),
                  .small_frame_bytes = int64_t(number("smallFrameBytes", 0)),
                  .small_reserve_bytes = int64_t(number("smallReserveBytes", 0))},
      .frame_bytes_max = uint32_t(number("frameBytesMax", 4, 1 << 30)),
      .first_frame_bytes_max = uint32_t(number("firstFrameBytesMax", 4, 1 << 30)),
      .header_bytes_max = uint32_t(number("headerBytesMax", 0, 1 << 30)),
      .frames_in_flight_max = uint32_t(number("framesInFlightMax", 1, k32)),
      .outbox_bytes_max = int64_t(number("outboxBytesMax", 1)),
      .frame_deadline_ms = int64_t(number("frameDeadlineMs", 1, k32)),
      .hello_deadline_ms = int64_t(number("helloDeadlineMs", 1, k32)),
      .progress_deadline_ms = int64_t(number("progressDeadlineMs", 1, k32)),
      .connections_max = uint32_t(number("connectionsMax", 1, 1 << 20)),
      .copy_bytes_max = int64_t(number("copyBytesMax", 0, 1 << 24)),
      .cold_chunk_bytes = int64_t(number("coldChunkBytes", 4096, 1 << 30)),
      .tells_invalid = options.Get("onInvalid").IsFunction(),
  };
  int64_t budget = limits.account.budget_bytes;
  if (budget - read_ahead_bytes(budget) < int64_t(limits.frame_bytes_max) + kFrameOverheadBytes)
    throw_native(
        env, "INVALID_ARGUMENT",
        "budgetBytes must hold one frame of frameBytesMax, and a sixteenth (at least 64 KiB) for read-ahead");
  return limits;
}

class NetworkWrap : public Napi::ObjectWrap<NetworkWrap> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(
        env, "Network",
        {InstanceMethod<&NetworkWrap::listen>("listen"),
         InstanceMethod<&NetworkWrap::close_listener>("closeListener"),
         InstanceMethod<&NetworkWrap::send>("send"), InstanceMethod<&NetworkWrap::end_frame>("endFrame"),
         InstanceMethod<&NetworkWrap::admit>("admit"),
         InstanceMethod<&NetworkWrap::close_connection>("closeConnection"),
         InstanceMethod<&NetworkWrap::counters>("counters"), InstanceMethod<&NetworkWrap::close>("close")});
  }

  // While it is open the object keeps itself, and the event loop, alive: a forgotten network still serves.
  explicit NetworkWrap(const Napi::CallbackInfo& info) : Napi::ObjectWrap<NetworkWrap>(info) {
    Napi::Env env = info.Env();
    if (!info[0].IsObject()) throw_native(env, "INVALID_ARGUMENT", "Network wants its options");
    auto options = info[0].As<Napi::Object>();
    AddonState& state = AddonState::of(env);
    NetworkLimits limits = limits_of(env, options);
    auto cold_readers = engine_cold_readers(env, options.Get("engine"));
    on_events_ = Napi::Persistent(function(env, options, "onEvents"));
    auto rows = Napi::Float64Array::New(env, kRowsMost * kRowWidth);
    rows_ = Napi::Persistent(rows.As<Napi::Object>());
    row_numbers_ = rows.Data();
    network_ =
        std::make_unique<Network>(limits, std::move(cold_readers), state.frames,
                                  [self = self_, mailbox = state.mailbox] { post_drain(*mailbox, self); });
    stop_number_ = state.add_stop([this, mailbox = state.mailbox] {
      mailbox->forget_turns(this);
      network_->stop_now();
    });
    state.mailbox->watch_turns(
        this, {.begin = [this] { network_->begin_turn(); }, .end = [this] { network_->end_turn(); }});
    state.mailbox->hold();
    Ref();
  }

  ~NetworkWrap() override { *self_ = nullptr; }

 private:
  using Self = std::shared_ptr<NetworkWrap*>;  // null once it is gone; read on the JavaScript thread

  static void post_drain(Mailbox& mailbox, const Self& self) {
    mailbox.post([self](Napi::Env env) {
      if (*self != nullptr) (*self)->drain(env);
    });
  }

  Network& open_network(Napi::Env env) {
    if (network_->closing()) throw_native(env, "CLOSED", "the network is closed");
    return *network_;
  }

  Napi::Value listen(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    Network& network = open_network(env);
    if (!info[0].IsObject()) throw_native(env, "INVALID_ARGUMENT", "listen wants { host, port } or { path }");
    auto address = info[0].As<Napi::Object>();
    std::shared_ptr<Listener> listener;
    try {
      if (address.Has("path"))
        listener = Listener::unix_socket(text(env, address.Get("path"), "path"));
      else
        listener = Listener::tcp(text(env, address.Get("host"), "host"),
                                 int(whole_number(env, address.Get("port"), "port", 0, 65535)));
    } catch (const ListenError& error) {
      throw_native(env, errno_name(error.error), error.what());
    }
    network.listen(listener);
    auto result = Napi::Object::New(env);
    result.Set("listener", double(listener->number));
    result.Set("host", listener->host());
    result.Set("port", listener->port());
    result.Set("path", listener->path());
    return result;
  }

  void close_listener(const Napi::CallbackInfo& info) {
    network_->close_listener(uint64_t(whole_number(info.Env(), info[0], "listener", 1, kSafeMost)));
  }

  Napi::Value send(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    uint64_t connection = handle(env, info[0], "connection");
    if (!info[1].IsTypedArray() || info[1].As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array)
      throw_native(env, "INVALID_ARGUMENT", "head must be a Uint8Array");
    auto head = info[1].As<Napi::Uint8Array>();
    auto ranges = ranges_of(env, info[2]);
    double frame = whole_number(env, info[3], "endsFrame", 0, kSafeMost);
    switch (network_->send(connection, head.Data(), head.ByteLength(), std::move(ranges), frame)) {
      case Network::Sent::queued:
        return Napi::Boolean::New(env, true);
      case Network::Sent::gone:
        return Napi::Boolean::New(env, false);
      case Network::Sent::frame_ended:
        throw_native(env, "ENDED", "the frame has ended before");
      case Network::Sent::frame_of_another:
        throw_native(env, "FOREIGN_FRAME", "the frame came from another connection");
    }
    return env.Undefined();
  }

  static uint64_t handle(Napi::Env env, Napi::Value value, const char* name) {
    return uint64_t(whole_number(env, value, name, 0, kSafeMost));
  }

  static std::vector<FileRange> ranges_of(Napi::Env env, Napi::Value value) {
    if (!value.IsArray()) throw_native(env, "INVALID_ARGUMENT", "ranges must be an array");
    auto array = value.As<Napi::Array>();
    uint32_t length = array.Length();
    if (length % 3 != 0)
      throw_native(env, "INVALID_ARGUMENT", "ranges must be threes of segment, position, length");
    std::vector<FileRange> ranges;
    ranges.reserve(length / 3);
    for (uint32_t i = 0; i < length; i += 3) {
      auto file = segment_file(env, array[i]);
      if (file == nullptr) throw_native(env, "NOT_OPEN", "the segment's file is not open: walk it first");
      auto position = int64_t(whole_number(env, array[i + 1], "position", 0, kSafeMost));
      auto bytes = int64_t(whole_number(env, array[i + 2], "length", 0, kSafeMost - double(position)));
      ranges.push_back({std::move(file), position, bytes});
    }
    return ranges;
  }

  Napi::Value end_frame(const Napi::CallbackInfo& info) {
    double frame = whole_number(info.Env(), info[0], "frame", 0, kSafeMost);
    return Napi::Boolean::New(info.Env(), network_->end_frame(frame));
  }

  void admit(const Napi::CallbackInfo& info) { network_->admit(handle(info.Env(), info[0], "connection")); }

  void close_connection(const Napi::CallbackInfo& info) {
    if (!info[1].IsBoolean()) throw_native(info.Env(), "INVALID_ARGUMENT", "graceful must be a boolean");
    network_->close_connection(handle(info.Env(), info[0], "connection"),
                               info[1].As<Napi::Boolean>().Value());
  }

  Napi::Value counters(const Napi::CallbackInfo& info) {
    const NetworkTotals& totals = network_->totals();
    auto result = Napi::Object::New(info.Env());
    auto set = [&](const char* name, uint64_t value) { result.Set(name, double(value)); };
    set("connections", totals.connections);
    set("accepted", totals.accepted);
    set("refused", totals.refused);
    set("framesIn", totals.frames_in);
    set("bytesIn", totals.bytes_in);
    set("bytesOutCopied", totals.bytes_out_copied);
    set("bytesOutSendfile", totals.bytes_out_sendfile);
    set("rangesCold", totals.ranges_cold);
    set("framesOpen", network_->frames_open());
    set("budgetUsedBytes", uint64_t(network_->account().used_bytes()));
    set("waitingForBudget", network_->account().waiting());
    return result;
  }

  Napi::Value close(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    auto deadline_ms = int64_t(whole_number(env, info[0], "deadlineMs", 0, 4294967295.0));
    auto deferred = Napi::Promise::Deferred::New(env);
    if (closed_) {
      deferred.Resolve(env.Undefined());
    } else {
      closers_.push_back(deferred);
      if (!network_->closing()) network_->begin_close(deadline_ms);
    }
    return deferred.Promise();
  }

  // Many events, one call, of as many frames as JavaScript appends in about a millisecond. A close is never in one batch with a frame in front of it: its connection's frames end when it
  // is applied, and JavaScript must have seen them before.
  void drain(Napi::Env env) {
    if (closed_) return;
    size_t rows = 0, bytes = 0, frames = 0, payload_bytes = 0;
    for (NetworkEvent* event; rows < kRowsMost && (event = network_->next_event()) != nullptr;) {
      if (event->kind == NetworkEvent::Kind::close && frames > 0) break;
      if (event->frame != nullptr) payload_bytes += event->frame->payload_bytes();
      add_row(*event, rows++, &bytes, &frames);
      network_->drop_event();
      if (bytes >= kTextBytesMost || payload_bytes >= kPayloadBytesMost) break;
    }
    if (rows == 0) {
      if (network_->ended()) finish(env);
      return;
    }
    // Again, behind whatever else waits: there may be more.
    post_drain(*AddonState::of(env).mailbox, self_);
    auto texts = Napi::Buffer<uint8_t>::Copy(env, texts_.data(), bytes);
    texts_.clear();
    on_events_.Call({rows_.Value(), Napi::Number::New(env, double(rows)), texts});
  }

  void add_row(NetworkEvent& event, size_t index, size_t* bytes, size_t* frames) {
    double* row = row_numbers_ + index * kRowWidth;
    auto add_text = [&](const void* data, size_t count) {
      texts_.insert(texts_.end(), static_cast<const uint8_t*>(data),
                    static_cast<const uint8_t*>(data) + count);
      *bytes += count;
    };
    row[0] = double(event.kind);
    row[1] = double(event.connection);
    Frame* frame = event.frame.get();
    network_->apply(event);
    if (frame != nullptr) {
      row[2] = frame->number;
      row[3] = double(frame->header_bytes);
      row[4] = double(frame->payload_bytes());
      add_text(frame->header(), frame->header_bytes);
      (*frames)++;
      return;
    }
    row[2] = double(event.value);
    row[3] = event.kind == NetworkEvent::Kind::accept ? double(event.text.size()) : double(event.error);
    add_text(event.text.data(), event.text.size());
  }

  void finish(Napi::Env env) {
    closed_ = true;
    network_->join();
    AddonState& state = AddonState::of(env);
    state.remove_stop(stop_number_);
    network_->end_turn();
    state.mailbox->forget_turns(this);
    state.mailbox->release();
    for (auto& closer : closers_) closer.Resolve(env.Undefined());
    closers_.clear();
    Unref();
  }

  const Self self_ = std::make_shared<NetworkWrap*>(this);
  std::unique_ptr<Network> network_;
  Napi::FunctionReference on_events_;
  Napi::ObjectReference rows_;
  double* row_numbers_ = nullptr;
  std::vector<uint8_t> texts_;
  std::vector<Napi::Promise::Deferred> closers_;
  uint64_t stop_number_ = 0;
  bool closed_ = false;
};

}  // namespace

void init_network_glue(Napi::Env env, Napi::Object exports) {
  exports.Set("Network", NetworkWrap::define(env));
  auto reasons = Napi::Object::New(env);
  auto set = [&](const char* name, CloseReason reason) { reasons.Set(name, double(reason)); };
  set("peer", CloseReason::peer);
  set("local", CloseReason::local);
  set("frameLength", CloseReason::frame_length);
  set("frameDeadline", CloseReason::frame_deadline);
  set("progressDeadline", CloseReason::progress_deadline);
  set("error", CloseReason::error);
  set("range", CloseReason::range);
  set("shutdown", CloseReason::shutdown);
  set("idle", CloseReason::idle);
  set("frameTooLarge", CloseReason::frame_too_large);
  exports.Get("constants").As<Napi::Object>().Set("CloseReason", reasons);
}

}  // namespace sluice
