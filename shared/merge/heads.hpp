#pragma once

#include "shared/merge/record.hpp"

namespace mingcha {

/// The record that all others of the root wait for: the one whose id is the root's (DESIGN 4.2).
[[nodiscard]] inline RecordName head_of(Root const& root) {
    for (auto const& type : catalogue())
        if (type.is_head && type.root == root.kind) return {root, type.type, root.id};
    return {root, RecordType::office, root.id};
}

}  // namespace mingcha
