#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "server/blobs/blob_routes.hpp"

namespace mingcha {

/// 64 lower-case hexadecimal characters, nothing else: one blob has one name.
[[nodiscard]] std::optional<Hash> parse_hash(std::string_view text);
/// RFC 4648 base64 with padding.
[[nodiscard]] std::optional<Bytes> parse_base64(std::string_view text);
/// The value of `key` in a tus Upload-Metadata field, decoded.
[[nodiscard]] std::optional<std::string> metadata_value(std::string_view field, std::string_view key);

/// The tus 1.0.0 protocol over a blob store. Called on the blob pool.
class Tus {
public:
    using Start = std::variant<HttpResponse, std::unique_ptr<BodySink>>;

    Tus(BlobStore& store, BlobRules rules, Clock& clock) : store_(store), rules_(std::move(rules)), clock_(clock) {}

    [[nodiscard]] HttpResponse options() const;
    [[nodiscard]] Start create(HttpRequest const& request);
    [[nodiscard]] Start patch(HttpRequest const& request);
    [[nodiscard]] HttpResponse head(HttpRequest const& request);
    [[nodiscard]] HttpResponse remove(HttpRequest const& request);
    /// POST with X-HTTP-Method-Override, for networks that let no PATCH through.
    [[nodiscard]] Start overridden(HttpRequest const& request);

private:
    [[nodiscard]] std::optional<HttpResponse> refuse_version(HttpRequest const& request) const;
    /// The claimed upload if it is the asker's; else the refusal. What is another's does not exist.
    [[nodiscard]] std::variant<HttpResponse, UploadClaim> claim_own(HttpRequest const& request);
    [[nodiscard]] std::optional<HttpResponse> already_here(std::string const& who, std::string_view id);
    [[nodiscard]] Start receive(HttpRequest const& request, UploadClaim claim, bool created);

    BlobStore& store_;
    BlobRules const rules_;
    Clock& clock_;
};

}  // namespace mingcha
