#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/field.h"
#include "domain/result.h"

namespace lintel {

/// Puts partials in place, takes comments out and checks every tag of a body against the fields
/// that its template declares: what merge then meets holds only variables and sections that can be
/// filled. `first_line` is the body's first line in its file. Problems: see read_template().
ResultOfMany<std::string> join_body(
    std::string_view body,
    const std::string& file,
    int first_line,
    const std::vector<Field>& fields,
    const std::map<std::string, std::string, std::less<>>& partials);

}  // namespace lintel
