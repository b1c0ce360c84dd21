#include "server/blobs/blob_routes.hpp"

#include <algorithm>

#include "server/blobs/tus.hpp"

namespace mingcha {

namespace {
/// The bytes of a blob while they are sent.
class BlobSource final : public BodySource {
public:
    BlobSource(BlobStore& store, Hash const& hash, std::uint64_t size) : store_(store), hash_(hash), size_(size) {}
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return size_; }
    [[nodiscard]] Outcome<Bytes> read(std::uint64_t offset, std::size_t bytes_max) override {
        return store_.read(hash_, offset, bytes_max);
    }

private:
    BlobStore& store_;
    Hash const hash_;
    std::uint64_t const size_;
};

/// By content: nobody is asked what his bytes are, and nothing but a picture is ever shown in place.
std::string_view picture_type(ByteView first) {
    auto const text = as_text(first);
    if (text.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
    if (text.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
    if (text.starts_with("RIFF") && text.substr(std::min<std::size_t>(8, text.size())).starts_with("WEBP"))
        return "image/webp";
    return {};
}

HttpResponse serve_blob(HttpRequest const& request, BlobStore& store, BlobRules const& rules) {
    auto const who = rules.who(request);
    if (!who) return problem(401, who.error().code);
    auto const hash = parse_hash(request.param("sha256"));
    if (!hash || !rules.may_read(*who, *hash)) return problem(404, "not_found");
    auto const size = store.size(*hash);
    if (!size) return problem(500, size.error().code);
    if (!*size) return problem(404, "blob_missing", "the photo is known, its bytes have not arrived");
    auto const first = store.read(*hash, 0, 12);
    if (!first) return problem(500, first.error().code);
    HttpResponse response{200, {}, std::make_shared<BlobSource>(store, *hash, **size), true};
    auto const picture = picture_type(*first);
    response.headers.add("Content-Type", picture.empty() ? "application/octet-stream" : picture);
    if (picture.empty()) response.headers.add("Content-Disposition", "attachment");
    response.headers.add("ETag", make_etag(request.param("sha256")));
    response.headers.add("Cache-Control",
                         "private, no-cache");  // who may look is asked each time; the bytes are not sent again
    return response;
}
}  // namespace

void add_blob_routes(Router& router, BlobStore& store, BlobRules const& rules, Clock& clock) {
    auto const tus = std::make_shared<Tus>(store, rules, clock);
    RouteOptions const sending{Lane::blobs, static_cast<std::size_t>(rules.blob_bytes_max)};
    RouteOptions const asking{Lane::blobs, 0};
    router.add(
        Method::options, "/files", [tus](HttpRequest const&) { return tus->options(); }, asking);
    router.add(
        Method::options, "/files/{id}", [tus](HttpRequest const&) { return tus->options(); }, asking);
    router.add_upload(
        Method::post, "/files", [tus](HttpRequest const& request) { return tus->create(request); }, sending);
    router.add_upload(
        Method::patch, "/files/{id}", [tus](HttpRequest const& request) { return tus->patch(request); }, sending);
    router.add_upload(
        Method::post, "/files/{id}", [tus](HttpRequest const& request) { return tus->overridden(request); }, sending);
    router.add(
        Method::head, "/files/{id}", [tus](HttpRequest const& request) { return tus->head(request); }, asking);
    router.add(
        Method::del, "/files/{id}", [tus](HttpRequest const& request) { return tus->remove(request); }, asking);
    router.add(
        Method::get, "/blobs/{sha256}",
        [&store, rules](HttpRequest const& request) { return serve_blob(request, store, rules); }, asking);
}

}  // namespace mingcha
