#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/net/router.hpp"
#include "server/net/tls_identity.hpp"
#include "server/ops/health.hpp"
#include "server/ops/metrics.hpp"

namespace mingcha {

/// One embedded file of the console. The views outlive the server (they point into the program); an empty `gzip` or
/// `brotli` = there is no such rendition, an asset may also have only compressed ones besides `plain`.
struct StaticFile {
    std::string path;  ///< where it is served, e.g. `/assets/office.3f2a.js`
    std::string content_type;
    std::string_view plain;
    std::string_view gzip;
    std::string_view brotli;
    std::string etag;        ///< without quotes; e.g. the content hash
    bool immutable = false;  ///< the name holds the content hash: kept for a year; else asked for each time (304)
};

/// Serves each asset at its path from memory, on the connection's strand, in the smallest rendition that the browser
/// takes.
void add_assets(Router& router, std::vector<StaticFile> const& assets);
/// `/healthz`: 200 or 503 with the report. `health` outlives the server.
void add_health(Router& router, Health const& health);
/// `/identity`: public keys and the proof that they are this server's.
/// `/metrics`, for callers on this machine only: what is scraped from elsewhere goes through a proxy that knows who may.
void add_metrics(Router& router, Metrics const& metrics);
void add_identity(Router& router, ServerKeys const& keys);

/// True iff an Accept-Encoding value takes `coding` (named, or by `*`, and not with q=0).
[[nodiscard]] bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace mingcha
