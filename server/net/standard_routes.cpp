#include "server/net/standard_routes.hpp"

namespace mingcha {

namespace {
/// A body that points at bytes of the program: shared without owning them.
class StaticSource final : public BodySource {
public:
    explicit StaticSource(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return bytes_.size(); }
    [[nodiscard]] Outcome<Bytes> read(std::uint64_t offset, std::size_t bytes_max) override {
        auto const part = view(bytes_.substr(std::min<std::size_t>(offset, bytes_.size()), bytes_max));
        return Bytes(part.begin(), part.end());
    }

private:
    std::string_view bytes_;
};

struct Rendition {
    std::string_view coding, bytes;
};

Rendition choose(StaticFile const& asset, std::string_view accept_encoding) {
    if (!asset.brotli.empty() && accepts_coding(accept_encoding, "br")) return {"br", asset.brotli};
    if (!asset.gzip.empty() && accepts_coding(accept_encoding, "gzip")) return {"gzip", asset.gzip};
    return {"", asset.plain};
}

HttpResponse serve_asset(StaticFile const& asset, HttpRequest const& request) {
    auto const rendition = choose(asset, request.headers.get("Accept-Encoding"));
    HttpResponse response{200, {}, std::make_shared<StaticSource>(rendition.bytes)};
    response.headers.add("Content-Type", asset.content_type);
    response.headers.add(
        "ETag", make_etag(rendition.coding.empty() ? asset.etag : asset.etag + "-" + std::string(rendition.coding)));
    response.headers.add("Vary", "Accept-Encoding");
    response.headers.add("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (!rendition.coding.empty()) response.headers.add("Content-Encoding", rendition.coding);
    return response;
}

/// `;q=0`, `;q=0.000`: explicitly not wanted.
bool refused(std::string_view parameters) {
    auto const q = parameters.find("q=");
    if (q == std::string_view::npos) return false;
    return trimmed(parameters.substr(q + 2)).find_first_not_of("0.") == std::string_view::npos;
}
}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
    bool by_star = false;
    while (!accept_encoding.empty()) {
        auto const comma = std::min(accept_encoding.find(','), accept_encoding.size());
        auto const entry = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        auto const semicolon = std::min(entry.find(';'), entry.size());
        auto const name = trimmed(entry.substr(0, semicolon));
        bool const wanted = !refused(entry.substr(semicolon));
        if (name == coding) return wanted;
        if (name == "*") by_star = wanted;
    }
    return by_star;
}

void add_assets(Router& router, std::vector<StaticFile> const& assets) {
    for (auto const& asset : assets) {
        router.add(Method::get, asset.path, [asset](HttpRequest const& request) { return serve_asset(asset, request); },
                   {Lane::strand, 0});
    }
}

void add_health(Router& router, Health const& health) {
    auto const answer = [&health](HttpRequest const&) {
        auto report = health.report();
        return json_response(report.ok ? 200 : 503, std::move(report.json));
    };
    router.add(Method::get, "/healthz", answer, {Lane::strand, 0});
}

void add_metrics(Router& router, Metrics const& metrics) {
    auto const answer = [&metrics](HttpRequest const& request) {
        bool const is_here =
            request.peer.starts_with("127.") || request.peer == "::1" || request.peer.starts_with("::ffff:127.");
        if (!is_here) return problem(403, "loopback_only", "metrics are for callers on this machine");
        HttpResponse response{200, {}, metrics.text()};
        response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        response.headers.add("Cache-Control", "no-store");
        return response;
    };
    router.add(Method::get, "/metrics", answer);
}

void add_identity(Router& router, ServerKeys const& keys) {
    auto const answer = [json = identity_json(keys)](HttpRequest const&) { return json_response(200, json); };
    router.add(Method::get, "/identity", answer, {Lane::strand, 0});
}

}  // namespace mingcha
