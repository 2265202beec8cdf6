#pragma once

#include <array>
#include <string_view>

namespace lintel {

/// The calls of a workflow that something answers (outbox.cc).
inline constexpr std::array<std::string_view, 1> kConnectorCalls = {"post.send"};

}  // namespace lintel
