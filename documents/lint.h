#pragma once

#include <string>
#include <vector>

#include "documents/letterhead.h"

namespace lintel {

/// What is wrong with a PDF that we made, one sentence each; empty when nothing is. Reads the file
/// with another library (qpdf) than the one that wrote it.
///
/// Checks: qpdf's own; language, shown title, XMP, identity; every font embedded and mapped to
/// Unicode; every text and shape in an element or an artifact, and each mark known to the parent
/// tree; a scope on each table head, a text for each figure, headings that skip no level; no text
/// outside the printable area of 5 mm; and in the window, where `zones` has one, nothing but
/// address.
std::vector<std::string> lint_pdf(const std::string& pdf, const Zones& zones);

}  // namespace lintel
