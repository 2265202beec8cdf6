#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "domain/instant.h"
#include "domain/result.h"

namespace lintel {

/// 128 bits made by us, never by the database: 48 of time in milliseconds, then 80 of chance, so
/// that ids sort in the order in which they were made.
struct IdBits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend constexpr auto operator<=>(IdBits, IdBits) = default;
};

/// 26 letters and figures of Crockford's base 32, lower case; sorts as the bits do.
std::string to_string(IdBits bits);
Result<IdBits> parse_id(std::string_view text);

/// An id that cannot be mistaken for another noun's. A default one is nil and names nothing.
template <class Noun>
class Id {
 public:
  constexpr Id() = default;
  explicit constexpr Id(IdBits bits) : bits_(bits) {}
  static Result<Id> parse(std::string_view text) {
    return parse_id(text).map([](IdBits bits) { return Id{bits}; });
  }

  constexpr IdBits bits() const { return bits_; }
  constexpr bool is_nil() const { return bits_ == IdBits{}; }

  friend std::string to_string(Id id) { return to_string(id.bits_); }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  IdBits bits_;
};

using PersonId = Id<struct PersonNoun>;  ///< someone who works here and signs in
using PropertyId = Id<struct PropertyNoun>;
using TenancyId = Id<struct TenancyNoun>;
using TenantId = Id<struct TenantNoun>;
using RentAccountId = Id<struct RentAccountNoun>;
using PostingId = Id<struct PostingNoun>;
using CaseId = Id<struct CaseNoun>;
using TaskId = Id<struct TaskNoun>;
using ApprovalId = Id<struct ApprovalNoun>;
using NoticeId = Id<struct NoticeNoun>;
using AgreementId = Id<struct AgreementNoun>;
using HoldId = Id<struct HoldNoun>;
using ContactId = Id<struct ContactNoun>;
using DocumentId = Id<struct DocumentNoun>;  ///< one document to one person
using ImportId = Id<struct ImportNoun>;
using RunId = Id<struct RunNoun>;
using PolicyDraftId = Id<struct PolicyDraftNoun>;

/// Makes ids. Give it the time and 80 bits of chance; two in one millisecond stay in order.
class IdMaker {
 public:
  /// `chance` returns 64 random bits a call.
  explicit IdMaker(std::function<std::uint64_t()> chance) : chance_(std::move(chance)) {}

  IdBits make(Instant now);
  /// CaseId id = ids.make<CaseId>(now);
  template <class Typed>
  Typed make(Instant now) {
    return Typed{make(now)};
  }

 private:
  std::function<std::uint64_t()> chance_;
  IdBits last_;
};

}  // namespace lintel

template <class Noun>
struct std::hash<lintel::Id<Noun>> {
  std::size_t operator()(lintel::Id<Noun> id) const noexcept {
    return static_cast<std::size_t>(id.bits().high * 0x9e3779b97f4a7c15U ^ id.bits().low);
  }
};
