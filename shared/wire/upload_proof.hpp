#pragma once

#include <string>
#include <string_view>

#include "shared/base/ids.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// Why a server believes who sends a photo (DESIGN section 7: no bearer token): the device proves itself as in Hello, over a nonce that
/// names the photo. It serves for one photo, to one server, from one life of the device; heard by somebody else it lets him send the very
/// bytes that a record names, and nothing more. No clock and no session is needed, so an upload goes on after any break.
struct UploadProof {
    std::uint64_t epoch = 0;  ///< of the device
    Signature signature{};
};

/// The nonce in the body of `mingcha.hello.1`: "upload" and the hash. It is 38 bytes long; those that a server gives out are 32.
[[nodiscard]] Bytes upload_nonce(Hash const& sha256);

/// The value of the header `Mingcha-Proof`: the epoch in decimal, a space, 128 hexadecimal digits.
[[nodiscard]] std::string header_text(UploadProof const& proof);
/// `bad_proof`.
[[nodiscard]] Outcome<UploadProof> parse_upload_proof(std::string_view header);

[[nodiscard]] UploadProof prove_upload(SigningKey const& key, Hash const& sha256, PublicKey const& server_identity,
                                       Uuid const& device, std::uint64_t epoch);
[[nodiscard]] bool proves_upload(UploadProof const& proof, PublicKey const& key, Hash const& sha256,
                                 PublicKey const& server_identity, Uuid const& device);

}  // namespace mingcha
