#include "server/http/compressed_assets.h"

#include <libdeflate.h>

namespace lintel {
namespace {

constexpr std::size_t kWorthIt = 1'024;   // bytes
constexpr std::size_t kMostAssets = 500;  // a build has some dozens
constexpr int kLevel = 9;

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.find("javascript") != std::string_view::npos ||
         type.find("json") != std::string_view::npos || type.find("svg") != std::string_view::npos;
}

std::string gzipped(const std::string& plain) {
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
      libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), plain.size()), '\0');
  out.resize(libdeflate_gzip_compress(
      compressor.get(), plain.data(), plain.size(), out.data(), out.size()));
  return out;
}

}  // namespace

std::shared_ptr<const std::string> CompressedAssets::body_for(const Request& request,
                                                              const Response& response) {
  const bool wanted = response.code() == 200 && response.keep() == Keep::for_ever &&
                      response.body().size() >= kWorthIt && is_text(response.content_type()) &&
                      request.header("accept-encoding").find("gzip") != std::string::npos;
  if (!wanted) return nullptr;
  const std::lock_guard lock(mutex_);
  if (by_path_.size() >= kMostAssets) return nullptr;
  std::shared_ptr<const std::string>& kept = by_path_[request.path];
  if (!kept) kept = std::make_shared<const std::string>(gzipped(response.body()));
  return kept;
}

}  // namespace lintel
