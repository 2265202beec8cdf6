#pragma once

#include <stdexcept>
#include <string>

namespace lintel {

/// The database could not do what was asked: a fault, never a refusal. The message is a sentence
/// that says what happened and what to do.
class StorageFault : public std::runtime_error {
 public:
  /// full: no room on the disk; busy: another program holds the lock; gone: the file or server went
  /// away; corrupt: what was read is not a database; refused: it may not be opened or written.
  enum class Cause { full, busy, gone, corrupt, refused, other };

  StorageFault(Cause cause, const std::string& sentence)
      : std::runtime_error(sentence), cause_(cause) {}
  Cause cause() const { return cause_; }

 private:
  Cause cause_;
};

/// A row broke a rule of its table. Stores turn the ones that they expect (a command done already,
/// a second decision) into answers; any other is a fault.
class ConstraintFault : public StorageFault {
 public:
  enum class Rule { unique, foreign_key, check, not_null, other };

  ConstraintFault(Rule rule, const std::string& sentence)
      : StorageFault(Cause::other, sentence), rule_(rule) {}
  Rule rule() const { return rule_; }

 private:
  Rule rule_;
};

}  // namespace lintel
