// The table of all methods, in the order in which they are measured and shown.
#include "method.h"

namespace sluice::transfer {

const std::vector<Method>& methods() {
  static const std::vector<Method> all = [] {
    std::vector<Method> joined;
    for (const auto family : {copying_methods, splicing_methods, uring_methods, socket_to_file_methods,
                              file_to_file_methods, fan_out_methods, between_processes_methods})
      for (const Method& method : family()) joined.push_back(method);
    return joined;
  }();
  return all;
}

}  // namespace sluice::transfer
