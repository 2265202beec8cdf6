#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// Assets in gzip, each compressed once. Only what may be kept for ever is compressed: a page holds
/// a token beside text that a stranger may have chosen (BREACH).
class CompressedAssets {
 public:
  /// The compressed body, or nothing when this answer goes as it is.
  std::shared_ptr<const std::string> body_for(const Request& request, const Response& response);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const std::string>>
      by_path_;  ///< an asset's path names its content
};

}  // namespace lintel
