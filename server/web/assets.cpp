#include "server/web/assets.hpp"

#include <algorithm>
#include <array>

namespace mingcha {

namespace {
Asset const* exact(std::string_view path) {
    auto const assets = all_assets();
    auto const found = std::ranges::find(assets, path, &Asset::path);
    return found == assets.end() ? nullptr : &*found;
}

// A missing script must be an error, not a page of HTML: an old page would try to run it.
constexpr std::array never_pages{"/api", "/blobs", "/live", "/files", "/healthz", "/metrics", "/assets"};

bool is_page(std::string_view path) {
    return std::ranges::none_of(never_pages, [path](std::string_view root) {
        return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
    });
}
}  // namespace

Asset const* find_asset(std::string_view path) {
    if (Asset const* asset = exact(path)) return asset;
    return is_page(path) ? exact("/index.html") : nullptr;
}

}  // namespace mingcha
