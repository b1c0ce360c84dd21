#pragma once

#include <span>
#include <string_view>

namespace mingcha {

/// One file of the console as it is sent: built, content-hashed and packed when the program was built, and part of it.
struct Asset {
    std::string_view path;  ///< absolute, as in the request line, without a query
    std::string_view content_type;
    std::string_view etag;  ///< quoted, of the plain bytes
    std::string_view plain;
    std::string_view gzip;    ///< empty where packing saves less than a tenth
    std::string_view brotli;  ///< likewise
    bool immutable;           ///< its name changes with its bytes: may be kept for ever
};

/// Every file, by path.
[[nodiscard]] std::span<Asset const> all_assets();

/// The file for a request path. A path without a file is a page of the console and gives /index.html, so that an address can be
/// reloaded; below /assets/ and for the server's own resources (/api, /blobs, /live, /files, /healthz, /metrics, /verify) it gives
/// null. Any thread.
[[nodiscard]] Asset const* find_asset(std::string_view path);

}  // namespace mingcha
