#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "domain/result.h"
#include "server/auth/auth_settings.h"
#include "server/http/http_settings.h"

namespace lintel {

/// What lintel.yaml says about running the program. Everything has a default; nothing here is law
/// or policy.
struct Config {
  std::string database_url;  ///< "" where the file does not say
  HttpSettings http;
  AuthSettings auth;
  std::filesystem::path print_folder;  ///< where letters for the post are put; "": nowhere
  std::chrono::seconds tick{5};        ///< how often what is due is done
};

/// Reads lintel.yaml. Every unknown key, wrong value and misspelling is a Problem with its place.
ResultOfMany<Config> read_config(std::string_view yaml, const std::string& file);

/// Reads `folder`/lintel.yaml, or gives the defaults when the folder has none.
ResultOfMany<Config> read_config_of(const std::filesystem::path& folder);

}  // namespace lintel
