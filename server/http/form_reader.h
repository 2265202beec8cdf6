#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "server/http/request.h"

namespace lintel {

struct Form {
  Fields fields;
  std::vector<UploadedFile> files;
};

/// Reads "a=1&b=2" (a query or an urlencoded form). The error is a sentence. Refuses bad per cent
/// signs, text that is not UTF-8, a field given twice (see Fields), more than 5,000 fields.
tl::expected<Fields, std::string> read_urlencoded(std::string_view text);

/// Reads multipart/form-data (RFC 7578) with this boundary: every part whole, each with a name, at
/// most 200 parts, a file known by its filename. Nothing is decoded beyond what browsers write.
tl::expected<Form, std::string> read_multipart(std::string_view body, std::string_view boundary);

/// The boundary of a Content-Type, or "" when it has none that RFC 2046 allows.
std::string multipart_boundary(std::string_view content_type);

}  // namespace lintel
