#pragma once

#include <span>
#include <string_view>

namespace mingcha {

struct EmbeddedFile {
    std::string_view name;
    std::string_view content;
};

/// Defined in the file that embed.cmake writes; sorted by name.
[[nodiscard]] std::span<EmbeddedFile const> embedded_files();

}  // namespace mingcha
