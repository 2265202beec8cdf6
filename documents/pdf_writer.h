#pragma once

#include <string>
#include <vector>

#include "documents/page.h"
#include "documents/tagged_content.h"
#include "domain/date.h"
#include "domain/hash.h"

namespace lintel {

/// What the file says of itself.
struct PdfFacts {
  std::string title;
  std::string author;     ///< the landlord
  std::string subject;    ///< the provision or protocol it answers to
  std::string language;   ///< BCP 47
  Date dated;             ///< its date of creation: never the clock's
  Hash identity;          ///< of the input; the file's ID comes from it
  int deflate_level = 1;  ///< 1 makes a letter a fiftieth larger than 6, in half the time
};

/// Writes PDF 1.7 with a structure tree, subset fonts and XMP, small objects gathered in an object
/// stream. The one user of libharu: it makes, numbers and writes the objects; its fonts and its
/// text are not used. The same input gives the same bytes. Throws std::runtime_error when libharu
/// fails.
std::string write_pdf(const Laid& laid, const TaggedContent& content, const PdfFacts& facts);

}  // namespace lintel
