#include "shared/wire/upload_proof.hpp"

#include <algorithm>
#include <charconv>

#include "shared/wire/frames.hpp"

namespace mingcha {

Bytes upload_nonce(Hash const& sha256) {
    ByteWriter out;
    out.raw(view("upload")), out.raw(sha256);
    return out.take();
}

std::string header_text(UploadProof const& proof) {
    return std::to_string(proof.epoch) + " " + to_hex(proof.signature);
}

Outcome<UploadProof> parse_upload_proof(std::string_view header) {
    Error const bad{"bad_proof", "Mingcha-Proof wants the epoch and 128 hexadecimal digits"};
    UploadProof out;
    auto const space = std::min(header.find(' '), header.size());
    auto const [end, wrong] = std::from_chars(header.data(), header.data() + space, out.epoch);
    if (space == header.size() || wrong != std::errc{} || end != header.data() + space) return bad;
    auto const signature = from_hex(header.substr(space + 1));
    if (!signature || signature->size() != out.signature.size()) return bad;
    std::ranges::copy(*signature, out.signature.begin());
    return out;
}

UploadProof prove_upload(SigningKey const& key, Hash const& sha256, PublicKey const& server_identity,
                         Uuid const& device, std::uint64_t epoch) {
    return {epoch, key.sign(Label::hello, hello_body(upload_nonce(sha256), server_identity, device, epoch))};
}

bool proves_upload(UploadProof const& proof, PublicKey const& key, Hash const& sha256, PublicKey const& server_identity,
                   Uuid const& device) {
    auto const body = hello_body(upload_nonce(sha256), server_identity, device, proof.epoch);
    return verify(key, Label::hello, body, proof.signature);
}

}  // namespace mingcha
