#pragma once

#include <string>
#include <vector>

#include "documents/block.h"
#include "documents/merge.h"
#include "domain/result.h"

namespace lintel {

/// Reads the merged text as GitHub-flavoured Markdown and binds the values into the tree that comes
/// of it. The tree's shape depends on the template and on which sections stand, never on a value's
/// characters; long text becomes as many paragraphs as it has.
///
/// One thing is ours: a paragraph ":::signature Name | Capacity | Date" is a place to sign.
/// Problem: HTML, links, images and code, which letters do not have.
Result<std::vector<Block>> read_markdown(const Merged& merged);

}  // namespace lintel
