# The addon, one target from both halves: the storage half (segments, threads that touch the disk) and the network half
# (sockets, frames, outboxes). Warnings are errors.
# C++ exceptions are on and every N-API entry catches all of them (NODE_ADDON_API_CPP_EXCEPTIONS_ALL): a C++ exception
# never crosses into Node, and a thrown Napi::Error or std::exception becomes a JavaScript one.
# nodelete: the SIGBUS handler is the process's, so the library stays when the worker that loaded it ends.
{
  "targets": [{
    "target_name": "sluice",
    "sources": [
      # storage half
      "src/addon.cc",
      "src/arguments.cc",
      "src/batch.cc",
      "src/cold_readers.cc",
      "src/crc32c.cc",
      "src/disk.cc",
      "src/flusher.cc",
      "src/glue_engine.cc",
      "src/glue_functions.cc",
      "src/glue_segment.cc",
      "src/mailbox.cc",
      "src/scan.cc",
      "src/segment.cc",
      "src/segment_disk.cc",
      "src/sigbus.cc",
      "src/state.cc",
      "src/warmer.cc",
      # network half
      "src/account.cc",
      "src/block_pool.cc",
      "src/command_queue.cc",
      "src/connection.cc",
      "src/frame_reader.cc",
      "src/frames.cc",
      "src/glue_network.cc",
      "src/listener.cc",
      "src/network.cc",
      "src/network_thread.cc",
      "src/outbox.cc",
    ],
    "include_dirs": ["<!@(node -p \"require('node-addon-api').include\")"],
    "defines": [
      "NAPI_VERSION=8",
      "NODE_ADDON_API_CPP_EXCEPTIONS_ALL",
      "NODE_ADDON_API_DISABLE_DEPRECATED",
      "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS",  # in a worker that is being terminated nothing can be thrown
    ],
    "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++17", "-std=gnu++20"],
    "cflags_cc": ["-std=c++20", "-O3", "-Wall", "-Wextra", "-Werror", "-fvisibility=hidden", "-fno-strict-aliasing", "-pthread"],
    "ldflags": ["-pthread", "-Wl,-z,nodelete"],
  }, {
    # Moves a file by every method the kernel has, for `sluice bench transfer`. A program of its own: the broker never loads it.
    "target_name": "sluice-transfer",
    "type": "executable",
    "product_extension": "",
    "sources": [
      "transfer/between_processes.cc",
      "transfer/copying.cc",
      "transfer/fan_out.cc",
      "transfer/file_to_file.cc",
      "transfer/main.cc",
      "transfer/methods.cc",
      "transfer/moves.cc",
      "transfer/peer.cc",
      "transfer/report.cc",
      "transfer/resources.cc",
      "transfer/run.cc",
      "transfer/socket_to_file.cc",
      "transfer/splicing.cc",
      "transfer/transport.cc",
      "transfer/uring.cc",
      "transfer/uring_methods.cc",
      "transfer/usage.cc",
      "src/crc32c.cc",
    ],
    "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++17", "-std=gnu++20"],
    "cflags_cc": ["-std=c++20", "-O3", "-Wall", "-Wextra", "-Werror", "-fvisibility=hidden", "-fno-strict-aliasing", "-pthread"],
    "ldflags": ["-pthread"],
  }],
}
