#include "server/app/upload_sender.hpp"

#include "server/admin/office_data.hpp"
#include "server/blobs/tus.hpp"
#include "shared/wire/upload_proof.hpp"

namespace mingcha {

namespace {
/// The photo of a request: named when an upload is created, and the beginning of the upload's id afterwards.
std::optional<Hash> photo_of(HttpRequest const& request) {
    auto const id = request.param("id");
    if (!id.empty()) return parse_hash(id.substr(0, 64));
    auto const name = metadata_value(request.headers.get("Upload-Metadata"), "sha256");
    return name ? parse_hash(*name) : std::nullopt;
}
}  // namespace

Outcome<std::string> upload_sender(OfficeData& data, HttpRequest const& request) {
    auto const device = Uuid::parse(request.headers.get("Mingcha-Device"));
    if (!device) return Error{"device_required", "Mingcha-Device names no device"};
    auto const proof = parse_upload_proof(request.headers.get("Mingcha-Proof"));
    if (!proof) return proof.error();
    auto const photo = photo_of(request);
    if (!photo) return Error{"bad_proof", "the request names no photo"};
    auto const facts = data.store->device_facts(*device, proof->epoch);
    if (!facts) return facts.error();
    if (!facts->known) return Error{"device_required", "this device is not enrolled here"};
    if (!proves_upload(*proof, facts->key, *photo, data.keys.identity.public_key(), *device))
        return Error{"bad_proof", "this device did not sign for this photo"};
    return device->to_string();
}

}  // namespace mingcha
